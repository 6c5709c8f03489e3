package dev.faultline.app.ui.timeline;

import dev.faultline.app.ui.control.Palette;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.text.TextAlignment;

/// Draws what happened besides findings: moments above the bars, gaps across them, drops in the traffic.
final class MarkPainter {
    private static final double HALF = 4;
    private static final double GAP = 4;
    private static final double LINE = 8;
    private static final double LETTER = 6;
    private static final double HATCH = 6;
    private static final String PLAIN = "paint-accent";
    private static final String WARNING = "paint-severity-warning";
    private static final String ERROR = "paint-severity-error";
    private static final String TEXT = "paint-muted";

    private final GraphicsContext g;
    private final Palette palette;
    private final TimelineFrame frame;
    private final MarkLayout layout;

    MarkPainter(GraphicsContext g, Palette palette, TimelineFrame frame, MarkLayout layout) {
        this.g = g;
        this.palette = palette;
        this.frame = frame;
        this.layout = layout;
    }

    /// What stands behind the bars.
    void paintAreas() {
        layout.of(TimelineMark.Place.ACROSS).forEach(this::hatch);
    }

    private void hatch(TimelineMark mark) {
        double left = Math.max(TimelineFrame.LEFT, frame.x(mark.time().from()));
        double right = Math.min(
                frame.right(),
                Math.max(left + MarkLayout.LEAST_AREA, frame.x(mark.time().to())));
        if (left >= frame.right() || right <= TimelineFrame.LEFT) {
            return;
        }
        double top = TimelineFrame.TOP;
        double base = frame.base();
        g.save();
        g.beginPath();
        g.rect(left, top, right - left, base - top);
        g.clip();
        g.setFill(colour(mark.tone()));
        g.setGlobalAlpha(0.12);
        g.fillRect(left, top, right - left, base - top);
        g.setGlobalAlpha(0.5);
        g.setStroke(palette.get(TEXT));
        double rise = base - top;
        for (double x = left - rise - (left - rise) % HATCH; x < right; x += HATCH) {
            g.strokeLine(x, base, x + rise, top);
        }
        g.restore();
    }

    /// What stands before the bars.
    ///
    /// @param named whether there is room for names
    void paintMoments(boolean named) {
        List<MarkCluster> clusters = layout.clusters();
        double free = TimelineFrame.LEFT;
        for (int i = 0; i < clusters.size(); i++) {
            MarkCluster cluster = clusters.get(i);
            double next = i + 1 < clusters.size() ? clusters.get(i + 1).x() - HALF : frame.right();
            drawMoment(cluster);
            free = name(cluster, named ? cluster.label() : cluster.shortLabel(), free, next);
        }
        layout.of(TimelineMark.Place.TRAFFIC).forEach(this::drawDrop);
    }

    /// In full to the right of the mark, else in short, else in full to its left, where there is room.
    ///
    /// @param free where the line for marks is free from
    /// @param end where the next ones begin
    /// @return where it is free behind this one
    private double name(MarkCluster cluster, String label, double free, double end) {
        double right = cluster.x() + HALF + GAP;
        g.setTextBaseline(VPos.CENTER);
        g.setFill(palette.get(TEXT));
        for (String text : List.of(label, cluster.shortLabel())) {
            double length = text.length() * LETTER;
            if (!text.isEmpty() && right + length + GAP <= end) {
                g.setTextAlign(TextAlignment.LEFT);
                g.fillText(text, right, LINE);
                return right + length + GAP;
            }
        }
        double left = cluster.x() - HALF - GAP;
        if (left - label.length() * LETTER >= free) {
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(label, left, LINE);
        }
        return right;
    }

    private void drawMoment(MarkCluster cluster) {
        double x = Math.round(cluster.x()) + 0.5;
        Paint colour = colour(cluster.tone());
        g.setFill(colour);
        g.fillPolygon(new double[] {x - HALF, x + HALF, x}, new double[] {4, 4, 3 + 2 * HALF}, 3);
        g.setStroke(colour);
        g.setGlobalAlpha(0.6);
        g.setLineDashes(1, 3);
        g.strokeLine(x, TimelineFrame.TOP - 4, x, frame.base());
        g.setLineDashes();
        g.setGlobalAlpha(1);
    }

    private void drawDrop(TimelineMark mark) {
        double x = frame.x(mark.time().to());
        if (frame.traffic() && x >= TimelineFrame.LEFT - 1 && x <= frame.right() + 1) {
            g.setFill(colour(mark.tone()));
            g.fillRect(Math.round(x) - 2.0, frame.trafficBase() - frame.trafficHeight(), 3, frame.trafficHeight());
        }
    }

    private Paint colour(TimelineMark.Tone tone) {
        return palette.get(
                switch (tone) {
                    case PLAIN -> PLAIN;
                    case WARNING -> WARNING;
                    case ERROR -> ERROR;
                });
    }
}
