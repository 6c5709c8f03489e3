package dev.faultline.app.ui.drawing;

/// How a line is broken.
public enum Dash {
    SOLID(0, 0),
    /// Probes: 5 on, 3 off.
    DASHED(5, 3),
    /// ICMP and what is not known: 2 on, 3 off.
    DOTTED(2, 3);

    private final double on;
    private final double off;

    Dash(double on, double off) {
        this.on = on;
        this.off = off;
    }

    /// Lengths of strokes and gaps in turn; empty for an unbroken line.
    public double[] lengths() {
        return off == 0 ? new double[0] : new double[] {on, off};
    }
}
