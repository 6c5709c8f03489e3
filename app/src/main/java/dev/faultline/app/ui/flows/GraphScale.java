package dev.faultline.app.ui.flows;

/// Puts times and figures into places of a graph.
///
/// @param from time at the left edge, nanoseconds since the epoch
/// @param to time at the right edge
/// @param left x of the left edge
/// @param right x of the right edge
/// @param top y of the highest figure
/// @param bottom y of 0
/// @param highest the highest figure
record GraphScale(long from, long to, double left, double right, double top, double bottom, double highest) {

    double x(long time) {
        return left + (right - left) * (time - from) / Math.max(1.0, (double) (to - from));
    }

    double y(double value) {
        return bottom - (bottom - top) * Math.min(value, highest) / Math.max(1e-9, highest);
    }

    long time(double x) {
        return from + Math.round((x - left) / Math.max(1, right - left) * (to - from));
    }

    /// The same times in another place, with other figures.
    GraphScale pane(double paneTop, double paneBottom, double paneHighest) {
        return new GraphScale(from, to, left, right, paneTop, paneBottom, paneHighest);
    }
}
