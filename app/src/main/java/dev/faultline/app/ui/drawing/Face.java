package dev.faultline.app.ui.drawing;

/// The fonts that drawings use.
public enum Face {
    MONO("Faultline Mono", false, 12),
    MONO_BOLD("Faultline Mono", true, 12),
    MONO_SMALL("Faultline Mono", false, 11),
    UI("Faultline UI", false, 12),
    UI_STRONG("Faultline UI", true, 13),
    UI_BOLD("Faultline UI", true, 12),
    SMALL("Faultline UI", false, 11),
    STATE("Faultline UI", true, 10.5);

    private final String family;
    private final boolean bold;
    private final double size;

    Face(String family, boolean bold, double size) {
        this.family = family;
        this.bold = bold;
        this.size = size;
    }

    public String family() {
        return family;
    }

    public boolean isBold() {
        return bold;
    }

    /// Height in logical pixels.
    public double size() {
        return size;
    }
}
