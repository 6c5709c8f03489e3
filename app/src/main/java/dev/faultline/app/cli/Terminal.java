package dev.faultline.app.cli;

import dev.faultline.app.export.TableStyle;
import java.io.BufferedReader;
import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where the command line reads and writes.
///
/// @param in standard input
/// @param out standard output, not buffered
/// @param err standard error
/// @param style what standard output can show
/// @param interactive whether a person watches standard error
public record Terminal(InputStream in, OutputStream out, PrintStream err, TableStyle style, boolean interactive) {
    private static final String NOT_ASCII = "→└×·…";
    private static final int USUAL_WIDTH = 100;
    private static final int NARROWEST = 60;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /// The streams of this process.
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean watched = isTerminal(1);
        boolean colour =
                watched && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        TableStyle style = new TableStyle(watched ? width(environment) : 0, colour, isUnicode());
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset("stderr.encoding")),
                style,
                isTerminal(2) && !dumb);
    }

    /// Linux tells for each descriptor; elsewhere the JDK knows of standard input and output together.
    @SuppressWarnings("SystemConsoleNull") // it is null again from JDK 25 on when jdk.console is java.base
    private static boolean isTerminal(int descriptor) {
        Path link = DESCRIPTORS.resolve(Integer.toString(descriptor));
        if (Files.isSymbolicLink(link)) {
            try {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (IOException e) {
                return false;
            }
        }
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static boolean isUnicode() {
        return charset("stdout.encoding").newEncoder().canEncode(NOT_ASCII);
    }

    private static Charset charset(String property) {
        return Charset.forName(System.getProperty(property, "US-ASCII"), StandardCharsets.US_ASCII);
    }

    private static int width(Map<String, String> environment) {
        int columns = number(environment.getOrDefault("COLUMNS", ""));
        if (columns == 0) {
            columns = askedWidth();
        }
        return Math.max(NARROWEST, columns == 0 ? USUAL_WIDTH : columns);
    }

    /// Asks `stty`, which prints rows and columns.
    private static int askedWidth() {
        File tty = new File("/dev/tty");
        if (!tty.exists()) {
            return 0;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(tty)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader answer = stty.inputReader(StandardCharsets.US_ASCII)) {
                String line = answer.readLine();
                return line == null ? 0 : number(line.substring(line.indexOf(' ') + 1));
            }
        } catch (IOException e) {
            return 0;
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /// Prints a line to standard output.
    void print(String line) throws IOException {
        String shown = style.unicode() ? line : TableStyle.ascii(line);
        out.write((shown + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Says something to the person at the terminal.
    void say(String message) {
        err.println(style.unicode() ? message : TableStyle.ascii(message));
    }
}
