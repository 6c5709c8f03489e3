package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.k8s.testcluster.Kubelet;
import dev.faultline.app.k8s.testcluster.TestCluster;
import dev.faultline.app.live.FeedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How an agent is joined that is not there yet, or never comes.
@Timeout(60)
@SuppressWarnings("NullAway.Init") // set before each test
class ClusterAgentFeedTest {
    private static final String IMAGE = "example/faultline-agent";

    @TempDir
    private Path folder = Path.of("");

    private Capturing capturing;

    @BeforeEach
    void start() throws Exception {
        capturing = new Capturing(folder);
    }

    @AfterEach
    void end() {
        capturing.close();
    }

    private ClusterAgentFeed feed(CaptureSettings settings) throws InterruptedException {
        CapturePlanner planner =
                new CapturePlanner(capturing.run, settings, new CapturePlanner.Cluster("default", Set.of(6443)));
        return (ClusterAgentFeed) capturing
                .capture
                .follow(planner.plan(Capturing.cart(), CaptureMode.NODE, CaptureProgram.AGENT))
                .added()
                .getFirst();
    }

    /// Of five seconds: after 0, 0.03, 0.09, 0.21, 0.45, 0.93, 1.89 and 3.81 s. A slow machine makes them fewer.
    @Test
    void agentThatDoesNotListenIsTriedMoreAndMoreSeldom() throws Exception {
        capturing.cluster.surround(
                "worker-1",
                new TestCluster.Surroundings(
                        List.of("sh", "-c", "echo nobody listens >&2; exit 1", "attach"), Map.of()));
        ClusterAgentFeed feed = feed(CaptureSettings.DEFAULT.withAgentImage(IMAGE));
        assertThatThrownBy(() -> feed.open(state -> {}))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("did not answer within 5 seconds")
                .hasMessageContaining("nobody listens");
        assertThat(capturing.cluster.commands())
                .filteredOn(command -> command.contains("attach"))
                .hasSizeBetween(1, 8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void imageThatCannotBePulledIsToldWithTheWaysRound(boolean sent) throws Exception {
        capturing.cluster.kubelet().decide(Kubelet.Fate.IMAGE_MISSING);
        CaptureSettings settings = sent ? CaptureSettings.DEFAULT : CaptureSettings.DEFAULT.withAgentImage(IMAGE);
        ClusterAgentFeed feed = feed(settings);
        assertThatThrownBy(() -> feed.open(state -> {}))
                .isInstanceOfSatisfying(
                        FeedException.class,
                        refused -> assertThat(refused.isLasting()).isTrue())
                .hasMessageContaining(settings.agent().running() + " cannot be pulled: ImagePullBackOff")
                .hasMessageContaining("agent base image")
                .hasMessageContaining("with tcpdump")
                .hasMessageContaining("mode tcpdump");
        assertThat(capturing.isEmpty()).isTrue();
    }
}
