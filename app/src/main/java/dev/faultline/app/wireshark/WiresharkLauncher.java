package dev.faultline.app.wireshark;

import dev.faultline.app.wireshark.WiresharkFinder.Installation;
import dev.faultline.app.wireshark.WiresharkFinder.Platform;
import dev.faultline.app.wireshark.WiresharkFinder.Search;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Opens captures in Wireshark. Never waits for it; it goes on when this program ends.
public final class WiresharkLauncher {
    private static final Pattern VERSION = Pattern.compile("Wireshark \\d+(\\.\\d+)*");
    private static final int VERSION_SECONDS = 5;

    private final WiresharkFinder finder;

    /// @param configured the program that the user chose, or null to look for it
    /// @param environment the process's environment (`PATH`, `HOME`, …)
    public WiresharkLauncher(@Nullable Path configured, Map<String, String> environment) {
        this(new WiresharkFinder(configured, environment, Platform.current(), Path.of("/")));
    }

    WiresharkLauncher(WiresharkFinder finder) {
        this.finder = finder;
    }

    /// Opens `capture` with the cursor on `frame`.
    ///
    /// @param frame its number from 1; 0 for none
    public LaunchResult open(Path capture, long frame) {
        return start(capture, null, frame);
    }

    /// Opens `capture` with a display filter, such as `tcp.stream eq 4`; see [DisplayFilters].
    ///
    /// @param frame the frame to put the cursor on, from 1; 0 for none
    public LaunchResult openFiltered(Path capture, String displayFilter, long frame) {
        return start(capture, displayFilter, frame);
    }

    /// Where to put temporary files for Wireshark: `usual`, unless the one that was found can only read
    /// elsewhere.
    public Path temporaryFolder(Path usual) {
        return switch (finder.find()) {
            case Search.Found(Installation wireshark) -> Objects.requireNonNullElse(wireshark.readable(), usual);
            case Search.Missing missing -> usual;
        };
    }

    /// What the Wireshark that would be started calls itself: `Wireshark 4.4.2`. Starts it for that; takes up to
    /// some seconds.
    ///
    /// @return empty when there is none, or it does not say
    public Optional<String> version() {
        return switch (finder.find()) {
            case Search.Found(Installation wireshark) -> versionOf(wireshark);
            case Search.Missing missing -> Optional.empty();
        };
    }

    private static Optional<String> versionOf(Installation wireshark) {
        List<String> command = new ArrayList<>(wireshark.command());
        command.add("--version");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(VERSION_SECONDS, TimeUnit.SECONDS)) { // what it says fits into the pipe
                process.destroy();
                return Optional.empty();
            }
            try (BufferedReader reader = process.inputReader()) {
                String first = Objects.requireNonNullElse(reader.readLine(), "");
                Matcher matcher = VERSION.matcher(first);
                return matcher.find() ? Optional.of(matcher.group()) : Optional.of("Wireshark");
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private LaunchResult start(Path capture, @Nullable String displayFilter, long frame) {
        return switch (finder.find()) {
            case Search.Missing(List<String> searched) -> new LaunchResult.NotFound(searched);
            case Search.Found(Installation wireshark) -> run(command(wireshark, capture, displayFilter, frame));
        };
    }

    private static List<String> command(
            Installation wireshark, Path capture, @Nullable String displayFilter, long frame) {
        List<String> command = new ArrayList<>(wireshark.command());
        if (displayFilter != null && !displayFilter.isEmpty()) {
            command.add("-Y");
            command.add(displayFilter);
        }
        if (frame > 0) {
            command.add("-g");
            command.add(Long.toString(frame));
        }
        command.add("-r");
        String file = capture.toAbsolutePath().toString();
        command.addAll(wireshark.sandboxed() ? List.of("@@", file, "@@") : List.of(file));
        return command;
    }

    private static LaunchResult run(List<String> command) {
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .getOutputStream()
                    .close();
            return new LaunchResult.Started(command);
        } catch (IOException e) {
            return new LaunchResult.Failed(command, String.valueOf(e.getMessage()));
        }
    }
}
