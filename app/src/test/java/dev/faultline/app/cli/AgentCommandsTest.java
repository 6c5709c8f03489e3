package dev.faultline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.app.k8s.capture.AgentBundle;
import dev.faultline.app.k8s.capture.Timing;
import dev.faultline.app.k8s.testcluster.AgentBuild;
import dev.faultline.app.k8s.testcluster.ContainerImage;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `faultline capture` with real agents in the containers of a cluster.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // set before each test
class AgentCommandsTest {
    /// An agent starts within seconds, also on a machine that is busy with other tests.
    private static final Timing TIMING = new Timing(
            Duration.ofMillis(300),
            Duration.ofSeconds(8),
            Duration.ofMillis(50),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));

    @TempDir
    private static Path build;

    private static AgentBuild agent;

    @TempDir
    private Path folder = Path.of("");

    private NetworkNamespaces network;
    private ClusterTerminal terminal;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        assumeTrue(NetworkNamespaces.allowed(), "no network namespaces here");
        agent = new AgentBuild(build);
    }

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        network = new NetworkNamespaces();
        terminal = new ClusterTerminal(folder, "worker-2", TIMING, new AgentBundle(List.of(agent.bundles())));
        runs(ContainerImage.DEBIAN);
    }

    private void runs(ContainerImage image) {
        terminal.cluster.surround("worker-1", network.client().with(image));
        terminal.cluster.surround("worker-2", network.server().with(image));
    }

    @AfterEach
    void end() throws IOException {
        terminal.close();
        network.close();
    }

    private static void endsWell(CompletableFuture<Integer> status) throws Exception {
        assertThat(status.get(90, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void agentThatIsSentTellsErrorsWithTheNamesOfThePodsAndNothingIsLeft() throws Exception {
        CompletableFuture<Integer> status =
                terminal.start("capture", "-n", "shop", "--pod", "cart", "--format", "jsonl", "--duration", "25s");
        terminal.await(() -> terminal.err().contains("worker-1: capturing"));
        network.connectToClosedPort(9999);
        terminal.await(() -> terminal.out().contains("\"tcp.connect.refused\""));
        assertThat(terminal.out())
                .contains("\"pod\":\"cart\",\"namespace\":\"shop\"")
                .contains("\"port\":9999,\"pod\":\"pay\",\"namespace\":\"shop\"");
        assertThat(terminal.err()).contains("worker-1: the agent is being sent there");
        endsWell(status);
        assertThat(terminal.err()).contains("worker-1: ended");
        terminal.nothingIsLeft();
    }
}
