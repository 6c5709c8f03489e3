package dev.faultline.app.ui.control;

import javafx.scene.control.Label;

/// The keys of a shortcut, drawn as a key.
public final class KeyCap extends Label {
    /// @param keys as people write them, such as `Ctrl+E`
    public KeyCap(String keys) {
        super(keys);
        getStyleClass().add("key-cap");
        setMinWidth(USE_PREF_SIZE);
    }
}
