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
    /// Address, in numeric order.
    SOURCE,
    /// Address, in numeric order, then port.
    DESTINATION,
    BLAME,
    FLOWS,
    COUNT,
    CONFIDENCE
}
