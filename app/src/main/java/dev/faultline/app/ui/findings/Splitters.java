package dev.faultline.app.ui.findings;

import dev.faultline.app.settings.Settings;
import javafx.scene.Node;
import javafx.scene.Parent;

/// The sizes that the user has given to parts of the view by dragging, from one start to the next.
final class Splitters {
    private final Settings settings;

    Splitters(Settings settings) {
        this.settings = settings;
    }

    /// The size remembered under `key` in logical pixels.
    double size(String key, double otherwise) {
        try {
            double size = Double.parseDouble(settings.remembered(key, ""));
            return size > 0 ? size : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    void remember(String key, double size) {
        settings.remember(key, String.valueOf(Math.round(size)));
    }

    /// Whether the user drags the splitter of `pane`, rather than the window being resized.
    static boolean isDragged(Parent pane) {
        return pane.lookupAll(".split-pane-divider").stream().anyMatch(Node::isPressed);
    }
}
