package dev.faultline.app.settings;

/// How the times of findings are shown.
public enum TimeFormat {
    /// The time of day where the user is.
    LOCAL,
    /// The time of day in UTC.
    UTC,
    /// Since the first packet of the capture.
    RELATIVE,
    /// Since the row above.
    DELTA
}
