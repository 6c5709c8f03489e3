package dev.faultline.app.cli;

import static dev.faultline.app.cli.CommandLineRun.lab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.cli.FaultlineCommand.Desktop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultlineCommandTest {
    private final List<Path> opened = new ArrayList<>();

    private final Desktop desktop = new Desktop(
            () -> true,
            files -> {
                opened.addAll(files);
                return 7;
            },
            files -> {
                opened.addAll(files);
                return 9;
            },
            () -> 8,
            List::of);

    @Test
    void filesAreOpenedInTheWindow() {
        assertThat(CommandLineRun.withDesktop(desktop, "a.pcap", "b.pcap").status())
                .isEqualTo(7);
        assertThat(opened).containsExactly(Path.of("a.pcap"), Path.of("b.pcap"));
    }

    @Test
    void viewsOfOneNetworkAreOpenedInTheWindowTogether() {
        assertThat(CommandLineRun.withDesktop(desktop, "--together", "a.pcap", "b.pcap")
                        .status())
                .isEqualTo(9);
        assertThat(opened).containsExactly(Path.of("a.pcap"), Path.of("b.pcap"));
    }

    @Test
    void viewsOfOneNetworkAreAnalysedTogetherWithoutADisplay() {
        CommandLineRun run = CommandLineRun.of(
                "--together",
                lab("../nodes/nodes-policy-drop-node-a.pcapng.gz"),
                lab("../nodes/nodes-policy-drop-node-b.pcapng.gz"));

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("node-a.pcapng.gz + ");
    }

    @Test
    void windowOpensWithoutFiles() {
        assertThat(CommandLineRun.withDesktop(desktop).status()).isEqualTo(7);
        assertThat(opened).isEmpty();
    }

    @Test
    void demoOpensTheWindowOnTheDemo() {
        assertThat(CommandLineRun.withDesktop(desktop, "demo").status()).isEqualTo(8);
    }

    @Test
    void filesAreAnalysedInTheTerminalWithoutADisplay() {
        CommandLineRun run = CommandLineRun.of(lab("syn-refused.pcap"));

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith(lab("syn-refused.pcap"));
        assertThat(run.err()).contains("no display");
    }

    @Test
    void demoIsAnalysedInTheTerminalWithoutADisplay() {
        CommandLineRun run = CommandLineRun.of("demo");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith(lab("syn-refused.pcap"));
        assertThat(run.err()).contains("no display");
    }

    @Test
    void programSaysWhatToDoWithoutADisplay() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no display", "faultline analyze FILE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "analyze", "extract", "demo", "generate-completion"})
    void helpExplainsEveryOptionOfACommand(String command) {
        CommandLineRun run = command.isEmpty() ? CommandLineRun.of("--help") : CommandLineRun.of(command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("Usage: faultline")
                .doesNotContainPattern("(?m)^ +(-\\w, +)?--[a-z-]+(=\\w+)?\\s*$(?!\\n {25})");
    }

    @Test
    void versionIsPrinted() {
        assertThat(CommandLineRun.of("--version").out()).startsWith("Faultline").contains("Java 2");
    }

    @Test
    void completionKnowsCommandsAndTheirWords() {
        assertThat(CommandLineRun.of("generate-completion").out())
                .contains("analyze", "--min-severity", "notice", "jsonl");
    }
}
