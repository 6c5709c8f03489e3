package dev.faultline.app.launch;

import dev.faultline.app.settings.Directories;
import dev.faultline.app.ui.preferences.PreferencesViewModel;
import dev.faultline.app.wireshark.WiresharkLauncher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.value.ObservableStringValue;
import org.jspecify.annotations.Nullable;

/// What the window asks of this machine. Blocks; callable from any thread.
final class MachineFacts implements PreferencesViewModel.Machine {
    private final Directories directories;
    private final Backend backend;
    private volatile String wireshark;

    /// @param wireshark path that the user chose, or empty
    MachineFacts(Directories directories, ObservableStringValue wireshark, Backend backend) {
        this.directories = directories;
        this.backend = backend;
        this.wireshark = wireshark.get();
        wireshark.addListener((observed, before, now) -> this.wireshark = now);
    }

    /// Starts Wireshark as the settings say now.
    WiresharkLauncher wireshark() {
        return new WiresharkLauncher(configured(), System.getenv());
    }

    @Override
    public Optional<String> wiresharkVersion() {
        return wireshark().version();
    }

    @Override
    public long storeSize() {
        try (Stream<Path> files = Files.list(directories.data())) {
            return files.filter(file -> file.getFileName().toString().startsWith("findings.db"))
                    .mapToLong(MachineFacts::sizeOf)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void clearStore() {
        backend.clear();
    }

    private @Nullable Path configured() {
        String path = wireshark;
        return path.isBlank() ? null : Path.of(path);
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // gone since it was listed
        }
    }
}
