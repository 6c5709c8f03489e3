package dev.faultline.app.ui.drawing;

import java.util.function.Function;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.TextAlignment;

/// Draws on the screen. FX thread only.
public final class CanvasDrawing implements Drawing {
    private final GraphicsContext g;
    private final Function<Ink, Paint> colours;
    private final TextWidths widths;

    /// @param colours the colour that an ink has now
    public CanvasDrawing(GraphicsContext g, Function<Ink, Paint> colours, TextWidths widths) {
        this.g = g;
        this.colours = colours;
        this.widths = widths;
        g.setLineCap(StrokeLineCap.BUTT);
        g.setTextBaseline(VPos.BASELINE);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Ink ink, double width, Dash dash) {
        g.setStroke(colours.apply(ink));
        g.setLineWidth(width);
        g.setLineDashes(dash.lengths());
        g.strokeLine(x1, y1, x2, y2);
        g.setLineDashes();
    }

    @Override
    public void polygon(Ink ink, double... points) {
        g.setFill(colours.apply(ink));
        g.fillPolygon(every(points, 0), every(points, 1), points.length / 2);
    }

    @Override
    public void polyline(Ink ink, double width, double... points) {
        g.setStroke(colours.apply(ink));
        g.setLineWidth(width);
        g.strokePolyline(every(points, 0), every(points, 1), points.length / 2);
    }

    private static double[] every(double[] points, int offset) {
        double[] some = new double[points.length / 2];
        for (int i = 0; i < some.length; i++) {
            some[i] = points[2 * i + offset];
        }
        return some;
    }

    @Override
    public void fillRect(double x, double y, double width, double height, double radius, Ink ink) {
        g.setFill(colours.apply(ink));
        if (radius == 0) {
            g.fillRect(x, y, width, height);
        } else {
            g.fillRoundRect(x, y, width, height, 2 * radius, 2 * radius);
        }
    }

    @Override
    public void strokeRect(double x, double y, double width, double height, double radius, Ink ink, double stroke) {
        g.setStroke(colours.apply(ink));
        g.setLineWidth(stroke);
        g.strokeRoundRect(x, y, width, height, 2 * radius, 2 * radius);
    }

    @Override
    public void fillCircle(double x, double y, double radius, Ink ink) {
        g.setFill(colours.apply(ink));
        g.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    @Override
    public void strokeCircle(double x, double y, double radius, Ink ink, double stroke) {
        g.setStroke(colours.apply(ink));
        g.setLineWidth(stroke);
        g.strokeOval(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    @Override
    public void text(String text, double x, double y, Face face, Ink ink, Anchor anchor) {
        g.setFont(widths.font(face));
        g.setFill(colours.apply(ink));
        g.setTextAlign(
                switch (anchor) {
                    case START -> TextAlignment.LEFT;
                    case MIDDLE -> TextAlignment.CENTER;
                    case END -> TextAlignment.RIGHT;
                });
        g.fillText(text, x, y);
    }

    @Override
    public double width(String text, Face face) {
        return widths.width(text, face);
    }

    @Override
    public void clip(double x, double y, double width, double height) {
        g.save();
        g.beginPath();
        g.rect(x, y, width, height);
        g.closePath();
        g.clip();
    }

    @Override
    public void unclip() {
        g.restore();
    }
}
