package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.faultline.engine.finding.Finding;
import dev.faultline.protocol.v1.FromAgent.MessageCase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The agent as processes that are killed.
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class AgentProcessTest {
    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void kill() {
        processes.forEach(Process::destroyForcibly);
    }

    private Path socket() {
        return folder.resolve("own").resolve("socket");
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        return process;
    }

    /// An agent that captures on the loopback interface.
    private Process agent(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--socket", socket().toString(), "--interface", "lo"));
        arguments.addAll(List.of(more));
        Process process = start(arguments.toArray(String[]::new));
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine();
                !Objects.requireNonNull(line, "no word").contains("captures;"); ) {
            if (line.contains("may not capture")) {
                abort(line);
            }
            line = said.readLine();
        }
        return process;
    }

    private static void refuse() throws IOException {
        try {
            new Socket(InetAddress.getLoopbackAddress(), 1).close();
        } catch (java.net.ConnectException expected) {
            assertThat(expected).isNotNull();
        }
    }

    @Test
    void agentThatWasKilledIsSucceededAndNothingIsLeftInTheEnd() throws IOException, InterruptedException {
        Process first = agent(
                "--disk-ring", "1", "--disk-folder", folder.resolve("packets").toString());
        first.destroyForcibly();
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(socket()).exists();

        Process second = agent(
                "--disk-ring", "1", "--disk-folder", folder.resolve("packets").toString());
        second.destroy();

        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(socket()).doesNotExist();
        assertThat(folder.resolve("packets")).doesNotExist();
    }

    @Test
    void attachThatWasKilledCostsNothing() throws IOException, InterruptedException {
        agent();
        Process attach = start("attach", "--socket", socket().toString());
        assertThat(attach.getInputStream().read()).isPositive();
        refuse();
        attach.destroyForcibly();
        assertThat(attach.waitFor(20, TimeUnit.SECONDS)).isTrue();

        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);
            String kind = "";
            while (!kind.equals("tcp.connect.refused")) {
                kind = desktop.next(MessageCase.FINDING)
                        .getFinding()
                        .getFinding()
                        .getKind();
            }
            assertThat(kind).isEqualTo("tcp.connect.refused");
        }
    }

    @Test
    void attachEndsThoughItsReaderHasStopped() throws IOException, InterruptedException {
        Files.createDirectories(socket().getParent());
        try (ServerSocketChannel flooding = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            flooding.bind(UnixDomainSocketAddress.of(socket()));
            Process attach = start("attach", "--socket", socket().toString(), "--patience", "PT2S");
            try (SocketChannel there = flooding.accept()) {
                Thread.ofPlatform().daemon().start(() -> flood(there));

                assertThat(attach.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(attach.exitValue()).isEqualTo(AgentMain.FAILED);
            }
        }
    }

    private static void flood(SocketChannel there) {
        try {
            while (there.write(ByteBuffer.allocate(1 << 16)) >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            // It has ended.
            assertThat(there.isConnected()).isTrue();
        }
    }

    @Test
    void agentEndsWhenNobodyListens() throws IOException, InterruptedException {
        Process agent = agent("--idle-timeout", "PT1S");

        assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(agent.exitValue()).isEqualTo(AgentMain.DONE);
        assertThat(socket().getParent()).doesNotExist();
    }

    @Test
    void agentEndsAtItsDeadlineWithAGoodbye() throws IOException, InterruptedException {
        Process agent = agent("--deadline", "PT2S");
        try (TestDesktop desktop = new TestDesktop(socket())) {
            desktop.hello("", 0);
            refuse();
            Map<String, Finding> findings = desktop.findings();

            assertThat(findings).isNotEmpty();
            assertThat(desktop.last().hasGoodbye()).isTrue();
        }
        assertThat(agent.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
}
