package dev.faultline.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.extract.EvidenceExtractor;
import dev.faultline.app.extract.EvidenceExtractor.Request;
import dev.faultline.app.extract.FlowSelection;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.EvidencePackets;
import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoredSession;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.evidence.EvidenceBudget;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LiveSessionTest {
    private static final String SERVER = "10.77.11.2";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ScriptedFeed feed = new ScriptedFeed(FeedPlace.pod("shop", "cart-5f7", "worker-1"));
    private final EvidenceExtractor extractor = new EvidenceExtractor(Limits.DEFAULT, new Explainer());
    private LiveStore opened;
    private FindingStore store;
    private Sessions sessions;
    private LiveSessions live;

    @BeforeEach
    void open() {
        opened = new LiveStore(folder, feed.pace());
        store = opened.store;
        sessions = opened.sessions;
        live = opened.live;
    }

    @AfterEach
    void close() {
        opened.close();
    }

    /// Sends a whole capture of the lab, and waits until its feed has ended.
    private LiveSession replay(String name, LivePlan plan) throws IOException, InterruptedException {
        PcapBytes capture = PcapBytes.of(name);
        feed.connects()
                .sends(capture.header())
                .sends(capture, 0, capture.records().size())
                .ends(FeedEnd.ORDERLY);
        LiveSession session = live.start(plan, List.of(feed));
        CountDownLatch ended = new CountDownLatch(1);
        session.listen(new LiveListener() {
            @Override
            public void onFeeds(List<FeedStatus> feeds) {
                if (feeds.getFirst().state() instanceof FeedState.Ended) {
                    ended.countDown();
                }
            }
        });
        if (!(session.feeds().getFirst().state() instanceof FeedState.Ended)) {
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        session.stop();
        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();
        return session;
    }

    private List<Finding> findings(long session) {
        List<Finding> found = new ArrayList<>();
        store.forEach(FindingQuery.all(session), found::add);
        found.sort(Comparator.comparingLong(Finding::first)
                .thenComparing(f -> f.kind().id()));
        return found;
    }

    private List<Finding> findingsOfFile(String name) throws IOException, InterruptedException {
        AnalysisSession session = sessions.open(PcapBytes.LAB.resolve(name));
        assertThat(session.awaitEnd(PATIENCE)).isTrue();
        return findings(session.id());
    }

    private static List<Long> times(Path file) throws IOException {
        List<Long> times = new ArrayList<>();
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 1 << 13)) {
            while (source.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    times.add(batch.timestamp(i));
                }
            }
        }
        return times;
    }

    private List<Long> extracted(Path capture, Finding finding) throws IOException {
        Path target = folder.resolve("extract.pcapng");
        extractor.extract(
                new Request(capture, new FlowSelection.OfFindings(List.of(finding)), List.of(finding), target, true),
                () -> false);
        return Files.exists(target) ? times(target) : List.of();
    }

    private static boolean isOfAFlow(Finding finding) {
        return finding.kind().findingClass() != FindingClass.CAPTURE;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "syn-refused.pcap",
                "port-reuse.pcap",
                "syn-reject-port-unreachable.pcap",
                "dns-errors.pcap",
                "http-5xx.pcap",
                "http-truncated.pcap",
                "icmp-host-unreachable.pcap",
                "half-open-restart.pcap",
                "client-abort.pcap",
                "idle-reset.pcap"
            })
    void findingsAndTheirPacketsAreThoseOfTheFile(String name) throws IOException, InterruptedException {
        List<Finding> fromFile =
                findingsOfFile(name).stream().filter(LiveSessionTest::isOfAFlow).toList();
        LiveSession session = replay(name, LivePlan.of("test"));
        Path evidence = session.session().snapshot().captures().getFirst();
        List<Finding> fromLive = findings(session.session().id()).stream()
                .filter(LiveSessionTest::isOfAFlow)
                .toList();

        assertThat(fromLive)
                .extracting(Finding::kind)
                .containsExactlyElementsOf(fromFile.stream().map(Finding::kind).toList());
        for (int i = 0; i < fromFile.size(); i++) {
            assertThat(extracted(evidence, fromLive.get(i)))
                    .as(fromLive.get(i).toString())
                    .isEqualTo(extracted(PcapBytes.LAB.resolve(name), fromFile.get(i)));
            assertThat(fromLive.get(i).evidence()).hasSameSizeAs(fromFile.get(i).evidence());
        }
    }

    @Test
    void detailsOfALiveFindingShowItsPackets() throws IOException, InterruptedException {
        LiveSession session = replay("syn-refused.pcap", LivePlan.of("test"));
        Finding finding = findings(session.session().id()).getFirst();

        try (EvidencePackets packets = new EvidencePackets()) {
            assertThat(packets.of(session.session().snapshot().captures().getFirst(), finding))
                    .hasSameSizeAs(finding.evidence())
                    .isNotEmpty();
        }
    }

    @Test
    void findingsNameThePlaceThatSawThem() throws IOException, InterruptedException {
        LiveSession session = replay("syn-refused.pcap", LivePlan.of("test"));

        assertThat(findings(session.session().id()))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.vantage()).containsExactly("shop/cart-5f7"));
    }

    @Test
    void sessionIsStoredAndOpenedAgainWithoutAnalysis() throws IOException, InterruptedException {
        LiveSession session = replay("syn-refused.pcap", LivePlan.of("checkout"));
        StoredSession stored = session.session().snapshot();

        AnalysisSession again = sessions.open(stored.name(), stored.captures());

        assertThat(stored.state()).isEqualTo(SessionState.COMPLETE);
        assertThat(stored.name()).isEqualTo("checkout");
        assertThat(stored.report().packets()).isPositive();
        assertThat(again.id()).isEqualTo(stored.id());
        assertThat(again.isFromStore()).isTrue();
    }

    @Test
    void packetsOfASessionThatIsRemovedGoWithIt() throws IOException, InterruptedException {
        LiveSession kept = replay("syn-refused.pcap", LivePlan.of("kept"));
        LiveSession removed = replay("syn-refused.pcap", LivePlan.of("removed"));
        store.sessions().remove(removed.session().id());

        live.sweep();

        assertThat(removed.folder()).doesNotExist();
        assertThat(kept.folder()).isDirectory();
    }

    @Test
    void packetsThatLeftTheRingAreMissedAndThatIsSaid() throws IOException, InterruptedException {
        LivePlan small = LivePlan.of("test");
        EvidenceBudget budget = new EvidenceBudget(1, 0, 10, 10, Duration.ofSeconds(1), 10, 100);
        LiveSession session = replay(
                "syn-refused.pcap",
                new LivePlan("test", budget, false, small.fullBudget(), small.staleTimeout(), null));

        assertThat(findings(session.session().id())).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.evidence()).isEmpty();
            assertThat(finding.tcpStream()).isNegative();
            assertThat(new Explainer().explain(finding).detail()).contains("were not kept");
        });
        assertThat(session.session().snapshot().report().warnings()).isNotEmpty();
    }

    @Test
    void fullSessionKeepsEveryPacket() throws IOException, InterruptedException {
        LiveSession session = replay("healthy-http.pcap", LivePlan.of("test").withFull());
        List<Long> kept = new ArrayList<>();
        try (var files = Files.newDirectoryStream(session.folder(), "*-all-*.pcapng")) {
            for (Path file : files) {
                kept.addAll(times(file));
            }
        }

        assertThat(kept).isEqualTo(times(PcapBytes.LAB.resolve("healthy-http.pcap")));
    }

    @Test
    void packetsThatAreDroppedThereAreToldWhileItRuns() throws IOException, InterruptedException {
        PcapBytes capture = PcapBytes.of("syn-refused.pcap");
        ScriptedFeed.Connection connection = feed.connects().sends(capture.header());
        connection.drops(7);
        CountDownLatch told = new CountDownLatch(1);
        LiveSession session = live.start(LivePlan.of("test"), List.of(feed));
        session.listen(new LiveListener() {
            @Override
            public void onFindings(FeedPlace place, List<Finding> findings) {
                if (findings.stream().anyMatch(f -> f.kind() == FindingKind.CAPTURE_DROPPED)) {
                    told.countDown();
                }
            }
        });
        connection.sends(capture, 0, 3);

        assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(session.feeds().getFirst().dropped()).isEqualTo(7);
    }

    @Test
    void droppedSynInAQuietPodIsToldWithoutAnotherPacket() throws IOException, InterruptedException {
        PcapBytes capture = PcapBytes.of("syn-dropped.pcap");
        ScriptedFeed.Connection connection =
                feed.connects().sends(capture.header()).sends(capture, 0, 3);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch came = new CountDownLatch(1);
        LiveSession session = live.start(LivePlan.of("test"), List.of(feed));
        session.listen(new LiveListener() {
            @Override
            public void onFeeds(List<FeedStatus> feeds) {
                if (feeds.getFirst().packets() == 3) {
                    came.countDown();
                }
            }

            @Override
            public void onFindings(FeedPlace place, List<Finding> findings) {
                if (findings.stream().anyMatch(f -> f.kind() == FindingKind.TCP_CONNECT_NO_REPLY)) {
                    told.countDown();
                }
            }
        });
        assertThat(came.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        feed.pass(Duration.ofSeconds(13));
        connection.signs();

        assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void namesAreWrittenWithThePackets() throws IOException, InterruptedException {
        PcapBytes capture = PcapBytes.of("syn-refused.pcap");
        ScriptedFeed.Connection connection = feed.connects();
        CountDownLatch ended = new CountDownLatch(1);
        LiveSession session = live.start(LivePlan.of("test"), List.of(feed));
        session.listen(new LiveListener() {
            @Override
            public void onFeeds(List<FeedStatus> feeds) {
                if (feeds.getFirst().state() instanceof FeedState.Ended) {
                    ended.countDown();
                }
            }
        });
        IpAddress server = IpAddress.parse(SERVER);
        session.names().answered("db.shop.example", server, capture.time(0));
        connection.sends(capture.header()).sends(capture, 0, capture.records().size());
        connection.ends(FeedEnd.ORDERLY);
        assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        session.stop();
        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();

        Path evidence = session.session().snapshot().captures().getFirst();
        assertThat(names(evidence)).containsEntry(server, List.of("db.shop.example"));
    }

    private static Map<IpAddress, List<String>> names(Path file) throws IOException {
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 1 << 13)) {
            while (source.read(batch)) {
                // to the end
            }
            return source.names();
        }
    }
}
