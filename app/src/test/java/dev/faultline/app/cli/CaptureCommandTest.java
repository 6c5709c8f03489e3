package dev.faultline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CaptureCommandTest {
    @TempDir
    Path folder;

    @Test
    void captureWithoutAPlaceIsWrongUsage() {
        CommandLineRun run = CommandLineRun.of("capture");

        assertThat(run.status()).isEqualTo(Status.USAGE);
        assertThat(run.err()).contains("--local");
    }

    @Test
    void pageCannotBeWrittenWhileErrorsAreMade() {
        CommandLineRun run = CommandLineRun.of("capture", "--local", "lo", "--format", "html");

        assertThat(run.status()).isEqualTo(Status.USAGE);
    }

    @Test
    void interfaceThatIsNotThereIsNamed() {
        CommandLineRun run = CommandLineRun.of("capture", "--local", "nosuch0");

        assertThat(run.status()).isEqualTo(Status.UNREADABLE);
        assertThat(run.err()).contains("nosuch0");
    }

    @Test
    void dumpcapIsForThisMachine() {
        CommandLineRun run = CommandLineRun.of("capture", "-n", "shop", "--with", "dumpcap");

        assertThat(run.status()).isEqualTo(Status.USAGE);
        assertThat(run.err()).contains("--local");
    }

    @Test
    void everyPacketIsNotTheAgentsWork() {
        CommandLineRun run = CommandLineRun.of("capture", "--local", "lo", "--with", "agent", "--full");

        assertThat(run.status()).isEqualTo(Status.USAGE);
        assertThat(run.err()).contains("--with tcpdump");
    }

    @Test
    void captureOnThisMachineEndsWithASummaryAndKeepsItsFolder() {
        Path kept = folder.resolve("kept");

        CommandLineRun run = CommandLineRun.of(
                "capture", "--local", "lo", "--duration", "1s", "--format", "jsonl", "-o", kept.toString());

        assumeFalse(run.status() == Status.UNREADABLE, "no capture on the loopback interface here: " + run.err());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("\"type\":\"summary\"");
        assertThat(kept.resolve("lo.pcapng")).isRegularFile();
    }
}
