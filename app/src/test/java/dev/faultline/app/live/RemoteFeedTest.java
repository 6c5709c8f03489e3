package dev.faultline.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.faultline.app.extract.EvidenceExtractor;
import dev.faultline.app.extract.EvidenceExtractor.Request;
import dev.faultline.app.extract.FlowSelection;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.SessionReport;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.protocol.v1.AddressTold;
import dev.faultline.protocol.v1.EvidenceTold;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.Statistics;
import dev.faultline.protocol.v1.ToAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RemoteFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    private final ScriptedAgent agent = new ScriptedAgent(FeedPlace.node("worker-1"));
    private final EvidenceExtractor extractor = new EvidenceExtractor(Limits.DEFAULT, new Explainer());
    private LiveStore opened;
    private FindingStore store;
    private Sessions sessions;
    private LiveSessions live;

    @BeforeEach
    void open() {
        opened = new LiveStore(folder, agent.pace());
        store = opened.store;
        sessions = opened.sessions;
        live = opened.live;
    }

    @AfterEach
    void close() {
        opened.close();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(Duration.ofMillis(5));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private List<Finding> findings(long session) {
        List<Finding> found = new ArrayList<>();
        store.forEach(FindingQuery.all(session), found::add);
        return found.stream()
                .filter(finding -> finding.kind().findingClass() != FindingClass.CAPTURE)
                .sorted(Comparator.comparing(Finding::id))
                .toList();
    }

    private List<Finding> findingsOfFile(String name) throws IOException, InterruptedException {
        AnalysisSession session = sessions.open(PcapBytes.LAB.resolve(name));
        assertThat(session.awaitEnd(PATIENCE)).isTrue();
        return findings(session.id());
    }

    private interface PerPacket {
        void take(PacketBatch batch, int index) throws IOException;
    }

    private static void forEach(Path file, PerPacket packet) throws IOException {
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 1 << 13)) {
            while (source.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    packet.take(batch, i);
                }
            }
        }
    }

    private static List<Long> times(Path file) throws IOException {
        List<Long> times = new ArrayList<>();
        forEach(file, (batch, index) -> times.add(batch.timestamp(index)));
        return times;
    }

    private List<Long> extracted(Path capture, Finding finding) throws IOException {
        Path target = folder.resolve("extract.pcapng");
        extractor.extract(
                new Request(capture, new FlowSelection.OfFindings(List.of(finding)), List.of(finding), target, true),
                () -> false);
        return Files.exists(target) ? times(target) : List.of();
    }

    /// Frames `from` to `to` of a file, as an agent sends them.
    private static FromAgent packets(long number, List<String> findings, Path file, int from, int to)
            throws IOException {
        EvidenceTold.Builder told = EvidenceTold.newBuilder().setNumber(number).addAllFindings(findings);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PcapngWriter writer = new PcapngWriter(bytes, "agent")) {
            List<Integer> ids = new ArrayList<>();
            forEach(file, (batch, index) -> {
                long frame = batch.frameNumber(index);
                if (ids.isEmpty()) {
                    ids.add(writer.addInterface(new CaptureInterface(0, "eth0", "", batch.linkType(index), 0)));
                }
                if (frame >= from && frame < to) {
                    told.addFrames(frame);
                    writer.write(batch, index, ids.getFirst(), List.of());
                }
            });
        }
        return FromAgent.newBuilder()
                .setEvidence(told.setPcapng(ByteString.copyFrom(bytes.toByteArray())))
                .build();
    }

    private LiveSession start(ScriptedAgent.Link link) throws IOException {
        LiveSession session = live.start(LivePlan.of("test"), List.of(agent));
        link.greets("a");
        return session;
    }

    private static void end(ScriptedAgent.Link link, LiveSession session) throws IOException, InterruptedException {
        session.stop();
        link.saysGoodbye("stopped");
        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"syn-refused.pcap", "port-reuse.pcap", "dns-errors.pcap", "http-5xx.pcap", "client-abort.pcap"})
    void findingsOpenTheirPacketsThoughThoseCameInPartsAndTwice(String name) throws Exception {
        Path file = PcapBytes.LAB.resolve(name);
        List<Finding> fromFile = findingsOfFile(name);
        List<String> ids = fromFile.stream().map(Finding::id).toList();
        ScriptedAgent.Link link = agent.accepts();
        LiveSession session = start(link);
        long number = 0;
        for (Finding finding : fromFile) {
            link.tells(++number, finding);
        }
        link.says(packets(1, ids, file, 1, 6)).says(packets(2, ids, file, 4, Integer.MAX_VALUE));
        await(() -> link.heard.stream().filter(ToAgent::hasTaken).count() == 2);
        end(link, session);

        Path evidence = session.session().snapshot().captures().getFirst();
        List<Finding> fromAgent = findings(session.session().id());
        assertThat(fromAgent).extracting(Finding::id).isEqualTo(ids);
        for (int i = 0; i < ids.size(); i++) {
            assertThat(fromAgent.get(i).evidence())
                    .hasSameSizeAs(fromFile.get(i).evidence());
            assertThat(extracted(evidence, fromAgent.get(i)))
                    .as(fromAgent.get(i).toString())
                    .isEqualTo(extracted(file, fromFile.get(i)));
        }
        assertThat(agent.ends()).isEqualTo(1);
    }

    @Test
    void findingToldAfterItsPacketsHasThemToo() throws Exception {
        Path file = PcapBytes.LAB.resolve("syn-refused.pcap");
        Finding finding = findingsOfFile("syn-refused.pcap").getFirst();
        ScriptedAgent.Link link = agent.accepts();
        LiveSession session = start(link);
        link.says(packets(1, List.of("another"), file, 1, 100)).tells(1, finding);
        await(() -> !findings(session.session().id()).isEmpty());
        assertThat(findings(session.session().id()).getFirst().evidence()).hasSameSizeAs(finding.evidence());
        end(link, session);
    }

    @Test
    void timesOfFindingsAndPacketsAreCorrectedAlike() throws Exception {
        agent.runsAhead(Duration.ofHours(1));
        Path file = PcapBytes.LAB.resolve("syn-refused.pcap");
        Finding finding = findingsOfFile("syn-refused.pcap").getFirst();
        ScriptedAgent.Link link = agent.accepts();
        LiveSession session = start(link);
        link.tells(1, finding).says(packets(1, List.of(finding.id()), file, 1, 100));
        await(() -> link.heard.stream().anyMatch(ToAgent::hasTaken));
        end(link, session);

        Finding told = findings(session.session().id()).getFirst();
        long shift = finding.first() - told.first();
        assertThat(Duration.ofNanos(shift)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
        assertThat(extracted(session.session().snapshot().captures().getFirst(), told))
                .containsExactlyElementsOf(extracted(file, finding).stream()
                        .map(time -> time - shift)
                        .toList());
        assertThat(session.session().snapshot().report().warnings()).anyMatch(warning -> warning.contains("ahead"));
    }

    @Test
    void countsNamesAndDropsOfTheAgentAreThoseOfTheSession() throws Exception {
        ScriptedAgent.Link link = agent.accepts();
        LiveSession session = start(link);
        link.says(FromAgent.newBuilder()
                .setAddress(AddressTold.newBuilder()
                        .setName("cart.example")
                        .setAddress(ByteString.copyFrom(new byte[] {10, 1, 0, 5}))
                        .setTime(1_000))
                .build());
        link.says(FromAgent.newBuilder()
                .setStatistics(Statistics.newBuilder()
                        .setPackets(1000)
                        .setBytes(64_000)
                        .setDroppedByKernel(3)
                        .setSettledUntil(2_000_000_000L))
                .build());
        await(() -> session.feeds().getFirst().packets() == 1000);
        end(link, session);

        assertThat(session.feeds().getFirst().dropped()).isEqualTo(3);
        SessionReport report = session.session().snapshot().report();
        assertThat(report.packets()).isEqualTo(1000);
        assertThat(report.captureEnd()).isEqualTo(2_000_000_000L);
        assertThat(session.names()
                        .at(new Endpoint(IpAddress.parse("10.1.0.5"), Endpoint.NO_PORT), 2_000)
                        .hostName())
                .isEqualTo("cart.example");
    }
}
