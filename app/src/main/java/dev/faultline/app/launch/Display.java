package dev.faultline.app.launch;

import java.util.Map;

/// Whether a window can be opened.
final class Display {
    private Display() {}

    /// On Linux a display is named in the environment; elsewhere there always is one.
    static boolean isAvailable(String operatingSystem, Map<String, String> environment) {
        return !operatingSystem.startsWith("Linux")
                || !environment.getOrDefault("DISPLAY", "").isEmpty()
                || !environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
    }
}
