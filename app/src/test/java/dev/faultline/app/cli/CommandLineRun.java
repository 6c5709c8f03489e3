package dev.faultline.app.cli;

import dev.faultline.app.cli.FaultlineCommand.Desktop;
import dev.faultline.app.export.TableStyle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The command line, run in this process with nothing of the real terminal.
///
/// @param status exit status
/// @param out what was written to standard output
/// @param err what was written to standard error
record CommandLineRun(int status, String out, String err) {
    /// The lab's captures.
    static final Path LAB = Path.of("..", "lab", "captures");

    static CommandLineRun of(String... args) {
        return withInput(new byte[0], args);
    }

    static CommandLineRun withInput(byte[] in, String... args) {
        return run(
                in,
                new Desktop(
                        () -> false,
                        files -> 99,
                        files -> 99,
                        () -> 99,
                        () -> List.of(LAB.resolve("syn-refused.pcap"))),
                args);
    }

    static CommandLineRun withDesktop(Desktop desktop, String... args) {
        return run(new byte[0], desktop, args);
    }

    private static CommandLineRun run(byte[] in, Desktop desktop, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(in),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                TableStyle.PLAIN,
                false);
        int status = FaultlineCommand.run(args, terminal, desktop);
        return new CommandLineRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static String lab(String name) {
        return LAB.resolve(name).toString();
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
