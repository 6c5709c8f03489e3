package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Ink;

/// Small signs of the ladder.
final class Signs {
    private static final double HEAD = 7;
    private static final double HALF_HEAD = 3.6;

    private Signs() {}

    /// An arrow with its head at the second point.
    static void arrow(Drawing on, double x1, double y1, double x2, double y2, Tone tone) {
        arrow(on, x1, y1, x2, y2, tone, tone.dash());
    }

    /// An arrow with a line of its own.
    static void arrow(Drawing on, double x1, double y1, double x2, double y2, Tone tone, Dash dash) {
        double length = Math.hypot(x2 - x1, y2 - y1);
        double cos = (x2 - x1) / length;
        double sin = (y2 - y1) / length;
        double neckX = x2 - HEAD * cos;
        double neckY = y2 - HEAD * sin;
        on.line(x1, y1, neckX, neckY, tone.ink(), tone.width(), dash);
        on.polygon(
                tone.ink(),
                x2,
                y2,
                neckX - HALF_HEAD * sin,
                neckY + HALF_HEAD * cos,
                neckX + HALF_HEAD * sin,
                neckY - HALF_HEAD * cos);
    }

    /// A place where a packet was measured.
    static void measured(Drawing on, double x, double y, Ink ink, Ink behind) {
        on.fillCircle(x, y, 3.4, behind);
        on.strokeCircle(x, y, 3.4, ink, 1.8);
    }

    /// Where a packet stopped.
    static void cross(Drawing on, double x, double y) {
        on.line(x - 5, y - 5, x + 5, y + 5, Ink.RST, 2, Dash.SOLID);
        on.line(x - 5, y + 5, x + 5, y - 5, Ink.RST, 2, Dash.SOLID);
    }

    /// Where a packet was born between the ends.
    static void diamond(Drawing on, double x, double y, Ink ink) {
        on.polygon(ink, x, y - 6, x + 6, y, x, y + 6, x - 6, y);
    }

    /// The sign of a severity, 14 by 14: a disc, a triangle, a flag, a ring.
    ///
    /// @param x left edge
    /// @param middle half its height
    static void severity(Drawing on, double x, double middle, SeverityMark severity) {
        Ink ink = Inks.of(severity);
        double centre = x + 7;
        switch (severity) {
            case ERROR -> {
                on.fillCircle(centre, middle, 7, ink);
                exclamation(on, centre, middle, Ink.BG);
            }
            case WARNING -> {
                on.polygon(ink, centre, middle - 7, x + 14.5, middle + 6, x - 0.5, middle + 6);
                exclamation(on, centre, middle + 1.5, Ink.BG);
            }
            case NOTICE -> {
                on.line(x + 2.5, middle - 7, x + 2.5, middle + 7, ink, 1.8, Dash.SOLID);
                on.polygon(
                        ink,
                        x + 3,
                        middle - 6.5,
                        x + 13,
                        middle - 6.5,
                        x + 10,
                        middle - 2.5,
                        x + 13,
                        middle + 1.5,
                        x + 3,
                        middle + 1.5);
            }
            case INFO -> {
                on.strokeCircle(centre, middle, 6, ink, 1.5);
                exclamation(on, centre, middle, ink);
            }
        }
    }

    private static void exclamation(Drawing on, double x, double middle, Ink ink) {
        on.line(x, middle - 3.6, x, middle + 1, ink, 1.7, Dash.SOLID);
        on.fillCircle(x, middle + 3.2, 1, ink);
    }
}
