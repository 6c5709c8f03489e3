package dev.faultline.app.ui.findings;

/// What a row of the table stays the same by, while the rows around it change.
public sealed interface RowKey {
    /// A row of the first level: all findings that fold into one.
    record Fold(long fold) implements RowKey {}

    /// A single finding below another row.
    record Single(String findingId) implements RowKey {}
}
