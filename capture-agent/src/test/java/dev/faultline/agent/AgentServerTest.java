package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.faultline.agent.ring.CaptureFilter;
import dev.faultline.agent.wire.FindingCodec;
import dev.faultline.agent.wire.MessageReader;
import dev.faultline.agent.wire.MessageWriter;
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
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.FromAgent.MessageCase;
import dev.faultline.protocol.v1.Stop;
import dev.faultline.protocol.v1.ToAgent;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

    private final BlockingQueue<CaptureFilter> filters = new LinkedBlockingQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private final Path folder;
    private final RunningCapture capture;
    private final AgentServer server;

    AgentServerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        capture = new RunningCapture(
                "instance-1",
                CaptureFiles.open(CAPTURE, Limits.DEFAULT),
                filters::add,
                Limits.DEFAULT,
                Duration.ofSeconds(10));
        server = new AgentServer(FACTS, capture, stopped::countDown, socket());
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        server.close();
        capture.stop();
    }

    @Test
    void desktopGetsWhatTheAnalysisFindsAndAGoodbye() throws IOException {
        try (Desktop desktop = new Desktop()) {
            desktop.hello("", 0);

            assertThat(desktop.findings().values()).containsExactlyInAnyOrderElementsOf(analysed());
            assertThat(desktop.last.hasGoodbye()).isTrue();
        }
    }

    @Test
    void desktopThatComesBackGetsNothingTwice() throws IOException {
        long number;
        try (Desktop first = new Desktop()) {
            first.hello("", 0);
            first.findings();
            number = first.number;
        }
        try (Desktop again = new Desktop()) {
            again.hello("instance-1", number);

            assertThat(again.findings()).isEmpty();
        }
    }

    @Test
    void numbersOfAnotherInstanceCountNothing() throws IOException {
        try (Desktop desktop = new Desktop()) {
            desktop.hello("instance-0", 1_000_000);

            assertThat(desktop.findings()).hasSameSizeAs(analysed());
        }
    }

    @Test
    void desktopOfAnotherVersionIsRefusedWithBothVersions() throws IOException {
        try (Desktop desktop = new Desktop()) {
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
        try (Desktop desktop = new Desktop()) {
            desktop.hello("", 0);
            desktop.send(ToAgent.newBuilder()
                    .setFilter(FilterWanted.newBuilder().addWithoutTcpPorts(10250))
                    .build());

            assertThat(Objects.requireNonNull(filters.poll(10, TimeUnit.SECONDS))
                            .withoutTcpPorts())
                    .containsExactly(10250);
        }
    }

    @Test
    void stopReachesTheAgent() throws IOException, InterruptedException {
        try (Desktop desktop = new Desktop()) {
            desktop.hello("", 0);
            desktop.send(ToAgent.newBuilder().setStop(Stop.getDefaultInstance()).build());

            assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void clockProbeComesBackWithTheAgentsTime() throws IOException {
        try (Desktop desktop = new Desktop()) {
            desktop.hello("", 0);
            desktop.send(ToAgent.newBuilder()
                    .setClock(ClockProbe.newBuilder().setSent(77))
                    .build());

            assertThat(desktop.next(MessageCase.CLOCK).getClock().getSent()).isEqualTo(77);
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
                .isThrownBy(() -> new AgentServer(FACTS, capture, stopped::countDown, socket()))
                .withMessageContaining("another agent");
    }

    @Test
    void socketOfAnAgentThatDiedIsTakenOver() throws IOException {
        Path left = folder.resolve("left");
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(left));
        }
        try (AgentServer successor = new AgentServer(FACTS, capture, stopped::countDown, left)) {
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

    private final class Desktop implements AutoCloseable {
        private final SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
        private final MessageReader<FromAgent> in =
                new MessageReader<>(Channels.newInputStream(channel), FromAgent.parser());
        private final MessageWriter out = new MessageWriter(Channels.newOutputStream(channel));
        private FromAgent last = FromAgent.getDefaultInstance();
        private long number;

        Desktop() throws IOException {}

        void send(ToAgent message) throws IOException {
            out.write(message);
        }

        void hello(String instance, long since) throws IOException {
            send(ToAgent.newBuilder()
                    .setHello(DesktopHello.newBuilder()
                            .setVersionFrom(1)
                            .setVersionTo(3)
                            .setInstance(instance)
                            .setSince(since))
                    .build());
        }

        /// The next message of a case, past all others.
        FromAgent next(MessageCase wanted) throws IOException {
            FromAgent message = Objects.requireNonNull(in.read(), "the agent ended the conversation");
            while (message.getMessageCase() != wanted) {
                message = Objects.requireNonNull(in.read(), "the agent ended the conversation");
            }
            return message;
        }

        /// All findings until the agent ends the conversation.
        Map<String, Finding> findings() throws IOException {
            Map<String, Finding> findings = new LinkedHashMap<>();
            FromAgent message = in.read();
            while (message != null) {
                last = message;
                if (message.hasFinding()) {
                    assertThat(message.getFinding().getNumber()).isGreaterThan(number);
                    number = message.getFinding().getNumber();
                    Finding finding = FindingCodec.decode(message.getFinding().getFinding())
                            .orElseThrow();
                    findings.put(finding.id(), finding);
                }
                message = in.read();
            }
            return findings;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
