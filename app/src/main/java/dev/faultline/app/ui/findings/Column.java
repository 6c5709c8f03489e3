package dev.faultline.app.ui.findings;

import java.util.Locale;

/// The columns of the table, in the order they first have.
public enum Column {
    SEVERITY(84, 26),
    CLASS(26, 26),
    TIME(98, 60),
    FINDING(218, 218),
    SOURCE(142, 140),
    DESTINATION(172, 190),
    BLAME(94, 94),
    COUNT(50, 54),
    CONFIDENCE(50, 38),
    REQUEST(210, 160),
    ELAPSED(74, 64);

    private final double width;
    private final double narrowWidth;

    Column(double width, double narrowWidth) {
        this.width = width;
        this.narrowWidth = narrowWidth;
    }

    /// Its width at first, gap included, in logical pixels.
    ///
    /// @param narrow in a table without room for all
    public double width(boolean narrow) {
        return narrow ? narrowWidth : width;
    }

    /// Whether it is shown until a user says otherwise.
    public boolean isShownAtFirst() {
        return this != REQUEST && this != ELAPSED;
    }

    /// Whether a table without room for all shows no word in it.
    public boolean hasIconOnly() {
        return this == SEVERITY || this == CONFIDENCE;
    }

    /// The name in settings and, after `column.`, in the messages.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
