package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.faultline.agent.wire.Travelling;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.protocol.v1.ClockProbe;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.FilterWanted;
import dev.faultline.protocol.v1.FromAgent.MessageCase;
import dev.faultline.protocol.v1.LimitsWanted;
import dev.faultline.protocol.v1.Stop;
import dev.faultline.protocol.v1.ToAgent;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Desktops at a real socket; the packets come from a capture of the lab.
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class AgentServerTest {
    private static final Path CAPTURE = Path.of("../lab/captures/syn-refused.pcap");
    private static final AgentFacts FACTS = new AgentFacts("test", "instance-1", "host", 1);

    private final AgentLife life = new AgentLife(0, 0, System::nanoTime);
    private final PlayedSource source;

    private final Path folder;
    private final RunningCapture capture;
    private final AgentServer server;

    AgentServerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        source = PlayedSource.held(CAPTURE);
        capture = new RunningCapture(
                new RunningCapture.Plan(
                        "instance-1", Limits.DEFAULT, Duration.ofSeconds(10), AgentBudget.DEFAULT, Path.of("none")),
                source,
                null);
        server = new AgentServer(FACTS, capture, life, socket(), Duration.ofSeconds(20));
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        server.close();
        capture.stop();
    }

    @Test
    void desktopGetsWhatTheAnalysisFindsAndAGoodbye() throws IOException {
        source.finish();
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);

            assertThat(desktop.findings().values()).containsExactlyInAnyOrderElementsOf(analysed());
            assertThat(desktop.last().hasGoodbye()).isTrue();
        }
    }

    @Test
    void desktopThatComesBackGetsNothingTwice() throws IOException {
        source.finish();
        long number;
        try (TestDesktop first = new TestDesktop(socket())) {
            first.hello("", 0);
            first.findings();
            number = first.number();
        }
        try (TestDesktop again = new TestDesktop(socket())) {
            again.hello("instance-1", number);

            assertThat(again.findings()).isEmpty();
        }
    }

    @Test
    void numbersOfAnotherInstanceCountNothing() throws IOException {
        source.finish();
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("instance-0", 1_000_000);

            assertThat(desktop.findings()).hasSameSizeAs(analysed());
        }
    }

    @Test
    void desktopOfAnotherVersionIsRefusedWithBothVersions() throws IOException {
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.send(ToAgent.newBuilder()
                    .setHello(DesktopHello.newBuilder()
                            .setVersionFrom(7)
                            .setVersionTo(9)
                            .setProgram("9.9"))
                    .build());

            assertThat(desktop.next(MessageCase.REFUSAL).getRefusal().getWhy()).contains("7 to 9", "9.9", "test");
        }
    }

    @Test
    void filterReachesTheCapture() throws IOException, InterruptedException {
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);
            desktop.send(ToAgent.newBuilder()
                    .setFilter(FilterWanted.newBuilder().addWithoutTcpPorts(10250))
                    .build());

            assertThat(source.nextFilter().withoutTcpPorts()).containsExactly(10250);
        }
    }

    @Test
    void stopReachesTheAgent() throws IOException, InterruptedException {
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);
            desktop.send(ToAgent.newBuilder().setStop(Stop.getDefaultInstance()).build());

            assertThat(life.awaitStop(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void clockProbeComesBackWithTheAgentsTime() throws IOException {
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);
            desktop.send(ToAgent.newBuilder()
                    .setClock(ClockProbe.newBuilder().setSent(77))
                    .build());

            assertThat(desktop.next(MessageCase.CLOCK).getClock().getSent()).isEqualTo(77);
        }
    }

    @Test
    void newerDesktopAndItsUnknownMessagesAreNoTrouble() throws IOException {
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);
            desktop.send(ToAgent.newBuilder()
                    .setUnknownFields(UnknownFieldSet.newBuilder()
                            .addField(
                                    99,
                                    UnknownFieldSet.Field.newBuilder()
                                            .addLengthDelimited(ByteString.copyFromUtf8("newer"))
                                            .build())
                            .build())
                    .build());
            desktop.send(ToAgent.newBuilder()
                    .setClock(ClockProbe.newBuilder().setSent(78))
                    .build());

            assertThat(desktop.next(MessageCase.CLOCK).getClock().getSent()).isEqualTo(78);
        }
    }

    @Test
    void filterThatTheKernelCannotTakeIsRejectedAndTheConversationGoesOn() throws IOException {
        FilterWanted.Builder many = FilterWanted.newBuilder();
        for (int i = 0; i < 2000; i++) {
            many.addHosts(ByteString.copyFrom(new byte[] {10, 0, (byte) (i >> 8), (byte) i}));
        }
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);
            desktop.send(ToAgent.newBuilder().setFilter(many).build());

            assertThat(desktop.next(MessageCase.REJECTION).getRejection().getWhat())
                    .isEqualTo("filter");
            desktop.send(ToAgent.newBuilder()
                    .setClock(ClockProbe.newBuilder().setSent(79))
                    .build());
            assertThat(desktop.next(MessageCase.CLOCK).getClock().getSent()).isEqualTo(79);
        }
    }

    @Test
    void limitsBeyondReasonAreRejected() throws IOException {
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);
            desktop.send(ToAgent.newBuilder()
                    .setLimits(LimitsWanted.newBuilder().setPacketsBefore(1 << 30))
                    .build());

            assertThat(desktop.next(MessageCase.REJECTION).getRejection().getWhat())
                    .isEqualTo("limits");
            assertThat(capture.budget()).isEqualTo(AgentBudget.DEFAULT);
        }
    }

    @Test
    void desktopThatHasGoneWithoutAWordIsLetGo() throws IOException {
        AgentServer strict = new AgentServer(FACTS, capture, life, folder.resolve("strict"), Duration.ZERO);
        try (strict;
                TestDesktop desktop = new TestDesktop(folder.resolve("strict"))) {
            desktop.hello("", 0);
            desktop.next(MessageCase.FINDING);
            strict.endSilent();

            assertThat(desktop.ended()).isTrue();
        }
    }

    @Test
    void socketIsForItsUserAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void nothingIsLeftOfTheSocketAtTheEnd() throws IOException {
        server.close();

        assertThat(socket().getParent()).doesNotExist();
    }

    @Test
    void secondAgentAtTheSameSocketIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> new AgentServer(FACTS, capture, life, socket(), Duration.ofSeconds(20)))
                .withMessageContaining("another agent");
    }

    @Test
    void socketOfAnAgentThatDiedIsTakenOver() throws IOException {
        Path left = folder.resolve("left");
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        try (AgentServer successor = new AgentServer(FACTS, capture, life, left, Duration.ofSeconds(20))) {
            assertThat(successor.alone()).isNotNull();
            assertThat(SocketChannel.open(UnixDomainSocketAddress.of(left)).isConnected())
                    .isTrue();
        }
        assertThat(left).doesNotExist();
    }

    private Path socket() {
        return folder.resolve("own").resolve("socket");
    }

    private static List<Finding> analysed() throws IOException {
        Map<String, Finding> findings = new LinkedHashMap<>();
        try (CaptureSource source = CaptureFiles.open(CAPTURE, Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of("instance-1"), finding -> findings.put(finding.id(), finding));
        }
        return findings.values().stream().map(Travelling::asReceived).toList();
    }
}
