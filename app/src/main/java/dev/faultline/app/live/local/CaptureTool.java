package dev.faultline.app.live.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A program that captures packets and writes them to standard output.
enum CaptureTool {
    /// Hands over each packet at once.
    TCPDUMP(
            "tcpdump",
            Pattern.compile("(\\d+) packets? captured"),
            Pattern.compile("(\\d+) packets? dropped by kernel"),
            Pattern.compile("(\\d+) packets? dropped by interface")) {
        @Override
        List<String> command(Path program, String name, String filter) {
            List<String> command = new ArrayList<>(
                    List.of(program.toString(), "-i", name, "-n", "-s", "0", "-U", "--immediate-mode", "-w", "-"));
            if (!filter.isEmpty()) {
                command.add(filter);
            }
            return command;
        }
    },
    /// Comes with Wireshark, often with the rights to capture.
    DUMPCAP(
            "dumpcap",
            Pattern.compile("Packets captured: (\\d+)"),
            Pattern.compile("\\(pcap:(\\d+)/"),
            Pattern.compile("ps_ifdrop:(\\d+)")) {
        @Override
        List<String> command(Path program, String name, String filter) {
            List<String> command = new ArrayList<>(List.of(program.toString(), "-q", "-i", name, "-P", "-w", "-"));
            if (!filter.isEmpty()) {
                command.addAll(List.of("-f", filter));
            }
            return command;
        }
    };

    private final String program;
    private final Pattern captured;
    private final Pattern droppedByKernel;
    private final Pattern droppedByInterface;

    CaptureTool(String program, Pattern captured, Pattern droppedByKernel, Pattern droppedByInterface) {
        this.program = program;
        this.captured = captured;
        this.droppedByKernel = droppedByKernel;
        this.droppedByInterface = droppedByInterface;
    }

    /// What it is called.
    String program() {
        return program;
    }

    /// It, as the user chooses it.
    LocalProgram asProgram() {
        return LocalProgram.valueOf(name());
    }

    /// How it is called to capture on an interface.
    ///
    /// @param filter in the language of pcap-filter(7), or empty
    abstract List<String> command(Path program, String name, String filter);

    /// Where it is installed.
    ///
    /// @param path the `PATH` of the environment; the folders for administrators are looked at too
    Optional<Path> find(String path) {
        return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/sbin", "/sbin", "/usr/local/sbin", "/usr/bin"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Packets captured, by its last words; -1 when they do not say.
    long captured(String words) {
        return number(captured, words);
    }

    long droppedByKernel(String words) {
        return number(droppedByKernel, words);
    }

    long droppedByInterface(String words) {
        return number(droppedByInterface, words);
    }

    private static long number(Pattern pattern, String words) {
        Matcher matcher = pattern.matcher(words);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }
}
