package dev.faultline.app.ui.findings;

import java.util.Locale;

/// The columns of the table, in the order they first have.
public enum Column {
    SEVERITY,
    CLASS,
    TIME,
    FINDING,
    SOURCE,
    DESTINATION,
    BLAME,
    COUNT,
    CONFIDENCE;

    /// The name in settings and, after `column.`, in the messages.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
