package dev.faultline.app.store;

/// What rows can be sorted by.
public enum FindingColumn {
    SEVERITY,
    CLASS,
    /// Time of the first occurrence.
    FIRST,
    /// Time of the last occurrence.
    LAST,
    /// The words shown.
    TITLE,
    KIND,
    /// Name, then address in numeric order; those without a name after the others.
    SOURCE,
    /// The same, then port.
    DESTINATION,
    BLAME,
    FLOWS,
    COUNT,
    CONFIDENCE,
    /// What was asked, as shown; findings without a request before the others.
    REQUEST,
    /// How long the answer took; findings without a request before the others.
    ELAPSED
}
