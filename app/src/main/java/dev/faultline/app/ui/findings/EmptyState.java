package dev.faultline.app.ui.findings;

import java.util.List;

/// Why the table has no rows.
public sealed interface EmptyState {
    /// There are findings, and none of them meets filter, facets and time.
    record NothingMatches() implements EmptyState {}

    /// The capture is analysed, and nothing went wrong in it.
    ///
    /// @param title the good news, with the number of packets
    /// @param checked what was looked at, one line each
    record Clean(String title, List<String> checked) implements EmptyState {}

    /// The capture could not be read, or only in part, and nothing was found in what was read.
    ///
    /// @param title that it failed, or was stopped
    /// @param reason in words for people
    record Failed(String title, String reason) implements EmptyState {}

    /// The analysis has just begun.
    record JustStarted() implements EmptyState {}
}
