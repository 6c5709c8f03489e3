package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The commands of the containers, run by the shell of this machine.
@Timeout(60)
class CaptureScriptsTest {
    private static List<String> tcpdump(String fake) {
        List<String> command =
                new ArrayList<>(CaptureScripts.tcpdump(CaptureSettings.DEFAULT, "", Duration.ofSeconds(2)));
        int program = command.indexOf("tcpdump");
        return new ArrayList<>(
                java.util.stream.Stream.concat(command.subList(0, program).stream(), List.of("sh", "-c", fake).stream())
                        .toList());
    }

    private static Process start(String fake) throws IOException {
        return new ProcessBuilder(tcpdump(fake)).start();
    }

    private static void say(Process process, String word) throws IOException {
        OutputStream to = process.getOutputStream();
        to.write((word + "\n").getBytes(StandardCharsets.US_ASCII));
        to.flush();
    }

    @Test
    void writerThatIsStuckIsKilledWhenNothingIsHeard() throws Exception {
        Process process = start("exec cat /dev/zero");
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(137);
        assertThat(process.descendants().filter(ProcessHandle::isAlive).toList())
                .isEmpty();
    }

    @Test
    void endOfInputEndsIt() throws Exception {
        Process process = start("trap 'exit 5' TERM; while :; do sleep 1 >/dev/null 2>&1 & wait $!; done");
        Thread.sleep(Duration.ofMillis(200)); // until the trap is set
        process.getOutputStream().close();
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(5);
    }

    @Test
    void wordEndsItWhereInputHasNoEnd() throws Exception {
        Process process = start("trap 'exit 5' TERM; while :; do sleep 1 >/dev/null 2>&1 & wait $!; done");
        Thread.sleep(Duration.ofMillis(200)); // until the trap is set
        say(process, "end");
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(5);
    }

    @Test
    void programThatEndsByItselfEndsItWithItsStatus() throws Exception {
        Process process = start("echo packets; exit 3");
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("packets\n");
    }

    @Test
    void nothingButTheProgramWritesToStandardOutput() throws Exception {
        Process process = start("sleep 1; printf abc");
        say(process, "beat");
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("abc");
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void containerWithoutCommandsEndsByItself() throws Exception {
        List<String> stay = CaptureScripts.stay(new CaptureSettings(
                "x", "", List.of(), "", 1, 1, Duration.ofMinutes(5), Duration.ofSeconds(4), AgentSettings.DEFAULT));
        List<String> command = new ArrayList<>(List.of("unshare", "--pid", "--fork", "--mount-proc"));
        assumeTrue(canUnshare(), "no process namespaces here");
        command.addAll(stay);
        Process process = new ProcessBuilder(command).start();
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void containerEndsAtItsDeadlineThoughACommandRuns() throws Exception {
        List<String> stay = CaptureScripts.stay(new CaptureSettings(
                "x", "", List.of(), "", 1, 1, Duration.ofSeconds(4), Duration.ofSeconds(60), AgentSettings.DEFAULT));
        Process process = new ProcessBuilder(stay).start();
        assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean canUnshare() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--pid", "--fork", "--mount-proc", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
