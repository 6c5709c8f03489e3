package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.agent.wire.FindingCodec;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.EvidenceTold;
import dev.faultline.protocol.v1.FromAgent.MessageCase;
import dev.faultline.protocol.v1.PacketsWanted;
import dev.faultline.protocol.v1.ToAgent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The packets of findings, from a capture of the lab to a desktop.
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class EvidenceTest {
    private static final Path CAPTURE = Path.of("../lab/captures/http-truncated.pcap");
    private static final AgentFacts FACTS = new AgentFacts("test", "instance-1", "host", 1);

    @TempDir
    Path folder;

    private @Nullable AgentServer server;
    private @Nullable RunningCapture capture;

    private void run(PlayedSource source, @Nullable DiskRing disk) throws IOException {
        RunningCapture.Plan plan = new RunningCapture.Plan(
                "instance-1", Limits.DEFAULT, Duration.ofSeconds(10), AgentBudget.DEFAULT, Path.of("none"));
        capture = new RunningCapture(plan, source, disk);
        AgentLife life = new AgentLife(0, 0, System::nanoTime);
        server = new AgentServer(FACTS, capture, life, socket(), Duration.ofSeconds(20));
    }

    private Path socket() {
        return folder.resolve("agent").resolve("socket");
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        Objects.requireNonNull(server).close();
        Objects.requireNonNull(capture).stop();
    }

    private static DesktopHello.Builder taking() {
        return DesktopHello.newBuilder().addCapabilities("evidence");
    }

    @Test
    void desktopGetsThePacketsOfWhatWasFoundAsTheyWere() throws IOException {
        run(PlayedSource.of(CAPTURE), null);
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello(taking());
            Map<String, Finding> findings = desktop.findings();
            Map<Long, String> sent = packets(desktop.evidence());

            assertThat(findings).isNotEmpty();
            for (Finding finding : findings.values()) {
                assertThat(sent.keySet())
                        .containsAll(
                                finding.evidence().stream().map(Evidence::frame).toList());
            }
            assertThat(packets(CAPTURE).entrySet()).containsAll(sent.entrySet());
        }
    }

    @Test
    void desktopThatDidNotAskForPacketsGetsNone() throws IOException {
        run(PlayedSource.of(CAPTURE), null);
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);

            assertThat(desktop.findings()).isNotEmpty();
            assertThat(desktop.evidence()).isEmpty();
        }
    }

    @Test
    void desktopThatComesBackGetsPacketsBehindThoseThatItHas() throws IOException {
        run(PlayedSource.of(CAPTURE), null);
        List<EvidenceTold> all;
        try (TestDesktop first = new TestDesktop(socket())) {
            first.hello(taking());
            first.findings();
            all = first.evidence();
        }
        try (TestDesktop again = new TestDesktop(socket())) {
            again.hello(taking().setInstance("instance-1")
                    .setEvidenceSince(all.getFirst().getNumber()));
            again.findings();

            assertThat(again.evidence()).isEqualTo(all.subList(1, all.size()));
        }
    }

    @Test
    void packetsOfAFlowComeWhenTheyAreWanted() throws IOException, InterruptedException {
        PlayedSource source = PlayedSource.held(CAPTURE);
        run(source, null);
        source.awaitPlayed();

        assertThat(asked()).isEqualTo(ofFirstFlow());
    }

    @Test
    void packetsOfAFlowComeFromDiskWhereTheyAreKept() throws IOException, InterruptedException {
        PlayedSource source = PlayedSource.held(CAPTURE);
        Path kept = folder.resolve("kept");
        run(source, new DiskRing(kept, 1 << 20, id -> source.interfaces().get(id)));
        source.awaitPlayed();

        assertThat(asked()).isEqualTo(ofFirstFlow());
        Objects.requireNonNull(capture).stop();
        assertThat(kept).doesNotExist();
    }

    @Test
    void unknownTransportIsRejected() throws IOException {
        run(PlayedSource.held(CAPTURE), null);
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello(taking());
            desktop.send(ToAgent.newBuilder()
                    .setPackets(PacketsWanted.newBuilder().setRequest(5).setTransport("PIGEON"))
                    .build());

            var rejection = desktop.next(MessageCase.REJECTION).getRejection();
            assertThat(rejection.getRequest()).isEqualTo(5);
            assertThat(rejection.getWhy()).contains("PIGEON");
        }
    }

    /// The packets of the flow of the capture's first finding, as the agent answers.
    private Map<Long, String> asked() throws IOException {
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello(taking());
            var finding = desktop.next(MessageCase.FINDING).getFinding().getFinding();
            desktop.send(ToAgent.newBuilder()
                    .setPackets(PacketsWanted.newBuilder()
                            .setRequest(7)
                            .setTransport("TCP")
                            .setSrc(finding.getSrc())
                            .setDst(finding.getDst())
                            .setLastNanos(Long.MAX_VALUE))
                    .build());
            List<EvidenceTold> answers = new ArrayList<>();
            EvidenceTold answer = nextEvidence(desktop);
            while (!(answer.getRequest() == 7 && answer.getLast())) {
                if (answer.getRequest() == 7) {
                    answers.add(answer);
                }
                answer = nextEvidence(desktop);
            }
            return packets(answers);
        }
    }

    private static EvidenceTold nextEvidence(TestDesktop desktop) throws IOException {
        EvidenceTold told = desktop.next(MessageCase.EVIDENCE).getEvidence();
        desktop.take();
        return told;
    }

    private Map<Long, String> ofFirstFlow() throws IOException {
        Finding first = FindingCodec.decode(FindingCodec.encode(Objects.requireNonNull(capture)
                        .journal()
                        .since(0, 1)
                        .getFirst()
                        .finding()))
                .orElseThrow();
        Endpoint client = Objects.requireNonNull(first.src());
        Map<Long, String> packets = packets(CAPTURE);
        String port = "%04x".formatted(client.port());
        packets.values().removeIf(hex -> hex.indexOf(port, 68) != 68 && hex.indexOf(port, 72) != 72);
        assertThat(packets).isNotEmpty();
        return packets;
    }

    private static Map<Long, String> packets(Path file) throws IOException {
        Map<Long, String> packets = new TreeMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            read(in, (frame, hex) -> packets.put(frame, hex));
        }
        return packets;
    }

    private static Map<Long, String> packets(List<EvidenceTold> evidence) throws IOException {
        Map<Long, String> packets = new TreeMap<>();
        for (EvidenceTold told : evidence) {
            read(
                    new ByteArrayInputStream(told.getPcapng().toByteArray()),
                    (frame, hex) -> packets.put(told.getFrames((int) frame - 1), hex));
            assertThat(new TreeSet<>(told.getFindingsList())).doesNotContain("");
        }
        return packets;
    }

    private interface Packets {
        void packet(long frame, String hex);
    }

    private static void read(InputStream in, Packets packets) throws IOException {
        try (CaptureSource source = CaptureFiles.open(in, "evidence", Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 1 << 12)) {
            while (source.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    byte[] bytes = batch.memory()
                            .asSlice(batch.offset(i), batch.captured(i))
                            .toArray(ValueLayout.JAVA_BYTE);
                    packets.packet(batch.frameNumber(i), HexFormat.of().formatHex(bytes));
                }
            }
        }
    }
}
