package dev.faultline.app.live.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.testcluster.AgentBuild;
import dev.faultline.app.live.Feed;
import dev.faultline.app.live.FeedException;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.live.LivePlan;
import dev.faultline.app.live.LiveSession;
import dev.faultline.app.live.LiveStore;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Real agents as processes of this machine, on the loopback interface.
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class LocalAgentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path built = Path.of("");

    private static AgentBundle bundle = AgentBundle.NONE;

    @TempDir
    private Path folder = Path.of("");

    private Set<Path> before = Set.of();
    private LiveStore kept;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        bundle = new AgentBundle(List.of(new AgentBuild(built, Path.of(System.getProperty("java.home"))).bundles()));
    }

    @BeforeEach
    void open() throws IOException {
        before = folders();
        kept = new LiveStore(folder);
    }

    @AfterEach
    void close() {
        kept.close();
    }

    /// Where agents are unpacked: what others make there meanwhile is theirs.
    private static Set<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().matches("faultline-agent\\d+"))
                    .collect(Collectors.toSet());
        }
    }

    private LiveSession start(AgentBundle agent, LocalProgram program) throws IOException, InterruptedException {
        // Without sudo: who may not capture does not here either.
        Map<String, String> environment = Map.of("PATH", "/usr/sbin:/usr/bin");
        Feed feed = new LocalCapture(environment, agent).feed("lo", "", program, false);
        return kept.live.start(LivePlan.of("lo"), List.of(feed));
    }

    private static FeedStatus status(LiveSession session) {
        return session.feeds().getFirst();
    }

    private static void awaitCapturing(LiveSession session) throws InterruptedException {
        await(() -> status(session).state() instanceof FeedState.Capturing || session.isIdle());
        if (status(session).state() instanceof FeedState.Lost(String why)) {
            abort("no capture on the loopback interface here: " + why);
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private List<Finding> refused(LiveSession session, int port) {
        List<Finding> found = new ArrayList<>();
        kept.store.forEach(FindingQuery.all(session.session().id()), found::add);
        return found.stream()
                .filter(finding -> finding.kind().id().equals("tcp.connect.refused")
                        && finding.dst() != null
                        && finding.dst().port() == port)
                .toList();
    }

    private static int refuse() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            throw new IOException(socket + " is open");
        } catch (ConnectException e) {
            return port;
        }
    }

    private void stop(LiveSession session) throws InterruptedException, IOException {
        session.stop();
        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();
        assertThat(ProcessHandle.current().descendants().filter(LocalAgentTest::isAgent))
                .as("processes of the agent")
                .isEmpty();
        Set<Path> left = folders();
        left.removeAll(before);
        assertThat(left).as("folders").isEmpty();
    }

    private static boolean isAgent(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("/faultline-agent");
    }

    @Test
    void agentFindsOnThisMachineSendsThePacketsAndLeavesNothing() throws IOException, InterruptedException {
        LiveSession session = start(bundle, LocalProgram.AUTO);
        awaitCapturing(session);
        assertThat(status(session).note()).isEqualTo("with the agent");
        assertThat(ProcessHandle.current().descendants()).anyMatch(LocalAgentTest::isAgent);

        int port = refuse();
        await(() -> !refused(session, port).isEmpty());
        stop(session);

        assertThat(refused(session, port))
                .singleElement()
                .satisfies(finding -> assertThat(finding.count()).isEqualTo(1));
        assertThat(session.session().snapshot().captures().getFirst())
                .as("packets of the finding")
                .isNotEmptyFile();
        assertThat(session.session().snapshot().report().packets()).isPositive();
    }

    @Test
    void agentThatIsKilledIsStartedAgain() throws IOException, InterruptedException {
        LiveSession session = start(bundle, LocalProgram.AGENT);
        awaitCapturing(session);
        int first = refuse();
        await(() -> !refused(session, first).isEmpty());

        ProcessHandle.current()
                .descendants()
                .filter(LocalAgentTest::isAgent)
                .filter(process -> process.info().commandLine().orElse("").contains(" run "))
                .filter(process -> !process.info().command().orElse("").endsWith("sh"))
                .forEach(ProcessHandle::destroyForcibly);
        await(() -> !(status(session).state() instanceof FeedState.Capturing));
        awaitCapturing(session);
        int second = refuse();
        await(() -> !refused(session, second).isEmpty());
        stop(session);

        assertThat(refused(session, first)).hasSize(1);
        assertThat(status(session).missed()).isPositive();
    }

    @Test
    void agentThatCannotBeUnpackedMakesRoomForWhatIsInstalled() throws IOException, InterruptedException {
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        try (Stream<Path> files = Files.list(bundle.folders().getFirst())) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".tar.gz")).toList()) {
                Files.writeString(damaged.resolve(file.getFileName()), "no archive");
            }
        }

        LiveSession session = start(new AgentBundle(List.of(damaged)), LocalProgram.AUTO);
        awaitCapturing(session);
        int port = refuse();
        await(() -> !refused(session, port).isEmpty());
        stop(session);

        assertThat(status(session).note()).contains("; not the agent: ").doesNotContain("with the agent");
    }

    @Test
    void agentThatIsNotThereIsNamedWhereItIsInsistedOn() {
        assertThatThrownBy(() -> start(AgentBundle.NONE, LocalProgram.AGENT))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("this installation has none");
    }

    @Test
    void everyPacketIsNotTheAgentsWork() {
        LocalCapture machine = new LocalCapture(Map.of(), bundle);

        assertThatThrownBy(() -> machine.feed("lo", "", LocalProgram.AGENT, true))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("every packet");
    }
}
