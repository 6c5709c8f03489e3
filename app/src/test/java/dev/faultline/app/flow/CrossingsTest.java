package dev.faultline.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where packets stopped, and where they were made, between the vantage points of two nodes.
class CrossingsTest {
    private static final int PLACES = 8;

    @TempDir
    private static Path folder;

    private final Map<String, Finding> findings = new LinkedHashMap<>();

    private Path nodes(String scenario) throws IOException {
        Path capture = folder.resolve(scenario + ".pcapng");
        Flows.writeNodes(scenario, capture);
        analyse(capture);
        return capture;
    }

    private void analyse(Path capture) throws IOException {
        try (CaptureSource source = CaptureFiles.open(capture, Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of("x"), finding -> findings.put(finding.id(), finding));
        }
    }

    private Finding finding(FindingKind kind) {
        return findings.values().stream()
                .filter(finding -> finding.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private Crossings crossings(Conversation flow) {
        return new Crossings(flow, List.copyOf(findings.values()));
    }

    @Test
    void bothLegsOfATranslatedConnectionAreOneFlow() throws IOException {
        Path capture = nodes("nodes-healthy");
        Conversation first = Flows.read(FlowRequest.of(capture, 0), Limits.DEFAULT);
        Conversation second = Flows.read(FlowRequest.of(capture, 1), Limits.DEFAULT);

        assertThat(Flows.packets(first)).isEqualTo(Flows.packets(second));
        assertThat(first.lanes()).hasSize(PLACES);
        assertThat(first.legs()).hasSize(2);
        assertThat(first.client()).hasToString("10.244.1.2:45001");
        assertThat(first.server()).hasToString("10.244.2.2:8080");
    }

    @Test
    void lanesStandInTheOrderInWhichPacketsPassThem() throws IOException {
        Conversation flow = Flows.read(FlowRequest.of(nodes("nodes-healthy"), 0), Limits.DEFAULT);

        assertThat(flow.lanes())
                .extracting(Lane::name)
                .containsExactly(
                        "node-a/veth0",
                        "node-a/cni0",
                        "node-a/flannel.1",
                        "node-a/eth0 in vxlan",
                        "node-b/eth0 in vxlan",
                        "node-b/flannel.1",
                        "node-b/cni0",
                        "node-b/veth0");
    }

    /// The capture holds what one interface saw long before what the next one did, as tcpdump writes them.
    @Test
    void eachPacketIsOneRowHoweverTheCaptureIsOrdered() throws IOException {
        Conversation flow = Flows.read(FlowRequest.of(nodes("nodes-lost-data"), 0), Limits.DEFAULT);

        assertThat(flow.size()).as("distinct IP identifications").isEqualTo(63);
        assertThat(IntStream.range(0, flow.size()).mapToObj(flow::time)).isSorted();
    }

    @Test
    void nothingIsLostOrMadeOnTheWayOfAHealthyFlow() throws IOException {
        Conversation flow = Flows.read(FlowRequest.of(nodes("nodes-healthy"), 0), Limits.DEFAULT);
        Crossings crossings = crossings(flow);

        assertThat(IntStream.range(0, flow.size())).noneMatch(p -> crossings.isLost(p) || crossings.isBorn(p));
    }

    @ParameterizedTest
    @CsvSource({
        "nodes-loss-encapsulated, TCP_RETRANSMISSION",
        "nodes-loss-decapsulated, TCP_RETRANSMISSION",
        "nodes-loss-answers, TCP_RETRANSMISSION",
        "nodes-policy-drop, TCP_CONNECT_NO_REPLY",
    })
    void packetsStopWhereTheFindingSaysThatTheyWereLost(String scenario, FindingKind kind) throws IOException {
        Path capture = nodes(scenario);
        Finding finding = finding(kind);
        Conversation flow = Flows.read(FlowRequest.of(capture, finding), Limits.DEFAULT);
        Crossings crossings = crossings(flow);

        List<Integer> lost = IntStream.range(0, flow.size())
                .filter(crossings::isLost)
                .boxed()
                .toList();

        assertThat(lost)
                .isNotEmpty()
                .allSatisfy(packet -> assertThat(List.of(
                                flow.lanes().get(crossings.lastSeen(packet)).name(),
                                flow.lanes().get(crossings.next(packet)).name()))
                        .isEqualTo(finding.lostBetween()));
        assertThat(IntStream.range(0, flow.size())).noneMatch(crossings::isBorn);
    }

    @Test
    void packetThatOneCaptureMissedIsNotLost() throws IOException {
        Path twice = folder.resolve("missed.pcapng");
        Flows.writeTwice("close-wait", Set.of(4L), twice);
        analyse(twice);
        Conversation flow = Flows.read(FlowRequest.of(twice, 0), Limits.DEFAULT);

        assertThat(IntStream.range(0, flow.size())).noneMatch(crossings(flow)::isLost);
    }

    @ParameterizedTest
    @CsvSource({"conntrack-invalid, true", "rst-midstream, false"})
    void resetThatOneSideAloneSawIsMadeOnTheWayUnlessItsSenderIsBlamed(String capture, boolean born)
            throws IOException {
        analyse(Flows.LAB.resolve(capture + ".pcap"));
        Finding reset = findings.values().stream()
                .filter(finding -> finding.kind().id().contains("reset"))
                .findFirst()
                .orElseThrow();
        findings.clear();
        Conversation once = Flows.lab(capture, reset.tcpStream());
        int packet = IntStream.range(0, once.size())
                .filter(p -> (once.flags(p) & TcpHeader.RST) != 0)
                .findFirst()
                .orElseThrow();
        Path twice = folder.resolve(capture + ".pcapng");
        Flows.writeTwice(capture, Set.of(once.frame(packet)), twice);
        analyse(twice);
        Conversation flow = Flows.read(FlowRequest.of(twice, reset.tcpStream()), Limits.DEFAULT);

        assertThat(crossings(flow).isBorn(packet)).isEqualTo(born);
    }

    @Test
    void resetThatItsSenderIsBlamedForIsNotMadeOnTheWay() throws IOException {
        Path twice = folder.resolve("refused.pcapng");
        Flows.writeTwice("syn-refused", Set.of(4L), twice);
        analyse(twice);
        Conversation flow = Flows.read(FlowRequest.of(twice, 0), Limits.DEFAULT);

        assertThat(flow.flags(1) & TcpHeader.RST).isNotZero();
        assertThat(crossings(flow).isBorn(1)).isFalse();
    }
}
