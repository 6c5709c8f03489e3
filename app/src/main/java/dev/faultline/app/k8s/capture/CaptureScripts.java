package dev.faultline.app.k8s.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The commands that run in containers.
final class CaptureScripts {
    private CaptureScripts() {}

    /// The main process of a container that waits for commands: ends at its deadline, or when none has come for
    /// a while.
    static List<String> stay(CaptureSettings settings) {
        return List.of(
                "sh",
                "-c",
                script("stay.sh"),
                "faultline",
                Long.toString(settings.deadline().toSeconds()),
                Long.toString(settings.idle().toSeconds()));
    }

    /// `tcpdump` that ends when the desktop has been silent for `silence`.
    static List<String> tcpdump(CaptureSettings settings, String filter, Duration silence) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                script("tcpdump.sh"),
                "faultline",
                Long.toString(Math.max(1, silence.toSeconds())),
                "tcpdump",
                "-i",
                "any",
                "-n",
                "-U",
                "-w",
                "-",
                "--immediate-mode",
                "-Z",
                "root",
                "-s",
                Integer.toString(settings.snapLength()),
                "-B",
                Integer.toString(settings.bufferKiB())));
        if (!filter.isEmpty()) {
            command.add(filter);
        }
        return command;
    }

    /// Ends the main process of a container.
    static List<String> leave() {
        return List.of("sh", "-c", "kill 1");
    }

    /// Comments are for readers of the source, not for the cluster.
    static String script(String name) {
        try (InputStream stream = Objects.requireNonNull(CaptureScripts.class.getResourceAsStream(name))) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n", "", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
