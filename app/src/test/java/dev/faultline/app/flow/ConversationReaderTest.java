package dev.faultline.app.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.Findings;
import dev.faultline.app.extract.FlowSelection;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.Transport;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationReaderTest {
    @TempDir
    private static Path folder;

    @Test
    void bothEndsPassThroughTheStatesOfAConnectionThatIsNeverClosed() throws IOException {
        assertThat(Flows.packets(Flows.lab("close-wait", 0)))
                .containsExactly(
                        "> SYN 0 0 0 SYN-SENT/UNKNOWN",
                        "< SYN, ACK 0 1 0 ESTABLISHED/SYN-RECEIVED",
                        "> ACK 1 1 0 ESTABLISHED/ESTABLISHED",
                        "> PSH, ACK 1 1 3 ESTABLISHED/ESTABLISHED",
                        "< ACK 1 4 0 ESTABLISHED/ESTABLISHED",
                        "< PSH, ACK 1 4 3 ESTABLISHED/ESTABLISHED",
                        "> ACK 4 4 0 ESTABLISHED/ESTABLISHED",
                        "> FIN, ACK 4 4 0 FIN-WAIT-1/ESTABLISHED",
                        "< ACK 4 5 0 FIN-WAIT-2/CLOSE-WAIT");
    }

    @Test
    void lastAckThatNeverComesLeavesTheServerInLastAck() throws IOException {
        List<String> packets = Flows.packets(Flows.lab("last-ack", 0));

        assertThat(packets.get(9)).isEqualTo("< FIN, ACK 4 5 0 TIME-WAIT/LAST-ACK");
        assertThat(packets.subList(10, 15)).containsOnly("< FIN, ACK 4 5 0 [retransmission] TIME-WAIT/LAST-ACK");
    }

    @Test
    void repeatsOfASegmentAreCounted() throws IOException {
        Conversation flow = Flows.lab("syn-dropped", 0);

        assertThat(IntStream.range(0, flow.size()).map(flow::repeat)).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void resetClosesBothEnds() throws IOException {
        assertThat(Flows.packets(Flows.lab("syn-refused", 0)))
                .containsExactly("> SYN 0 0 0 SYN-SENT/UNKNOWN", "< RST, ACK 1 1 0 CLOSED/CLOSED");
    }

    @Test
    void routerThatRejectsAPacketStopsIt() throws IOException {
        Conversation flow = Flows.lab("icmp-net-unreachable", 0);

        assertThat(Flows.packets(flow))
                .containsExactly(
                        "> SYN 0 0 0 stopped SYN-SENT/UNKNOWN",
                        "< Network unreachable from 10.77.64.1 SYN-SENT/UNKNOWN");
        assertThat(flow.isTrouble(1)).isTrue();
    }

    @Test
    void segmentThatIsTooLargeIsStoppedWhereItsErrorSaysSo() throws IOException {
        List<String> packets = Flows.packets(Flows.lab("pmtu-frag-needed", 0));

        assertThat(packets.subList(3, 8)).allMatch(packet -> packet.contains(" stopped "));
        assertThat(packets.get(8)).isEqualTo("< Fragmentation needed from 10.77.56.1 ESTABLISHED/ESTABLISHED");
    }

    @Test
    void zeroWindowIsToldWithTheWindowScaled() throws IOException {
        Conversation flow = Flows.lab("zero-window", 0);
        int closed = flow.packetOfFrame(43);
        int opened = flow.packetOfFrame(55);

        assertThat(Flows.packets(flow).get(closed)).startsWith("< ACK 1 14481 0 [zero_window]");
        assertThat(flow.window(closed)).isZero();
        assertThat(flow.window(opened)).isEqualTo(8688);
    }

    @Test
    void flowWhoseBeginningIsMissingHasNumbersAsInWireshark() throws IOException {
        Conversation flow = Flows.lab("capture-midstream", 0);

        assertThat(Flows.packets(flow).subList(0, 2))
                .containsExactly("> PSH, ACK 1 1 71 ESTABLISHED/UNKNOWN", "< ACK 1 72 1448 ESTABLISHED/ESTABLISHED");
        assertThat(flow.server()).hasToString("10.77.91.2:8080");
    }

    @Test
    void packetSeenAtTwoPlacesIsOnePacketAndNoRetransmission() throws IOException {
        Path twice = folder.resolve("twice.pcapng");
        Flows.writeTwice("syn-refused", Set.of(), twice);

        Conversation flow = Flows.read(FlowRequest.of(twice, 0), Limits.DEFAULT);

        assertThat(flow.lanes()).extracting(Lane::name).containsExactly("veth-client", "veth-server");
        assertThat(Flows.packets(flow))
                .containsExactly("> SYN 0 0 0 SYN-SENT/UNKNOWN", "< RST, ACK 1 1 0 CLOSED/CLOSED");
        assertThat(flow.frameAt(0, 0)).isPositive();
        assertThat(flow.frameAt(0, 1)).isPositive();
    }

    @Test
    void packetMissingAtOnePlaceIsNotSeenThere() throws IOException {
        Path twice = folder.resolve("missing.pcapng");
        Flows.writeTwice("syn-refused", Set.of(4L), twice);

        Conversation flow = Flows.read(FlowRequest.of(twice, 0), Limits.DEFAULT);

        int server = flow.lanes().stream().map(Lane::name).toList().indexOf("veth-server");
        assertThat(flow.frameAt(0, server)).isPositive();
        assertThat(flow.frameAt(1, server)).isEqualTo(-1);
    }

    @Test
    void datagramBeforeAndBehindATranslationIsOnePacket() throws IOException {
        Endpoint client = new Endpoint(IpAddress.parse("10.0.0.1"), 1000);
        Endpoint service = new Endpoint(IpAddress.parse("10.96.0.10"), 53);
        Endpoint pod = new Endpoint(IpAddress.parse("10.0.0.9"), 53);
        Path capture = Flows.writeDatagrams(
                folder.resolve("datagrams.pcap"), List.of(client, service, client, pod, pod, client, service, client));
        FlowRequest request = new FlowRequest(
                capture,
                new FlowSelection.OfFindings(List.of(translated(client, service, pod))),
                -1,
                client,
                service,
                Set.of(),
                null,
                new Leg(client, pod, -1));

        Conversation flow = Flows.read(request, Limits.DEFAULT);

        assertThat(flow.size()).isEqualTo(2);
        assertThat(flow.legs()).containsExactly(new Leg(client, service, -1), new Leg(client, pod, -1));
        assertThat(flow.direction(0)).isEqualTo(Direction.CLIENT_TO_SERVER);
        assertThat(flow.direction(1)).isEqualTo(Direction.SERVER_TO_CLIENT);
        assertThat(flow.server()).isEqualTo(pod);
    }

    private static Finding translated(Endpoint client, Endpoint service, Endpoint pod) {
        return Findings.on(Findings.refused(0), Transport.UDP, client, service).withTranslation(client, pod);
    }

    @Test
    void flowWithTooManyPacketsKeepsItsBeginning() throws IOException {
        Conversation flow = Flows.read(FlowRequest.of(Flows.LAB.resolve("loss-5pct.pcap"), 0), limited(100));

        assertThat(flow.size()).isEqualTo(100);
        assertThat(flow.omittedAtEnd()).isEqualTo(1409);
    }

    @Test
    void flowWithTooManyPacketsKeepsWhatLiesAroundTheEvidence() throws IOException {
        Conversation all = Flows.lab("loss-5pct", 0);
        long proof = all.frame(1400);
        FlowRequest request = new FlowRequest(
                Flows.LAB.resolve("loss-5pct.pcap"),
                new FlowSelection.OfStreams(Set.of(0)),
                0,
                null,
                null,
                Set.of(proof),
                null,
                null);

        Conversation flow = Flows.read(request, limited(1_200));

        assertThat(flow.packetOfFrame(proof)).isPositive();
        assertThat(flow.omittedAt()).isEqualTo(1_000);
        assertThat(flow.size() + flow.omitted() + flow.omittedAtEnd()).isEqualTo(all.size());
    }

    @Test
    void cancelledReadingEnds() {
        FlowRequest request = FlowRequest.of(Flows.LAB.resolve("loss-5pct.pcap"), 0);

        assertThatThrownBy(() -> new ConversationReader(Limits.DEFAULT).read(request, new Cancelled()))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void captureThatIsGoneIsTold() {
        FlowRequest request = FlowRequest.of(folder.resolve("gone.pcap"), 0);

        assertThatThrownBy(() -> Flows.read(request, Limits.DEFAULT)).isInstanceOf(NoSuchFileException.class);
    }

    private static Limits limited(int packets) {
        Limits d = Limits.DEFAULT;
        return new Limits(
                d.packetBytes(),
                d.blockBytes(),
                d.interfaces(),
                d.names(),
                d.tcpFlows(),
                d.otherFlows(),
                d.fragmentBytes(),
                d.fragmentPackets(),
                d.reassemblyBytes(),
                d.findings(),
                d.findingFlows(),
                d.evidenceFrames(),
                d.encapsulations(),
                packets);
    }

    private static final class Cancelled implements ConversationReader.Progress {
        @Override
        public void read(double share) {}

        @Override
        public boolean isCancelled() {
            return true;
        }
    }
}
