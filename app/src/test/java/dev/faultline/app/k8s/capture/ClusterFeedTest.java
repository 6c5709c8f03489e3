package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.k8s.testcluster.FakeTcpdump;
import dev.faultline.app.k8s.testcluster.Kubelet;
import dev.faultline.app.k8s.testcluster.Wire;
import dev.faultline.app.live.FeedConnection;
import dev.faultline.app.live.FeedEnd;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClusterFeedTest {
    private static final Path CAPTURE = Path.of("../lab/captures/syn-refused.pcap");

    @TempDir
    private Path folder = Path.of("");

    private Capturing capturing;

    @BeforeEach
    void begin() throws IOException {
        capturing = new Capturing(folder);
        capturing.cluster.surround("worker-1", FakeTcpdump.replaying(folder, CAPTURE));
    }

    @AfterEach
    void end() {
        capturing.close();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(Duration.ofMillis(20));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static byte[] read(FeedConnection connection, int count) throws IOException {
        return connection.packets().readNBytes(count);
    }

    private static final int SIZE = (int) CAPTURE.toFile().length();

    @Test
    void nodeCaptureMakesAJobAndGivesItsPackets() throws Exception {
        List<FeedState> states = new ArrayList<>();
        try (FeedConnection connection = capturing.feed(CaptureMode.NODE).open(states::add)) {
            assertThat(read(connection, SIZE)).isEqualTo(java.nio.file.Files.readAllBytes(CAPTURE));
            assertThat(states).first().isEqualTo(new FeedState.Starting());
            assertThat(capturing.isEmpty()).isFalse();
        }
        await(capturing::isEmpty);
        await(() -> capturing.cluster.running().isEmpty());
    }

    @Test
    void podCaptureMakesAnEphemeralContainer() throws Exception {
        try (FeedConnection connection = capturing.feed(CaptureMode.POD).open(state -> {})) {
            assertThat(read(connection, SIZE)).hasSize(SIZE);
            assertThat(capturing.journal.made()).hasSize(1);
            assertThat(capturing.isEmpty()).isTrue();
        }
    }

    @Test
    void tcpdumpOfThePodItselfMakesNothing() throws Exception {
        try (FeedConnection connection = capturing.feed(CaptureMode.TCPDUMP).open(state -> {})) {
            assertThat(read(connection, SIZE)).hasSize(SIZE);
            assertThat(capturing.journal.made()).isEmpty();
        }
    }

    @Test
    void stoppedCaptureTellsWhatTcpdumpCounted() throws Exception {
        FeedConnection connection = capturing.feed(CaptureMode.NODE).open(state -> {});
        read(connection, SIZE);
        connection.close();
        assertThat(connection.packets().read()).isEqualTo(-1);
        assertThat(connection.end()).isEqualTo(new FeedEnd(true, "", 7, 2, -1));
    }

    @Test
    void tcpdumpLivesAsLongAsTheDesktopBeats() throws Exception {
        try (FeedConnection connection = capturing.feed(CaptureMode.NODE).open(state -> {})) {
            read(connection, SIZE);
            Thread.sleep(Capturing.QUICK.silence().multipliedBy(2)); // real time is what is tested
            assertThat(capturing.cluster.running()).isNotEmpty();
            assertThat(System.nanoTime() - connection.lastSign())
                    .isLessThan(Capturing.QUICK.silence().toNanos() * 2);
        }
    }

    @Test
    void silentLinkIsACutAndTcpdumpEndsThoughItIsStuck() throws Exception {
        capturing.cluster.surround("worker-1", FakeTcpdump.flooding(folder, CAPTURE));
        capturing.cluster.wire().cutExec(new Wire.Cut(Wire.Cut.How.SILENCE, 2_000_000));
        FeedConnection connection = capturing.feed(CaptureMode.NODE).open(state -> {});
        assertThatThrownBy(() -> connection.packets().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(connection.end().orderly()).isFalse();
        assertThat(connection.end().why()).contains(Capturing.QUICK.silence().toSeconds() + " seconds");
        await(() -> capturing.cluster.running().isEmpty());
    }

    @Test
    void brokenLinkKeepsTheJobForTheNextConnection() throws Exception {
        ClusterFeed feed = capturing.feed(CaptureMode.NODE);
        try (FeedConnection broken = feed.open(state -> {})) {
            read(broken, SIZE / 2);
            capturing.cluster.wire().breakExec(Wire.Cut.How.RST);
            assertThatThrownBy(() -> broken.packets().readAllBytes()).isInstanceOf(IOException.class);
            assertThat(broken.end().orderly()).isFalse();
        }
        assertThat(capturing.isEmpty()).isFalse();
        try (FeedConnection again = feed.open(state -> {})) {
            assertThat(read(again, SIZE)).hasSize(SIZE);
        }
        assertThat(created("jobs")).isEqualTo(1);
    }

    private long created(String resource) {
        return capturing.cluster.requests().stream()
                .filter(request -> request.right().equals("create " + resource))
                .count();
    }

    @Test
    void serverThatIsGoneIsToldAndCapturingGoesOnWhenItIsBack() throws Exception {
        ClusterFeed feed = capturing.feed(CaptureMode.NODE);
        FeedConnection connection = feed.open(state -> {});
        read(connection, SIZE);
        capturing.cluster.wire().disconnect();
        assertThatThrownBy(() -> connection.packets().readAllBytes()).isInstanceOf(IOException.class);
        connection.close();
        assertThatThrownBy(() -> feed.open(state -> {}))
                .isInstanceOfSatisfying(
                        FeedException.class, e -> assertThat(e.isLasting()).isFalse());
        capturing.cluster.wire().reconnect();
        try (FeedConnection again = feed.open(state -> {})) {
            assertThat(read(again, SIZE)).hasSize(SIZE);
        }
        await(capturing::isEmpty);
    }

    @Test
    void imageThatCannotBePulledIsToldAndItsJobRemoved() throws Exception {
        capturing.cluster.kubelet().decide(Kubelet.Fate.IMAGE_MISSING);
        assertThatThrownBy(() -> capturing.feed(CaptureMode.NODE).open(state -> {}))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("netshoot")
                .hasMessageContaining("ImagePullBackOff")
                .hasMessageContaining("not found");
        await(capturing::isEmpty);
    }

    @Test
    void imageThatIsBeingPulledIsAState() throws Exception {
        capturing.cluster.kubelet().decide(Kubelet.Fate.PULLING);
        List<FeedState> states = new ArrayList<>();
        assertThatThrownBy(() -> capturing.feed(CaptureMode.NODE).open(states::add))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("5 seconds");
        assertThat(states)
                .containsExactly(new FeedState.Starting(), new FeedState.PullingImage(CaptureSettings.DEFAULT.image()));
        await(capturing::isEmpty);
    }

    @Test
    void podThatNoNodeTakesIsTold() throws Exception {
        capturing.cluster.kubelet().decide(Kubelet.Fate.UNSCHEDULABLE);
        assertThatThrownBy(() -> capturing.feed(CaptureMode.NODE).open(state -> {}))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("untolerated taint");
        await(capturing::isEmpty);
    }

    @Test
    void evictedPodIsToldAndReplaced() throws Exception {
        ClusterFeed feed = capturing.feed(CaptureMode.NODE);
        FeedConnection connection = feed.open(state -> {});
        read(connection, SIZE);
        String pod = capturing
                .cluster
                .kubelet()
                .pods(capturing.run.labels())
                .getFirst()
                .getMetadata()
                .getName();
        capturing.cluster.kubelet().evict("default", pod);
        assertThat(connection.packets().readAllBytes()).isEmpty();
        assertThat(connection.end().orderly()).isFalse();
        connection.close();
        assertThatThrownBy(() -> feed.open(state -> {}))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("low on resource: memory");
        try (FeedConnection again = feed.open(state -> {})) {
            assertThat(read(again, SIZE)).hasSize(SIZE);
        }
        await(capturing::isEmpty);
    }

    @Test
    void podThatIsNotAdmittedIsToldThoughItsJobIs() throws Exception {
        capturing.cluster.admit((request, object) -> request.resource().equals("pods")
                ? Optional.of("pods \"x\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces"
                        + " (hostNetwork=true)")
                : Optional.empty());
        assertThatThrownBy(() -> capturing.feed(CaptureMode.NODE).open(state -> {}))
                .isInstanceOfSatisfying(
                        FeedException.class, e -> assertThat(e.isLasting()).isTrue())
                .hasMessageContaining("“baseline”")
                .hasMessageContaining("hostNetwork")
                .hasMessageContaining("capture namespace");
        await(capturing::isEmpty);
    }

    @Test
    void imageWithoutTcpdumpIsTold() throws Exception {
        capturing.cluster.surround("worker-1", FakeTcpdump.failing(folder, "not found", 127));
        assertThatThrownBy(() -> capturing.feed(CaptureMode.NODE).open(state -> {}))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("has no tcpdump");
    }

    @Test
    void tcpdumpWithoutPermissionIsTold() throws Exception {
        capturing.cluster.surround(
                "worker-1",
                FakeTcpdump.failing(
                        folder, "any: You don't have permission to perform this capture on that device", 1));
        assertThatThrownBy(() -> capturing.feed(CaptureMode.NODE).open(state -> {}))
                .isInstanceOfSatisfying(
                        FeedException.class, e -> assertThat(e.isLasting()).isTrue())
                .hasMessageContaining("may not open the network");
    }

    @Test
    void otherFilterRestartsTcpdumpInTheSameJob() throws Exception {
        ClusterFeed feed = capturing.feed(CaptureMode.NODE);
        try (FeedConnection connection = feed.open(state -> {})) {
            read(connection, SIZE);
            capturing.capture.follow(capturing
                    .planner()
                    .plan(
                            Capturing.targets(
                                    Capturing.pod("cart", "worker-1", "10.1.0.5"),
                                    Capturing.pod("cart2", "worker-1", "10.1.0.6")),
                            CaptureMode.NODE,
                            CaptureProgram.TCPDUMP));
            assertThat(connection.packets().read()).isEqualTo(-1);
            assertThat(connection.end().orderly()).isFalse();
        }
        assertThat(feed.filter().text()).contains("host 10.1.0.6");
        try (FeedConnection again = feed.open(state -> {})) {
            assertThat(read(again, SIZE)).hasSize(SIZE);
        }
        assertThat(created("jobs")).isEqualTo(1);
    }

    @Test
    void nodesComeAndGoWithThePods() throws Exception {
        ClusterFeed first = capturing.feed(CaptureMode.NODE);
        FeedConnection connection = first.open(state -> {});
        ClusterCapture.Change change = capturing.capture.follow(capturing
                .planner()
                .plan(
                        Capturing.targets(Capturing.pod("cart2", "worker-2", "10.1.0.6")),
                        CaptureMode.NODE,
                        CaptureProgram.TCPDUMP));
        assertThat(change.removed()).containsExactly(first);
        assertThat(change.added())
                .singleElement()
                .satisfies(feed -> assertThat(feed.place().label()).isEqualTo("worker-2"));
        assertThat(connection.packets().readAllBytes()).hasSizeLessThanOrEqualTo(SIZE);
        await(capturing::isEmpty);
    }

    @Test
    void whatCannotBeRemovedStaysInTheJournalForTheNextStart() throws Exception {
        try (FeedConnection connection = capturing.feed(CaptureMode.NODE).open(state -> {})) {
            read(connection, SIZE);
            capturing.cluster.wire().disconnect();
        }
        capturing.capture.close();
        assertThat(capturing.capture.left()).hasSize(1);
        capturing.cluster.wire().reconnect();
        Leftovers.Outcome outcome =
                new Leftovers(capturing.client, Duration.ofSeconds(5)).removeAbandoned(capturing.journals, "test");
        assertThat(outcome.removed()).hasSize(1);
        assertThat(CaptureJournal.runs(capturing.journals)).isEmpty();
        await(capturing::isEmpty);
    }
}
