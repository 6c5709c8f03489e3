package dev.faultline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.testcluster.ApiRequest;
import dev.faultline.app.k8s.testcluster.FakeTcpdump;
import dev.faultline.app.k8s.testcluster.Kubelet;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import dev.faultline.app.k8s.testcluster.TestCluster;
import dev.faultline.app.k8s.testcluster.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `faultline capture` and `faultline cleanup` against a cluster, from the kubeconfig to the last object.
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set before each test
class ClusterCommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private ClusterTerminal terminal;
    private TestCluster cluster;

    @BeforeEach
    void begin() throws IOException {
        terminal = new ClusterTerminal(folder, "worker-1", ClusterTerminal.QUICK, AgentBundle.NONE);
        cluster = terminal.cluster;
        Path fake = Files.createDirectory(folder.resolve("bin"));
        cluster.surround("worker-1", FakeTcpdump.replaying(fake, Path.of("..", "lab", "captures", "syn-refused.pcap")));
    }

    @AfterEach
    void end() {
        terminal.close();
    }

    private int run(String... args) {
        return terminal.run(args);
    }

    private String out() {
        return terminal.out();
    }

    private String err() {
        return terminal.err();
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        terminal.await(condition);
    }

    private void nothingIsLeft() throws InterruptedException {
        terminal.nothingIsLeft();
    }

    @Test
    void errorsOnTheNodeAppearWithTheNamesOfThePodsAndNothingIsLeft() throws Exception {
        assumeTrue(NetworkNamespaces.allowed(), "no network namespaces here");
        try (NetworkNamespaces network = new NetworkNamespaces()) {
            cluster.surround("worker-1", network.client());
            CompletableFuture<Integer> status =
                    terminal.start("capture", "-n", "shop", "--pod", "cart", "--format", "jsonl", "--duration", "12s");
            await(() -> err().contains("worker-1: capturing"));
            network.connectToClosedPort(9999);
            await(() -> out().contains("\"tcp.connect.refused\""));
            assertThat(out())
                    .contains("\"pod\":\"cart\",\"namespace\":\"shop\"")
                    .contains("\"port\":9999,\"pod\":\"pay\",\"namespace\":\"shop\"");
            assertThat(status.get(60, TimeUnit.SECONDS)).isZero();
        }
        assertThat(err()).contains("worker-1: ended");
        nothingIsLeft();
    }

    @Test
    void podModeCapturesInThePodsNetwork() throws Exception {
        assumeTrue(NetworkNamespaces.allowed(), "no network namespaces here");
        try (NetworkNamespaces network = new NetworkNamespaces()) {
            cluster.surround("shop/pay", network.server());
            CompletableFuture<Integer> status =
                    terminal.start("capture", "-n", "shop", "-l", "app=pay", "--mode", "pod", "--duration", "8s");
            await(() -> err().contains("shop/pay: capturing"));
            network.connectToClosedPort(8888);
            await(() -> out().contains("shop/cart (") && out().contains("shop/pay (" + NetworkNamespaces.SERVER));
            assertThat(status.get(60, TimeUnit.SECONDS)).isZero();
        }
        nothingIsLeft();
        assertThat(cluster.commands()).contains(List.of("sh", "-c", "kill 1"));
    }

    @Test
    void fullCaptureKeepsEveryPacket() throws Exception {
        Path kept = folder.resolve("kept");
        assertThat(run("capture", "--node", "worker-1", "--duration", "3s", "--full", "-o", kept.toString()))
                .isZero();
        try (Stream<Path> files = Files.list(kept)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.contains("-all-") && name.endsWith(".pcapng"));
        }
        assertThat(out()).contains("Connection refused");
        nothingIsLeft();
    }

    @Test
    void brokenLinkIsToldAndCapturingGoesOn() throws Exception {
        cluster.wire().cutExec(new Wire.Cut(Wire.Cut.How.RST, 900));
        assertThat(run("capture", "--node", "worker-1", "--duration", "5s")).isZero();
        assertThat(err()).contains("connecting again (try 1)").contains("worker-1: ended");
        nothingIsLeft();
    }

    @Test
    void slowLinkIsNoBrokenLink() throws Exception {
        cluster.wire().slowDown(100_000);
        assertThat(run("capture", "--node", "worker-1", "--duration", "4s")).isZero();
        assertThat(err()).doesNotContain("connecting again");
        assertThat(out()).contains("Connection refused");
        nothingIsLeft();
    }

    @Test
    void yamlIsPrintedAndNothingMade() {
        assertThat(run("capture", "-n", "shop", "--pod", "cart", "--yaml")).isZero();
        assertThat(out()).contains("kind: \"Job\"", "hostNetwork: true", "host " + NetworkNamespaces.CLIENT);
        assertThat(cluster.requests()).extracting(ApiRequest::right).doesNotContain("create jobs");
    }

    @Test
    void missingRightsAreToldWithTheRulesToAskFor() {
        cluster.deny("create pods/exec");
        assertThat(run("capture", "-n", "shop", "--pod", "cart", "--mode", "node"))
                .isEqualTo(1);
        assertThat(err()).contains("create pods/exec in default", "kind: Role", "Nothing was made.");
    }

    @Test
    void imageThatCannotBePulledIsToldAndTheCommandEnds() throws Exception {
        cluster.kubelet().decide(Kubelet.Fate.IMAGE_MISSING);
        assertThat(run("capture", "--node", "worker-1")).isEqualTo(1);
        assertThat(err()).contains("worker-1: nothing comes any more", "ImagePullBackOff", "Choose an image");
        nothingIsLeft();
    }

    @Test
    void unknownContextIsToldWithThoseThatThereAre() {
        assertThat(run("capture", "--context", "prod", "--node", "worker-1")).isEqualTo(1);
        assertThat(err()).contains("There is no context prod. There are: lab.");
    }

    @Test
    void serverThatDoesNotAnswerIsTold() {
        cluster.wire().disconnect();
        assertThat(run("capture", "--node", "worker-1")).isEqualTo(1);
        assertThat(err()).contains("lab", "not reachable", "refused");
    }

    @Test
    void nothingChosenIsToldWithWhatCanBe() {
        assertThat(run("capture")).isEqualTo(2);
        assertThat(err()).contains("--workload", "--local");
        assertThat(run("capture", "-n", "shop", "--pod", "nobody")).isEqualTo(1);
        assertThat(err()).contains("Nothing of what was chosen runs now.");
    }

    @Test
    void crashedRunIsCleanedUpAtTheNextStart() throws Exception {
        Files.createDirectories(folder.resolve("data/captures"));
        Files.writeString(folder.resolve("data/captures/abc234.journal"), "lab\n+ JOB default faultline-abc234-1 \n");
        assertThat(run("capture", "-n", "shop", "--pod", "cart", "--yaml")).isZero();
        assertThat(err()).contains("Removed: job/faultline-abc234-1 -n default");
        nothingIsLeft();
    }

    @Test
    void cleanupRemovesWhatIsMineAndTellsOfOthers() throws Exception {
        job("faultline-abc234-1", "abc234", "tester.here");
        job("faultline-def567-1", "def567", "somebody.else");
        assertThat(run("cleanup")).isZero();
        assertThat(err())
                .contains("Removed: job/faultline-abc234-1 -n default")
                .contains("There is: job/faultline-def567-1 -n default (of somebody.else)");
        assertThat(run("cleanup", "--all")).isZero();
        assertThat(run("cleanup")).isZero();
        assertThat(err()).contains("Nothing is left in lab.");
    }

    private void job(String name, String run, String owner) {
        cluster.inside()
                .batch()
                .v1()
                .jobs()
                .inNamespace("default")
                .resource(new io.fabric8.kubernetes.api.model.batch.v1.JobBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(Map.of(
                                "app.kubernetes.io/managed-by", "faultline",
                                "faultline.dev/run", run,
                                "faultline.dev/owner", owner))
                        .endMetadata()
                        .withNewSpec()
                        .withNewTemplate()
                        .withNewSpec()
                        .withNodeName("worker-1")
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }
}
