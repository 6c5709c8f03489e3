package dev.faultline.app.ui.timeline;

/// Where things stand on the timeline: above, a line for marks; then the bars; then the traffic; then the
/// times.
///
/// @param shown the stretch of time from the left edge to the right one
/// @param width of all, in pixels
/// @param height of all
/// @param traffic whether traffic is drawn
record TimelineFrame(TimeRange shown, double width, double height, boolean traffic) {
    static final double LEFT = 46;
    static final double RIGHT = 8;
    static final double TOP = 17;

    private static final double AXIS = 20;
    private static final double TRAFFIC = 15;
    private static final double GAP = 4;

    /// Height under which traffic would leave the bars no room.
    private static final double LEAST_FOR_TRAFFIC = 76;

    TimelineFrame {
        traffic &= height >= LEAST_FOR_TRAFFIC;
    }

    /// Pixels from the left edge to the right one.
    double room() {
        return Math.max(1, width - LEFT - RIGHT);
    }

    double right() {
        return width - RIGHT;
    }

    /// The line that bars stand on.
    double base() {
        return height - AXIS - (traffic ? TRAFFIC + GAP : 0);
    }

    /// Height of the highest bar.
    double plot() {
        return Math.max(1, base() - TOP);
    }

    /// The line that the traffic stands on.
    double trafficBase() {
        return height - AXIS;
    }

    double trafficHeight() {
        return TRAFFIC;
    }

    /// Where a time stands; beyond the edges for what is not shown.
    double x(long time) {
        return LEFT + (double) (time - shown.from()) / Math.max(1, shown.length()) * room();
    }

    /// The time at a place; those beyond the edges are taken for the edges.
    long time(double x) {
        return shown.from() + (long) (share(x) * shown.length());
    }

    /// How far from the left edge to the right one, 0…1.
    double share(double x) {
        return Math.clamp((x - LEFT) / room(), 0, 1);
    }

    double nanosPerPixel() {
        return shown.length() / room();
    }

    boolean isInside(double x) {
        return x >= LEFT && x < right();
    }
}
