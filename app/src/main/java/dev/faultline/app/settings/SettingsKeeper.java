package dev.faultline.app.settings;

import dev.faultline.app.task.TaskRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the settings at the start and writes them when they have changed. Without a place to write to they
/// hold until the program ends.
public final class SettingsKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsKeeper.class);

    private final SettingsFile file;
    private final Settings settings;
    private final Object writing = new Object();
    private @Nullable TaskRunner tasks;
    private boolean waiting;

    public SettingsKeeper(SettingsFile file) {
        this.file = file;
        settings = new Settings(read(file), this::changed);
    }

    /// The settings.
    public Settings settings() {
        return settings;
    }

    /// Where a damaged file was moved to.
    public Optional<Path> setAside() {
        return file.setAside();
    }

    /// Writes changes in the background from now on.
    public void start(TaskRunner runner) {
        tasks = runner;
    }

    /// Writes them now, and no longer in the background.
    public void close() {
        tasks = null;
        write(settings.toMap());
    }

    private void changed() {
        if (tasks != null && !waiting) {
            waiting = true;
            tasks.ui().execute(() -> {
                waiting = false;
                SortedMap<String, String> values = settings.toMap();
                TaskRunner runner = tasks;
                if (runner != null) {
                    runner.run(() -> write(values)).start();
                }
            });
        }
    }

    private void write(Map<String, String> values) {
        synchronized (writing) {
            try {
                file.write(values);
            } catch (IOException e) {
                LOG.warn("Settings are not kept", e);
            }
        }
    }

    private static Map<String, String> read(SettingsFile file) {
        try {
            return file.read();
        } catch (IOException e) {
            LOG.warn("Settings are not read", e);
            return Map.of();
        }
    }
}
