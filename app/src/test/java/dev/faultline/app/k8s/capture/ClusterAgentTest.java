package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.app.k8s.testcluster.AgentBuild;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import dev.faultline.app.k8s.testcluster.Wire;
import dev.faultline.app.live.FeedState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real agents, real containers, real errors: what becomes of a capture when something of it breaks.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // set by each test
class ClusterAgentTest {
    private static final int PORT = 7000;

    @TempDir
    private static Path build;

    private static AgentBuild agent;

    @TempDir
    private Path folder = Path.of("");

    private AgentsCapturing capturing;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        assumeTrue(NetworkNamespaces.allowed(), "no network namespaces here");
        agent = new AgentBuild(build);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        capturing.close();
    }

    private void capture(CaptureMode mode) throws IOException, InterruptedException {
        capturing.start(mode, AgentsCapturing.cart());
        capturing.awaitCapturing();
        capturing.refuse(PORT);
        capturing.awaitRefused(PORT);
    }

    private void stopsAndLeavesNothing() throws IOException, InterruptedException {
        capturing.stop();
        capturing.nothingIsLeft();
    }

    @ParameterizedTest
    @EnumSource(names = {"NODE", "POD"})
    void agentOfItsOwnImageIsNotSentAndEndsThoughItHasNoShell(CaptureMode mode) throws Exception {
        capturing = AgentsCapturing.ofImage(folder, agent);
        capture(mode);
        assertThat(capturing.has(FeedState.Uploading.class)).isFalse();
        stopsAndLeavesNothing();
    }

    @Test
    void agentThatIsSentIntoAPodEndsWithTheCapture() throws Exception {
        capturing = AgentsCapturing.sending(folder, agent);
        capture(CaptureMode.POD);
        assertThat(capturing.created("create jobs")).isZero();
        stopsAndLeavesNothing();
        assertThat(capturing.cluster.commands()).contains(List.of("sh", "-c", "kill 1"));
    }

    @ParameterizedTest
    @EnumSource(Wire.Cut.How.class)
    void whatIsFoundWhileTheLinkIsCutComesOnceItIsBack(Wire.Cut.How how) throws Exception {
        capturing = AgentsCapturing.ofImage(folder, agent);
        capture(CaptureMode.NODE);
        capturing.cluster.wire().breakExec(how);
        capturing.refuse(PORT + 1);
        capturing.awaitRefused(PORT + 1);
        capturing.refuse(PORT + 2);
        capturing.awaitRefused(PORT + 2);
        assertThat(capturing.has(FeedState.Reconnecting.class)).isTrue();
        capturing.eachIsToldOnce(PORT, PORT + 3);
        assertThat(capturing.created("create jobs")).isEqualTo(1);
        stopsAndLeavesNothing();
    }

    @Test
    void attachThatIsKilledCostsNothing() throws Exception {
        capturing = AgentsCapturing.ofImage(folder, agent);
        capture(CaptureMode.NODE);
        assertThat(capturing.cluster.joined()).isNotEmpty();
        capturing.cluster.joined().forEach(ProcessHandle::destroyForcibly);
        capturing.refuse(PORT + 1);
        capturing.awaitRefused(PORT + 1);
        assertThat(capturing.has(FeedState.Reconnecting.class)).isTrue();
        capturing.eachIsToldOnce(PORT, PORT + 2);
        assertThat(capturing.created("create jobs")).isEqualTo(1);
        stopsAndLeavesNothing();
    }

    @Test
    void agentThatIsKilledIsReplacedAndWhatItFoundStays() throws Exception {
        capturing = AgentsCapturing.ofImage(folder, agent);
        capture(CaptureMode.NODE);
        ProcessHandle killed = capturing.cluster.containers().getFirst();
        killed.destroyForcibly();
        capturing.await(() -> capturing.created("create jobs") == 2);
        capturing.awaitCapturing();
        capturing.refuse(PORT + 1);
        capturing.awaitRefused(PORT + 1);
        capturing.eachIsToldOnce(PORT, PORT + 2);
        assertThat(capturing.cluster.jobs()).hasSize(1);
        stopsAndLeavesNothing();
    }

    @Test
    void agentWhosePodIsEvictedIsReplacedAndTheReasonTold() throws Exception {
        capturing = AgentsCapturing.ofImage(folder, agent);
        capture(CaptureMode.NODE);
        String pod = capturing
                .cluster
                .kubelet()
                .pods(capturing.run.labels())
                .getFirst()
                .getMetadata()
                .getName();
        capturing.cluster.kubelet().evict("default", pod);
        capturing.await(() -> capturing.states.stream()
                .anyMatch(state -> state instanceof FeedState.Reconnecting broken
                        && broken.why().contains("low on resource: memory")));
        capturing.awaitCapturing();
        capturing.refuse(PORT + 1);
        capturing.awaitRefused(PORT + 1);
        stopsAndLeavesNothing();
    }

    @Test
    void rightThatIsTakenAwayIsToldAndWhatWasMadeIsRemoved() throws Exception {
        capturing = AgentsCapturing.ofImage(folder, agent);
        capture(CaptureMode.NODE);
        capturing.cluster.deny("create pods/exec");
        capturing.cluster.wire().breakExec(Wire.Cut.How.RST);
        capturing.await(() -> capturing.has(FeedState.Lost.class));
        assertThat(capturing.states)
                .filteredOn(FeedState.Lost.class::isInstance)
                .first()
                .asString()
                .contains("pods/exec");
        stopsAndLeavesNothing();
    }
}
