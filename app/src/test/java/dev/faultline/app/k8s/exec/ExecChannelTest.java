package dev.faultline.app.k8s.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.k8s.testcluster.TestCluster;
import dev.faultline.app.k8s.testcluster.Wire;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExecChannelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestCluster cluster = new TestCluster();
    private final KubernetesClient client = cluster.client();

    @BeforeEach
    void addPod() {
        cluster.addNode("worker-1");
        cluster.addPod("shop", "cart", "worker-1", "10.1.0.5", Map.of());
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    private ExecChannel run(String script) throws Exception {
        return ExecChannel.open(
                client, new ExecCommand("shop", "cart", "app", List.of("sh", "-c", script)), PATIENCE, line -> {});
    }

    private static ExecEnd end(ExecChannel channel) throws Exception {
        return channel.end().get(20, TimeUnit.SECONDS);
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void outputErrorsAndStatusArrive() throws Exception {
        try (ExecChannel channel = run("echo out; echo err >&2; exit 3")) {
            assertThat(text(channel.output())).isEqualTo("out\n");
            assertThat(end(channel)).isEqualTo(new ExecEnd.Exited(3));
            assertThat(channel.errorLines()).containsExactly("err");
        }
    }

    @Test
    void inputEndsWhileOutputGoesOn() throws Exception {
        try (ExecChannel channel = run("cat; echo rest")) {
            channel.send("hello ".getBytes(StandardCharsets.UTF_8), PATIENCE);
            assertThat(channel.closeInput(PATIENCE)).isTrue();
            assertThat(text(channel.output())).isEqualTo("hello rest\n");
            assertThat(end(channel)).isEqualTo(new ExecEnd.Exited(0));
        }
    }

    @Test
    void olderServersAreSpokenToInV4() throws Exception {
        cluster.speakOnlyV4();
        try (ExecChannel channel = run("read line; echo got $line")) {
            channel.send("x\n".getBytes(StandardCharsets.UTF_8), PATIENCE);
            assertThat(channel.closeInput(PATIENCE)).isFalse();
            assertThat(text(channel.output())).isEqualTo("got x\n");
            assertThat(end(channel)).isEqualTo(new ExecEnd.Exited(0));
        }
    }

    @Test
    void inputWaitsForProcessThatStalls() throws Exception {
        byte[] much = new byte[20_000_000];
        try (ExecChannel channel = run("sleep 1; wc -c")) {
            channel.send(much, Duration.ofSeconds(30));
            channel.closeInput(PATIENCE);
            assertThat(text(channel.output()).strip()).isEqualTo("20000000");
        }
    }

    @Test
    void outputThatIsNotReadHoldsTheProcessUp() throws Exception {
        try (ExecChannel channel = run("head -c 60000000 /dev/zero; echo done >&2")) {
            assertThat(channel.output().read()).isZero();
            assertThat(channel.end()).isNotDone();
            assertThat(channel.output().available()).isLessThan(FrameStream.FULL + (1 << 15));
            assertThat(channel.errorLines()).isEmpty();
            assertThat(channel.output().readAllBytes()).hasSize(59_999_999);
            assertThat(end(channel)).isEqualTo(new ExecEnd.Exited(0));
        }
    }

    /// The JDK's client passes over about every third end in the middle of a frame: then silence gives it away.
    @Test
    void connectionThatIsClosedWithoutAWordIsACutWhenItIsSilentAtTheLatest() throws Exception {
        cluster.wire().cutExec(new Wire.Cut(Wire.Cut.How.FIN, 100_000));
        try (ExecChannel channel = run("head -c 10000000 /dev/zero");
                var watch = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> looking =
                    watch.scheduleAtFixedRate(() -> cutWhenSilent(channel), 100, 100, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> channel.output().readAllBytes()).isInstanceOf(IOException.class);
            assertThat(end(channel)).isInstanceOf(ExecEnd.Cut.class);
            looking.cancel(false);
        }
    }

    /// What whoever runs a command has to do.
    private static void cutWhenSilent(ExecChannel channel) {
        if (System.nanoTime() - channel.lastSign() > TimeUnit.SECONDS.toNanos(3)) {
            channel.cut("silent");
        }
    }

    @Test
    void connectionThatIsResetIsACut() throws Exception {
        cluster.wire().cutExec(new Wire.Cut(Wire.Cut.How.RST, 77_777));
        try (ExecChannel channel = run("head -c 10000000 /dev/zero")) {
            assertThatThrownBy(() -> channel.output().readAllBytes()).isInstanceOf(IOException.class);
            assertThat(end(channel)).isInstanceOf(ExecEnd.Cut.class);
        }
    }

    @Test
    void missingRightIsToldWithItsStatus() {
        cluster.deny("create pods/exec");
        assertThatThrownBy(() -> run("true"))
                .isInstanceOfSatisfying(
                        ExecException.class, e -> assertThat(e.status()).isEqualTo(403));
    }

    @Test
    void serverThatIsGoneIsTold() {
        cluster.wire().disconnect();
        assertThatThrownBy(() -> run("true"))
                .isInstanceOfSatisfying(
                        ExecException.class, e -> assertThat(e.status()).isZero());
    }
}
