package dev.faultline.agent.telemetry;

import java.util.Locale;
import java.util.ResourceBundle;

/// What is said of exporting, by agent and desktop alike.
final class TelemetryTexts {
    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle("dev.faultline.agent.telemetry.messages", Locale.ROOT);

    private TelemetryTexts() {}

    static String text(String key, Object... values) {
        return String.format(Locale.ROOT, BUNDLE.getString(key), values);
    }
}
