package dev.faultline.app.ui.findings;

/// A column that rows are in order of.
public record SortKey(Column column, boolean descending) {}
