package dev.faultline.app.ui.drawing;

/// A surface to draw on. Lengths are logical pixels, y goes down.
public interface Drawing {
    /// Where a text stands from its point: the point is at its left, its middle or its right, on the baseline.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void line(double x1, double y1, double x2, double y2, Ink ink, double width, Dash dash);

    /// A filled shape with corners.
    ///
    /// @param points x and y in turn
    void polygon(Ink ink, double... points);

    /// A line along points.
    ///
    /// @param points x and y in turn
    void polyline(Ink ink, double width, double... points);

    void fillRect(double x, double y, double width, double height, double radius, Ink ink);

    void strokeRect(double x, double y, double width, double height, double radius, Ink ink, double stroke);

    void fillCircle(double x, double y, double radius, Ink ink);

    void strokeCircle(double x, double y, double radius, Ink ink, double stroke);

    void text(String text, double x, double y, Face face, Ink ink, Anchor anchor);

    /// Width of a text in logical pixels.
    double width(String text, Face face);

    /// From now on only what lies in the rectangle shows, until [#unclip()]. Clips do not nest.
    void clip(double x, double y, double width, double height);

    void unclip();
}
