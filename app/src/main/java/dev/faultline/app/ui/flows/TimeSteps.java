package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.text.Figures;

/// Round steps for an axis of time.
final class TimeSteps {
    private static final long NANOS = 1_000_000_000;

    private TimeSteps() {}

    /// The smallest step of 1, 2 or 5 times a power of ten with which `span` has at most `most` marks.
    static long step(long span, int most) {
        long step = 1;
        while (span / step > most) {
            long first = Long.parseLong(Long.toString(step).substring(0, 1));
            step = first == 2 ? step / 2 * 5 : step * 2;
        }
        return step;
    }

    /// Seconds after the first packet, no finer than the step.
    static String text(long nanos, long step) {
        int decimals = 0;
        for (long fine = NANOS; fine > step && decimals < 9; fine /= 10) {
            decimals++;
        }
        String seconds = String.format(java.util.Locale.ROOT, "%." + decimals + "f", Math.abs(nanos) / 1e9);
        return (nanos < 0 ? "\u2212" : "") + seconds + Figures.unitSpace() + "s";
    }
}
