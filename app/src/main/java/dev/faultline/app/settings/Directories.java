package dev.faultline.app.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the program keeps its files, by the customs of the operating system. The folders need not exist.
///
/// @param config what the user has chosen
/// @param data what was found: the store
/// @param logs what happened
/// @param runtime what lives as long as the running program: its socket
public record Directories(Path config, Path data, Path logs, Path runtime) {

    /// The folders of the user who runs the program.
    public static Directories ofThisUser() {
        return of(System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
    }

    /// The folders on an operating system.
    ///
    /// @param environment the process's environment
    /// @param os name of the operating system, as in the system property `os.name`
    /// @param home the user's own folder
    public static Directories of(Map<String, String> environment, String os, Path home) {
        String system = os.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return ofWindows(environment, home);
        }
        return system.startsWith("mac") ? ofMac(home) : ofXdg(environment, home);
    }

    private static Directories ofWindows(Map<String, String> environment, Path home) {
        Path roaming = absolute(environment.get("APPDATA"), home.resolve("AppData/Roaming"));
        Path local = absolute(environment.get("LOCALAPPDATA"), home.resolve("AppData/Local"));
        Path own = local.resolve("Faultline");
        return new Directories(roaming.resolve("Faultline"), own, own.resolve("logs"), own);
    }

    private static Directories ofMac(Path home) {
        Path own = home.resolve("Library/Application Support/Faultline");
        return new Directories(own, own, home.resolve("Library/Logs/Faultline"), own);
    }

    /// The XDG base directory specification, version 0.8: relative paths in the environment are ignored.
    private static Directories ofXdg(Map<String, String> environment, Path home) {
        Path state = absolute(environment.get("XDG_STATE_HOME"), home.resolve(".local/state"))
                .resolve("faultline");
        return new Directories(
                absolute(environment.get("XDG_CONFIG_HOME"), home.resolve(".config"))
                        .resolve("faultline"),
                absolute(environment.get("XDG_DATA_HOME"), home.resolve(".local/share"))
                        .resolve("faultline"),
                state.resolve("logs"),
                absolute(environment.get("XDG_RUNTIME_DIR"), state).resolve("faultline"));
    }

    /// Folder in which captures write down what they make in clusters.
    public Path captureJournals() {
        return data.resolve("captures");
    }

    private static Path absolute(@Nullable String configured, Path otherwise) {
        if (configured == null || configured.isBlank()) {
            return otherwise;
        }
        Path path = Path.of(configured);
        return path.isAbsolute() ? path : otherwise;
    }
}
