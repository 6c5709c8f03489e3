package dev.faultline.app.ui.timeline;

/// A stretch of capture time.
///
/// @param from nanoseconds since the epoch, inclusive
/// @param to exclusive
public record TimeRange(long from, long to) {
    /// The length in nanoseconds.
    public long length() {
        return to - from;
    }
}
