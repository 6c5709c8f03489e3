package dev.faultline.app.settings;

/// What the user wants to see.
public enum ThemeChoice {
    /// What the operating system shows.
    SYSTEM,
    LIGHT,
    DARK
}
