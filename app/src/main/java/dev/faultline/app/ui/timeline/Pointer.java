package dev.faultline.app.ui.timeline;

/// Where the pointer is on the timeline, in pixels.
record Pointer(double x, double y) {
    /// Not on the timeline.
    static final Pointer AWAY = new Pointer(-1, -1);

    /// Whether it is on the line for marks, above the bars.
    boolean isAboveBars() {
        return y >= 0 && y < TimelineFrame.TOP;
    }
}
