package dev.faultline.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingStore;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two nodes of `lab/nodelab.py` as two feeds of one session, each with its own clock: four places each.
@Timeout(60)
class LiveVantagePointsTest {
    private static final Path CAPTURES = Path.of("..", "lab", "nodes");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PLACES = 8;

    @TempDir
    Path folder;

    private final ScriptedFeed nodeA = new ScriptedFeed(FeedPlace.node("node-a"));
    private final ScriptedFeed nodeB = new ScriptedFeed(FeedPlace.node("node-b"));
    private final Map<String, Finding> rows = new HashMap<>();
    private LiveStore opened;
    private FindingStore store;
    private LiveSessions live;

    @BeforeEach
    void open() {
        opened = new LiveStore(folder, nodeA.pace());
        store = opened.store;
        live = opened.live;
    }

    @AfterEach
    void close() {
        opened.close();
    }

    private static byte[] capture(String scenario, String node) throws IOException {
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(CAPTURES.resolve(scenario + "-" + node + ".pcapng.gz")))) {
            return in.readAllBytes();
        }
    }

    /// Both nodes capture, and go on doing so with nothing more to see, until the rows are as `wanted`.
    private LiveSession capture(String scenario, Predicate<List<Finding>> wanted)
            throws IOException, InterruptedException {
        List<ScriptedFeed> feeds = List.of(nodeA, nodeB);
        List<ScriptedFeed.Connection> connections = new ArrayList<>();
        for (ScriptedFeed feed : feeds) {
            connections.add(feed.connects().sends(capture(scenario, feed.place().name())));
        }
        CountDownLatch done = new CountDownLatch(1);
        LiveSession session = live.start(LivePlan.of("test"), List.copyOf(feeds));
        session.listen(new LiveListener() {
            @Override
            public void onFindings(FeedPlace place, List<Finding> findings) {
                synchronized (rows) {
                    findings.forEach(finding -> rows.put(finding.id(), finding));
                    if (wanted.test(List.copyOf(rows.values()))) {
                        done.countDown();
                    }
                }
            }

            @Override
            public void onFeeds(List<FeedStatus> now) {
                if (now.stream().allMatch(feed -> feed.packets() > 0) && done.getCount() > 0) {
                    feeds.forEach(feed -> feed.pass(Duration.ofSeconds(1)));
                    connections.forEach(ScriptedFeed.Connection::signs);
                }
            }
        });
        assertThat(done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("%s", rows.values())
                .isTrue();
        connections.forEach(connection -> connection.ends(FeedEnd.ORDERLY));
        session.stop();
        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();
        return session;
    }

    private List<Finding> stored(LiveSession session, FindingKind kind) {
        List<Finding> found = new ArrayList<>();
        store.forEach(FindingQuery.all(session.session().id()), found::add);
        return found.stream().filter(f -> f.kind() == kind).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "nodes-loss-encapsulated, TCP_RETRANSMISSION, node-a/flannel.1, node-a/eth0 in vxlan, c2s",
        "nodes-loss-decapsulated, TCP_RETRANSMISSION, node-b/eth0 in vxlan, node-b/flannel.1, c2s",
        "nodes-loss-answers, TCP_RETRANSMISSION, node-a/flannel.1, node-a/cni0, s2c",
        "nodes-policy-drop, TCP_CONNECT_NO_REPLY, node-b/flannel.1, node-b/cni0, c2s",
    })
    void lossIsToldOnceWithItsPlaceWhileBothNodesCapture(
            String scenario, FindingKind kind, String after, String before, String direction)
            throws IOException, InterruptedException {
        LiveSession session = capture(
                scenario,
                found -> found.stream()
                        .anyMatch(f -> f.kind() == kind
                                && f.lostBetween().equals(List.of(after, before))
                                && f.vantage().stream().anyMatch(place -> place.startsWith("node-b"))));

        assertThat(stored(session, kind)).singleElement().satisfies(finding -> {
            assertThat(finding.lostBetween()).containsExactly(after, before);
            assertThat(finding.lostDirection()).isEqualTo(direction);
        });
    }

    @Test
    void findingOfTwoNodesNamesAllPlacesAndTheAddressThatTheClientUses() throws IOException, InterruptedException {
        LiveSession session = capture(
                "nodes-loss-answers",
                found -> found.stream()
                        .anyMatch(f -> f.kind() == FindingKind.TCP_RETRANSMISSION
                                && f.vantage().size() == PLACES));

        assertThat(stored(session, FindingKind.TCP_RETRANSMISSION))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.vantage()).hasSize(PLACES).doesNotHaveDuplicates();
                    assertThat(finding.dst()).hasToString("10.96.0.10:80");
                    assertThat(finding.translatedDst()).hasToString("10.244.2.2:8080");
                });
    }

    @Test
    void healthyExchangeOfTwoNodesIsQuiet() throws IOException, InterruptedException {
        for (ScriptedFeed feed : List.of(nodeA, nodeB)) {
            feed.connects().sends(capture("nodes-healthy", feed.place().name())).ends(FeedEnd.ORDERLY);
        }
        LiveSession session = live.start(LivePlan.of("test"), List.of(nodeA, nodeB));
        CountDownLatch ended = new CountDownLatch(1);
        session.listen(new LiveListener() {
            @Override
            public void onFeeds(List<FeedStatus> feeds) {
                if (feeds.stream().allMatch(feed -> feed.state() instanceof FeedState.Ended)) {
                    ended.countDown();
                }
            }
        });
        if (!session.feeds().stream().allMatch(feed -> feed.state() instanceof FeedState.Ended)) {
            assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        session.stop();
        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();

        List<Finding> found = new ArrayList<>();
        store.forEach(FindingQuery.all(session.session().id()), found::add);
        assertThat(found)
                .filteredOn(finding -> finding.severity().compareTo(Severity.INFO) > 0)
                .isEmpty();
    }
}
