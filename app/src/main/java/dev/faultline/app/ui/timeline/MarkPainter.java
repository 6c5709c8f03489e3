package dev.faultline.app.ui.timeline;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Palette;
import dev.faultline.app.ui.text.Figures;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;
import javafx.scene.text.TextAlignment;

/// Draws what happened besides findings: moments above the bars, gaps across them, drops in the traffic.
final class MarkPainter {
    private static final double HALF = 4;
    private static final double TOUCH = 14;
    private static final int FEW = 3;
    private static final double NEAR = 5;
    private static final double LETTER = 6;
    private static final double HATCH = 6;
    private static final double LEAST_AREA = 3;
    private static final String PLAIN = "paint-accent";
    private static final String WARNING = "paint-severity-warning";
    private static final String ERROR = "paint-severity-error";
    private static final String TEXT = "paint-muted";

    private final GraphicsContext g;
    private final Palette palette;
    private final TimelineFrame frame;
    private final List<TimelineMark> marks;

    /// Marks so near to each other that they are named as one.
    ///
    /// @param first where the first of them stands
    private record Cluster(List<TimelineMark> marks, double first) {
        String label() {
            return marks.size() == 1
                    ? marks.getFirst().label()
                    : Messages.text("timeline.events", Figures.count(marks.size()));
        }

        long last() {
            return marks.getLast().time().from();
        }
    }

    /// @param marks in order of time
    MarkPainter(GraphicsContext g, Palette palette, TimelineFrame frame, List<TimelineMark> marks) {
        this.g = g;
        this.palette = palette;
        this.frame = frame;
        this.marks = marks;
    }

    /// What stands behind the bars.
    void paintAreas() {
        for (TimelineMark mark : marks) {
            if (mark.place() == TimelineMark.Place.ACROSS) {
                hatch(mark);
            }
        }
    }

    private void hatch(TimelineMark mark) {
        double left = Math.max(TimelineFrame.LEFT, frame.x(mark.time().from()));
        double right = Math.min(
                frame.right(), Math.max(left + LEAST_AREA, frame.x(mark.time().to())));
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
        List<Cluster> clusters = clusters();
        double free = TimelineFrame.LEFT;
        for (int i = 0; i < clusters.size(); i++) {
            double next = i + 1 < clusters.size() ? clusters.get(i + 1).first() - 2 * HALF : frame.right();
            Cluster cluster = clusters.get(i);
            boolean few = cluster.marks().size() <= FEW;
            cluster.marks().forEach(mark -> drawMoment(mark, few || mark.tone() != TimelineMark.Tone.PLAIN));
            free = named ? name(cluster, free, next) : free;
        }
        for (TimelineMark mark : marks) {
            if (mark.place() == TimelineMark.Place.TRAFFIC) {
                drawDrop(mark);
            }
        }
    }

    private List<Cluster> clusters() {
        List<Cluster> clusters = new ArrayList<>();
        for (TimelineMark mark : marks) {
            double x = frame.x(mark.time().from());
            if (mark.place() != TimelineMark.Place.ABOVE || x < TimelineFrame.LEFT - 1 || x > frame.right() + 1) {
                continue;
            }
            if (clusters.isEmpty() || x - frame.x(clusters.getLast().last()) > TOUCH) {
                clusters.add(new Cluster(new ArrayList<>(), x));
            }
            clusters.getLast().marks().add(mark);
        }
        return clusters;
    }

    /// @param free where the line for marks is free from
    /// @param end where the next ones begin
    /// @return where it is free behind these
    private double name(Cluster cluster, double free, double end) {
        String label = cluster.label();
        double length = label.length() * LETTER;
        double last = frame.x(cluster.last());
        g.setTextBaseline(VPos.CENTER);
        g.setFill(palette.get(TEXT));
        if (last + 2 * HALF + length <= end) {
            g.setTextAlign(TextAlignment.LEFT);
            g.fillText(label, last + 2 * HALF, 8);
            return last + 3 * HALF + length;
        }
        if (cluster.first() - 3 * HALF - length >= free) {
            g.setTextAlign(TextAlignment.RIGHT);
            g.fillText(label, cluster.first() - 2 * HALF, 8);
        }
        return last + 2 * HALF;
    }

    /// @param line whether it is led down to the bars
    private void drawMoment(TimelineMark mark, boolean line) {
        double x = Math.round(frame.x(mark.time().from())) + 0.5;
        Paint colour = colour(mark.tone());
        g.setFill(colour);
        g.fillPolygon(new double[] {x - HALF, x + HALF, x}, new double[] {4, 4, 3 + 2 * HALF}, 3);
        if (line) {
            g.setStroke(colour);
            g.setGlobalAlpha(0.6);
            g.setLineDashes(1, 3);
            g.strokeLine(x, TimelineFrame.TOP - 4, x, frame.base());
            g.setLineDashes();
            g.setGlobalAlpha(1);
        }
    }

    private void drawDrop(TimelineMark mark) {
        double x = frame.x(mark.time().to());
        if (frame.traffic() && x >= TimelineFrame.LEFT - 1 && x <= frame.right() + 1) {
            g.setFill(colour(mark.tone()));
            g.fillRect(Math.round(x) - 2.0, frame.trafficBase() - frame.trafficHeight(), 3, frame.trafficHeight());
        }
    }

    /// What is marked at a place, in words; those of the gravest first.
    List<TimelineMark> at(double x) {
        return marks.stream()
                .filter(mark -> isAt(mark, x))
                .sorted((one, other) -> other.tone().compareTo(one.tone()))
                .toList();
    }

    private boolean isAt(TimelineMark mark, double x) {
        return switch (mark.place()) {
            case ABOVE -> Math.abs(frame.x(mark.time().from()) - x) <= NEAR;
            case ACROSS ->
                x >= frame.x(mark.time().from()) - 1 && x <= frame.x(mark.time().to()) + LEAST_AREA;
            case TRAFFIC -> Math.abs(frame.x(mark.time().to()) - x) <= NEAR;
        };
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
