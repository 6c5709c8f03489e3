package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Ink;

/// Draws many values that follow each other in time with at most one stroke for each column of pixels: a graph
/// of a hundred thousand packets costs no more than one of a thousand.
final class GraphStrokes {
    private final Drawing on;
    private final GraphScale scale;
    private final Ink ink;
    private final boolean joined;
    private int column = Integer.MIN_VALUE;
    private double lowest;
    private double highest;
    private double lastX;
    private double lastY;
    private boolean begun;

    /// @param joined whether values are steps of one line; else each stands for itself
    GraphStrokes(Drawing on, GraphScale scale, Ink ink, boolean joined) {
        this.on = on;
        this.scale = scale;
        this.ink = ink;
        this.joined = joined;
    }

    /// The next value, from `low` to `high`.
    void add(long time, long low, long high) {
        double x = scale.x(time);
        double bottom = scale.y((double) low);
        double top = scale.y((double) high);
        if (joined && begun && Math.abs(top - lastY) < 0.25 && (int) x != column) {
            top = lastY;
            bottom = lastY;
        }
        if ((int) x == column) {
            lowest = Math.max(lowest, bottom);
            highest = Math.min(highest, top);
        } else {
            flush();
            column = (int) x;
            lowest = bottom;
            highest = top;
            if (joined && begun) {
                on.line(lastX, lastY, x, lastY, ink, 1.4, Dash.SOLID);
                lowest = Math.max(lowest, lastY);
                highest = Math.min(highest, lastY);
            }
            lastX = x; // a column of pixels is left from where it was entered, so that a line has no gaps
        }
        lastY = top;
        begun = true;
    }

    /// Draws what is left.
    void flush() {
        if (column != Integer.MIN_VALUE) {
            double half = lowest - highest < 1.5 && !joined ? 0.75 : 0;
            on.line(column + 0.5, highest - half, column + 0.5, lowest + half, ink, joined ? 1.4 : 2, Dash.SOLID);
        }
        column = Integer.MIN_VALUE;
    }
}
