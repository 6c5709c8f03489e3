package dev.faultline.app.ui.cluster;

import java.util.Locale;

/// What the picker lists.
public enum PickerTab {
    PODS,
    SERVICES,
    NODES;

    /// Key of its name in `messages.properties`.
    String textKey() {
        return "picker.tab." + name().toLowerCase(Locale.ROOT);
    }
}
