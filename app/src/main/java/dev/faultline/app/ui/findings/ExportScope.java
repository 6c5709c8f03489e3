package dev.faultline.app.ui.findings;

/// Which findings are exported.
public enum ExportScope {
    /// Those of the selected lines.
    SELECTED,
    /// Those that filter, facets and time leave.
    SHOWN,
    /// All of the session.
    ALL
}
