package dev.faultline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.capture.Timing;
import dev.faultline.app.k8s.testcluster.FakeTcpdump;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import dev.faultline.app.k8s.testcluster.TestCluster;
import dev.faultline.app.k8s.testcluster.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a capture when something breaks: it says so, goes on, and leaves nothing.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // set before each test
class ClusterFaultsTest {
    private static final Timing QUICK = new Timing(
            Duration.ofMillis(300),
            Duration.ofSeconds(4),
            Duration.ofMillis(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));

    /// Fewer bytes than the answer to the handshake of a WebSocket has.
    private static final int SHAKING = 100;

    /// More than it has.
    private static final int SHAKEN = 300;

    /// About what a connection takes until the capture is replayed.
    private static final int REPLAYED = 1500;

    private static final Duration OUTAGE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    private Path bin;
    private ClusterTerminal terminal;
    private TestCluster cluster;
    private final AtomicBoolean interrupted = new AtomicBoolean();

    @BeforeEach
    void begin() throws IOException {
        terminal = new ClusterTerminal(folder, "worker-1", QUICK, AgentBundle.NONE);
        cluster = terminal.cluster;
        bin = Files.createDirectory(folder.resolve("bin"));
        cluster.surround("worker-1", FakeTcpdump.replaying(bin, Path.of("..", "lab", "captures", "syn-refused.pcap")));
    }

    @AfterEach
    void end() {
        interrupted.set(true);
        terminal.close();
    }

    private CompletableFuture<Integer> capture(String... options) {
        return terminal.capture(interrupted::get, options);
    }

    private void interrupt(CompletableFuture<Integer> capture) throws Exception {
        interrupted.set(true);
        assertThat(capture.get(60, TimeUnit.SECONDS)).isEqualTo(Status.DONE);
        assertThat(terminal.err()).contains("worker-1: ended");
        terminal.nothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource({"RST, 0", "FIN, 1", "SILENCE, 2"})
    void linkThatIsCutAtAnyByteIsOpenedAgain(Wire.Cut.How how, long seed) throws Exception {
        Random bytes = new Random(seed);
        cluster.wire()
                .cutExec(new Wire.Cut(how, bytes.nextInt(SHAKEN, REPLAYED)), new Wire.Cut(how, bytes.nextInt(SHAKING)));
        CompletableFuture<Integer> capture = capture("--node", "worker-1", "--mode", "node", "--with", "tcpdump");
        // The second cut meets a connection that is not open yet.
        terminal.await(() -> cluster.wire().cutsMade() == 2 && terminal.err().endsWith("worker-1: capturing\n"));
        assertThat(terminal.err()).contains("worker-1: connecting again (try 1): ");
        terminal.await(() -> terminal.out().contains("Connection refused"));
        assertThat(cluster.jobs()).hasSize(1);
        interrupt(capture);
    }

    @Test
    void serverThatIsGoneForHalfAMinuteIsToldAndCapturingGoesOn() throws Exception {
        assumeTrue(NetworkNamespaces.allowed(), "no network namespaces here");
        try (NetworkNamespaces network = new NetworkNamespaces()) {
            cluster.surround("worker-1", network.client());
            CompletableFuture<Integer> capture =
                    capture("-n", "shop", "--pod", "cart", "--mode", "node", "--with", "tcpdump");
            terminal.await(() -> terminal.err().contains("worker-1: capturing"));
            cluster.wire().disconnect();
            terminal.await(() -> terminal.err().contains("connecting again (try 1)"));
            Thread.sleep(OUTAGE); // real time is what is tested
            assertThat(capture).isNotDone();
            assertThat(cluster.jobs()).hasSize(1);
            assertThat(cluster.running()).isEmpty(); // tcpdump has noticed that nobody listens
            int told = terminal.err().length();
            cluster.wire().reconnect();
            terminal.await(() -> terminal.err().indexOf("worker-1: capturing", told) > 0);
            network.connectToClosedPort(9999);
            terminal.await(() -> terminal.out().contains("9999"));
            interrupt(capture);
        }
        assertThat(terminal.err()).containsPattern("worker-1: [1-9]\\d* packets, 0 dropped, [34]\\d\\S* s missed");
    }

    @Test
    void clockOfANodeThatIsWrongIsToldAndChangesNoFinding() throws Exception {
        FakeTcpdump.clockIs(bin, "7 minutes ago");
        assertThat(terminal.run("capture", "--node", "worker-1", "--duration", "6s", "--format", "jsonl"))
                .isEqualTo(Status.DONE);
        // Seven minutes, and what the first of these lines took to come.
        assertThat(terminal.out())
                .contains("\"findings\":{\"capture.dropped\":1,\"tcp.connect.refused\":3}")
                .containsPattern("\"warnings\":\\[\"worker-1: its clock is 4[12]\\d\\S* s behind;");
        assertThat(terminal.err())
                .containsPattern("worker-1: its clock is 4[12]\\d\\S* s behind the clock of this machine");
        terminal.nothingIsLeft();
    }

    /// The program itself, as Ctrl+C in a terminal ends it.
    @Test
    @EnabledOnOs(OS.LINUX)
    void interruptedProgramRemovesWhatItMade() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        Path said = folder.resolve("said");
        Process program = program(home, scratch)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            terminal.await(() -> text(said).contains("Connection refused"));
            assertThat(cluster.jobs()).hasSize(1);
            new ProcessBuilder("kill", "-INT", Long.toString(program.pid()))
                    .start()
                    .waitFor();
            assertThat(program.waitFor(60, TimeUnit.SECONDS))
                    .as(() -> text(said))
                    .isTrue();
            assertThat(program.exitValue()).as(() -> text(said)).isEqualTo(Status.INTERRUPTED);
        } finally {
            program.destroyForcibly();
        }
        terminal.await(() -> cluster.jobs().isEmpty());
        terminal.await(() -> cluster.running().isEmpty());
        assertThat(scratch).isEmptyDirectory();
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".journal"));
        }
    }

    /// @param scratch for its temporary files
    private ProcessBuilder program(Path home, Path scratch) {
        ProcessBuilder builder = new ProcessBuilder(
                "env",
                "--default-signal=INT", // it is ignored in what scripts start in the background
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + home,
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path", ""),
                "dev.faultline.app.launch.Main",
                "capture",
                "--node",
                "worker-1",
                "--mode",
                "node",
                "--with",
                "tcpdump");
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("KUBECONFIG", folder.resolve("config").toString());
        return builder;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
