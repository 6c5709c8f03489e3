package dev.faultline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.capture.Timing;
import dev.faultline.app.k8s.testcluster.AgentBuild;
import dev.faultline.app.k8s.testcluster.ContainerImage;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `faultline capture` with real agents in the containers of a cluster.
@Timeout(400)
@SuppressWarnings("NullAway.Init") // set before each test
class AgentCommandsTest {
    /// An agent starts within seconds, also on a machine that is busy with other tests.
    private static final Timing TIMING = new Timing(
            Duration.ofMillis(300),
            Duration.ofSeconds(8),
            Duration.ofMillis(400),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));

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
        assertThat(status.get(150, TimeUnit.SECONDS)).isZero();
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

    @Test
    void podThatIsReplacedIsFollowed() throws Exception {
        CompletableFuture<Integer> status =
                terminal.start("capture", "-n", "shop", "-l", "app=cart", "--mode", "pod", "--duration", "40s");
        terminal.await(() -> terminal.err().contains("shop/cart: capturing"));
        terminal.cluster.inside().pods().inNamespace("shop").withName("cart").delete();
        terminal.cluster.addPod("shop", "cart-2", "worker-1", NetworkNamespaces.CLIENT, Map.of("app", "cart"));
        terminal.await(() -> terminal.err().contains("shop/cart-2: capturing"));
        network.connectToClosedPort(9997);
        terminal.await(() -> terminal.out().contains("shop/cart-2 ("));
        endsWell(status);
        terminal.nothingIsLeft();
    }

    /// The program as a user starts it, in a process of its own.
    private Process desktop() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.faultline.app.launch.Main",
                "capture",
                "--node",
                "worker-1");
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG", folder.resolve("config").toString(),
                        "HOME", folder.toString(),
                        "XDG_DATA_HOME", folder.resolve("xdg").toString(),
                        "FAULTLINE_AGENT_BUNDLES", agent.bundles().toString()));
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("desktop.log").toFile())
                .start();
    }

    private String saidByDesktop() {
        try {
            return Files.readString(folder.resolve("desktop.log"));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void agentOfADesktopThatIsKilledIsLetGoAndRemovedLater() throws Exception {
        Process desktop = desktop();
        try {
            terminal.await(() -> saidByDesktop().contains("worker-1: capturing"));
            assertThat(terminal.cluster.joined()).isNotEmpty();
        } finally {
            desktop.destroyForcibly();
        }
        terminal.await(() -> terminal.cluster.joined().isEmpty());
        assertThat(terminal.cluster.containers()).hasSize(1);
        assertThat(terminal.run("cleanup", "--all")).isZero();
        assertThat(terminal.err()).contains("Removed: job/faultline-");
        terminal.await(() -> terminal.cluster.jobs().isEmpty());
        terminal.await(() -> terminal.cluster.running().isEmpty());
    }
}
