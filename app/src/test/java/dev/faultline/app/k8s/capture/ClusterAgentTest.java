package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.testcluster.AgentBuild;
import dev.faultline.app.k8s.testcluster.ContainerImage;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import dev.faultline.app.k8s.testcluster.Wire;
import dev.faultline.app.live.FeedState;
import dev.faultline.protocol.v1.AgentHello;
import dev.faultline.protocol.v1.FromAgent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real agents, real containers, real errors: what becomes of a capture when something of it breaks.
@Timeout(400)
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

    /// As when the desktop is killed and its machine never comes back: nobody joins, nobody removes anything.
    @Test
    void agentThatNobodyJoinsAnyMoreEndsByItselfAndItsJobIsRemovedByTheNextStart() throws Exception {
        capturing = AgentsCapturing.ofImage(folder, agent).endingAlone(Duration.ofSeconds(10));
        capture(CaptureMode.NODE);
        capturing.cluster.wire().disconnect();
        capturing.await(() -> capturing.cluster.running().isEmpty());
        capturing.await(() -> capturing.cluster.kubelet().pods(capturing.run.labels()).stream()
                .anyMatch(pod -> "Succeeded".equals(pod.getStatus().getPhase())));
        assertThat(capturing.cluster.jobs()).hasSize(1);
        capturing.stop();
        assertThat(capturing.cluster.jobs()).hasSize(1);

        capturing.cluster.wire().reconnect();
        assertThat(capturing.cleanUp().removed()).singleElement().asString().startsWith("job/faultline-");
        capturing.await(capturing::isCleanedUp);
    }

    /// Once a third of the agent is there, does something and breaks the link.
    private void breakUpload(Runnable before) {
        AtomicBoolean done = new AtomicBoolean();
        capturing.whenStateChanges(() -> {
            if (capturing.states.getLast() instanceof FeedState.Uploading(long sent, long all)
                    && sent * 3 > all
                    && done.compareAndSet(false, true)) {
                capturing.cluster.wire().breakExec(Wire.Cut.How.RST);
                before.run();
            }
        });
    }

    private long uploadsFromTheStart() {
        return capturing.states.stream()
                .filter(state -> state instanceof FeedState.Uploading(long sent, long all) && sent == 0 && all > 0)
                .count();
    }

    @Test
    void agentWhoseSendingIsCutInTheMiddleIsSentFromThereOn() throws Exception {
        capturing = AgentsCapturing.sending(folder, agent);
        breakUpload(() -> {});
        capture(CaptureMode.NODE);
        assertThat(capturing.has(FeedState.Reconnecting.class)).isTrue();
        assertThat(uploadsFromTheStart()).isEqualTo(1);
        stopsAndLeavesNothing();
    }

    @Test
    void agentThatArrivesDamagedIsNotRunButSentAnew() throws Exception {
        capturing = AgentsCapturing.sending(folder, agent);
        breakUpload(() -> {
            try {
                capturing.inContainer("printf X | dd of=/tmp/faultline/sent bs=1 conv=notrunc status=none");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        capture(CaptureMode.NODE);
        assertThat(capturing.states)
                .filteredOn(FeedState.Reconnecting.class::isInstance)
                .extracting(state -> ((FeedState.Reconnecting) state).why())
                .contains(Messages.text("delivery.damaged"));
        assertThat(uploadsFromTheStart()).isEqualTo(2);
        stopsAndLeavesNothing();
    }

    @Test
    void agentIsSentToAnImageWithoutTar() throws Exception {
        capturing = new AgentsCapturing(folder, agent.bundles(), ContainerImage.DEBIAN.without("tar"));
        capture(CaptureMode.NODE);
        stopsAndLeavesNothing();
    }

    private void capturesByTcpdump(String why) throws IOException, InterruptedException {
        capturing.startReplaceable(CaptureMode.NODE, AgentsCapturing.cart());
        capturing.awaitCapturing();
        capturing.refuse(PORT);
        capturing.awaitRefused(PORT);
        assertThat(capturing.notes())
                .singleElement()
                .asString()
                .startsWith("with tcpdump; not the agent: ")
                .contains(why);
        assertThat(capturing.has(FeedState.Lost.class)).isFalse();
        assertThat(capturing.cluster.jobs()).hasSize(1);
        stopsAndLeavesNothing();
    }

    @Test
    void whereTheImageOfTheAgentCannotBePulledTcpdumpCaptures() throws Exception {
        capturing = AgentsCapturing.sending(folder, agent);
        capturing.cluster.kubelet().lacks(AgentSettings.DEFAULT.baseImage());
        capturesByTcpdump("ImagePullBackOff");
    }

    @Test
    void whereTheAgentCannotBeSentTcpdumpCaptures() throws Exception {
        capturing = new AgentsCapturing(folder, agent.bundles(), ContainerImage.DEBIAN.without("sha256sum"));
        capturesByTcpdump("sha256sum");
    }

    /// As for a machine of another kind, or where the node kills what takes too much memory.
    @Test
    void whereTheAgentEndsBeforeItHasSaidAnythingTcpdumpCaptures() throws Exception {
        AgentBuild broken = new AgentBuild(Files.createDirectory(folder.resolve("broken")), Path.of("/nowhere"));
        capturing = AgentsCapturing.sending(folder, broken);
        // The exit status, or that nothing could be run there: whichever the cluster knows first.
        capturesByTcpdump("");
    }

    @Test
    void agentOfAnotherVersionIsToldAndRemoved() throws Exception {
        AgentHello hello = AgentHello.newBuilder()
                .setVersionFrom(7)
                .setVersionTo(9)
                .setProgram("12.0")
                .setInstance("newer")
                .build();
        Path newer =
                Files.createDirectories(folder.resolve("newer/runtime/bin")).resolve("java");
        try (OutputStream out = Files.newOutputStream(folder.resolve("newer/hello"))) {
            FromAgent.newBuilder().setHello(hello).build().writeDelimitedTo(out);
        }
        Files.writeString(newer, """
                #!/bin/sh
                case "$*" in
                *attach*) cat /faultline-agent/hello ;;
                esac
                exec sleep 600
                """);
        assertThat(newer.toFile().setExecutable(true)).isTrue();
        capturing = AgentsCapturing.ofImage(folder, new ContainerImage(folder.resolve("newer"), ""));
        capturing.start(CaptureMode.NODE, AgentsCapturing.cart());
        capturing.await(() -> capturing.has(FeedState.Lost.class));
        assertThat(capturing.states)
                .filteredOn(FeedState.Lost.class::isInstance)
                .first()
                .asString()
                .contains("12.0", "7");
        stopsAndLeavesNothing();
    }

    @Test
    void errorThatTwoAgentsSeeIsToldOnceAndWhatIsLostBetweenThemHasItsPlace() throws Exception {
        capturing = AgentsCapturing.ofImage(folder, agent);
        capturing.start(CaptureMode.NODE, AgentsCapturing.both());
        capturing.awaitCapturing();
        capturing.refuse(PORT);
        capturing.await(() -> capturing.findings().stream()
                .anyMatch(finding -> Set.copyOf(finding.vantage()).equals(Set.of("worker-1/eth0", "worker-2/eth0"))));
        capturing.eachIsToldOnce(PORT, PORT + 1);

        capturing.network.unplugServer();
        capturing.refuse(PORT + 1);
        capturing.await(() -> capturing.findings().stream()
                .anyMatch(finding -> finding.lostBetween().equals(List.of("worker-1/eth0", "worker-2/eth0"))
                        && "c2s".equals(finding.lostDirection())));
        stopsAndLeavesNothing();
    }
}
