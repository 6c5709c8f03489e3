package dev.faultline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.agent.telemetry.Telemetry;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.export.TableStyle;
import dev.faultline.app.k8s.UserEnvironment;
import dev.faultline.app.k8s.capture.CaptureOwner;
import dev.faultline.app.k8s.capture.Timing;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import dev.faultline.app.k8s.testcluster.TestCluster;
import dev.faultline.app.settings.Directories;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;

/// A terminal whose kubeconfig leads to a [TestCluster], with the pods `cart` and `pay` of the namespace `shop`.
final class ClusterTerminal implements AutoCloseable {
    /// Not the common pool: the Kubernetes client works there, and it may have a single thread.
    private static final Executor BACKGROUND =
            command -> Thread.ofPlatform().daemon().start(command);

    /// For commands beside which no container has to start.
    static final Timing QUICK = new Timing(
            Duration.ofMillis(300),
            Duration.ofSeconds(6),
            Duration.ofMillis(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));

    final TestCluster cluster = new TestCluster();
    final Path folder;
    private final Timing timing;
    private final AgentBundle bundle;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// @param folder for its files
    /// @param payNode on which `pay` runs; `cart` is on `worker-1`
    ClusterTerminal(Path folder, String payNode, Timing timing, AgentBundle bundle) throws IOException {
        this.folder = folder;
        this.timing = timing;
        this.bundle = bundle;
        cluster.addNode("worker-1");
        if (!payNode.equals("worker-1")) {
            cluster.addNode(payNode);
        }
        cluster.addPod("shop", "cart", "worker-1", NetworkNamespaces.CLIENT, Map.of("app", "cart"));
        cluster.addPod("shop", "pay", payNode, NetworkNamespaces.SERVER, Map.of("app", "pay"));
        Files.writeString(folder.resolve("config"), cluster.kubeconfig("lab"));
    }

    int run(String... args) {
        return FaultlineCommand.run(
                args,
                terminal(),
                new FaultlineCommand.Desktop(() -> false, files -> 99, files -> 99, () -> 99, List::of),
                surroundings());
    }

    private Surroundings surroundings() {
        return new Surroundings(
                new UserEnvironment(
                        Map.of("KUBECONFIG", folder.resolve("config").toString()), folder),
                new Directories(
                        folder.resolve("cfg"), folder.resolve("data"), folder.resolve("logs"), folder.resolve("run")),
                new CaptureOwner("tester", "here"),
                timing,
                bundle);
    }

    private Terminal terminal() {
        return new Terminal(
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                TableStyle.PLAIN,
                false);
    }

    /// Runs it beside the test.
    CompletableFuture<Integer> start(String... args) {
        return CompletableFuture.supplyAsync(() -> run(args), BACKGROUND);
    }

    /// Captures beside the test, until it is interrupted.
    ///
    /// @param options of `faultline capture` that choose what of the cluster, and how
    CompletableFuture<Integer> capture(BooleanSupplier interrupted, String... options) {
        ClusterOptions chosen = CommandLine.populateCommand(new ClusterOptions(), options);
        LiveStage.Request request = new LiveStage.Request(
                Format.TABLE, folder, false, null, finding -> true, null, interrupted, Telemetry.Targets.NONE);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new ClusterRun(terminal(), surroundings(), chosen, request).run();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException e) {
                        throw new CompletionException(e);
                    }
                },
                BACKGROUND);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(Duration.ofMillis(30));
        }
        assertThat(condition.getAsBoolean())
                .as(() -> out() + err() + cluster.saidByContainers())
                .isTrue();
    }

    /// No object, no process, and nothing written down to be removed.
    void nothingIsLeft() throws InterruptedException {
        await(() -> cluster.jobs().isEmpty());
        await(() -> cluster.running().isEmpty());
        assertThat(folder.resolve("data/captures")).isEmptyDirectory();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
