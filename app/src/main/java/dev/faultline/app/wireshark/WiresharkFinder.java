package dev.faultline.app.wireshark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// Looks for Wireshark where its packages and installers put it.
final class WiresharkFinder {
    private static final String FLATPAK_NAME = "org.wireshark.Wireshark";

    private final @Nullable Path configured;
    private final Map<String, String> environment;
    private final Platform platform;
    private final Path root;

    /// The systems that differ in where programs lie.
    enum Platform {
        LINUX,
        MACOS,
        WINDOWS;

        static Platform current() {
            String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
            if (name.contains("win") && !name.contains("darwin")) {
                return WINDOWS;
            }
            return name.contains("mac") ? MACOS : LINUX;
        }
    }

    /// What looking for it came to.
    sealed interface Search {
        /// It is there.
        ///
        /// @param wireshark how to start it
        record Found(Installation wireshark) implements Search {}

        /// It is nowhere.
        ///
        /// @param searched the places, in order
        record Missing(List<String> searched) implements Search {}
    }

    /// How to start a Wireshark.
    ///
    /// @param command the program and its first arguments
    /// @param sandboxed whether it sees only files that are handed to it between `@@` (Flatpak's file
    /// forwarding)
    /// @param readable the one folder for temporary files that it can read, or null when it can read all
    record Installation(
            List<String> command,
            boolean sandboxed,
            @Nullable Path readable) {
        static Installation plain(Path program) {
            return new Installation(List.of(program.toString()), false, null);
        }
    }

    /// @param root the root of the file system
    WiresharkFinder(@Nullable Path configured, Map<String, String> environment, Platform platform, Path root) {
        this.configured = configured;
        this.environment = environment;
        this.platform = platform;
        this.root = root;
    }

    Search find() {
        List<String> searched = new ArrayList<>();
        Path program = firstExecutable(places(), searched);
        if (program != null) {
            return new Search.Found(Installation.plain(program));
        }
        if (platform == Platform.LINUX) {
            Installation packaged = packaged(searched);
            if (packaged != null) {
                return new Search.Found(packaged);
            }
        }
        return new Search.Missing(searched);
    }

    private List<Path> places() {
        List<Path> places = new ArrayList<>();
        if (configured != null) {
            places.add(configured);
            places.add(configured.resolve("Contents/MacOS/Wireshark"));
        }
        String program = platform == Platform.WINDOWS ? "Wireshark.exe" : "wireshark";
        path().forEach(folder -> places.add(folder.resolve(program)));
        switch (platform) {
            case LINUX -> {}
            case MACOS -> {
                places.add(root.resolve("Applications/Wireshark.app/Contents/MacOS/Wireshark"));
                addUnder(places, "HOME", "Applications/Wireshark.app/Contents/MacOS/Wireshark");
                places.add(root.resolve("opt/homebrew/bin/wireshark"));
            }
            case WINDOWS -> {
                addUnder(places, "ProgramFiles", "Wireshark/Wireshark.exe");
                addUnder(places, "ProgramFiles(x86)", "Wireshark/Wireshark.exe");
                addUnder(places, "LOCALAPPDATA", "Programs/Wireshark/Wireshark.exe");
            }
        }
        return places;
    }

    private List<Path> path() {
        String path = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
        List<Path> folders = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(path, platform == Platform.WINDOWS ? ";" : ":");
        while (tokens.hasMoreTokens()) {
            folders.add(Path.of(tokens.nextToken()));
        }
        return folders;
    }

    private void addUnder(List<Path> places, String variable, String relative) {
        String folder = environment.get(variable);
        if (folder != null && !folder.isEmpty()) {
            places.add(Path.of(folder).resolve(relative));
        }
    }

    private @Nullable Installation packaged(List<String> searched) {
        List<Path> exports = new ArrayList<>();
        exports.add(root.resolve("var/lib/flatpak/exports/bin").resolve(FLATPAK_NAME));
        addUnder(exports, "HOME", ".local/share/flatpak/exports/bin/" + FLATPAK_NAME);
        if (firstExecutable(exports, searched) != null) {
            return new Installation(List.of("flatpak", "run", "--file-forwarding", FLATPAK_NAME), true, null);
        }
        Path snap = firstExecutable(List.of(root.resolve("snap/bin/wireshark")), searched);
        String home = environment.get("HOME");
        if (snap == null) {
            return null;
        }
        return new Installation(
                List.of(snap.toString()), false, home == null ? null : Path.of(home, "snap", "wireshark", "common"));
    }

    private static @Nullable Path firstExecutable(List<Path> places, List<String> searched) {
        for (Path place : places) {
            if (Files.isRegularFile(place) && Files.isExecutable(place)) {
                return place;
            }
            searched.add(place.toString());
        }
        return null;
    }
}
