package dev.faultline.app.ui.timeline;

import dev.faultline.app.ui.control.Palette;
import dev.faultline.app.ui.text.Figures;
import java.util.List;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// Draws the timeline. What is asked of the model is little, so a frame takes well under a millisecond of the
/// pulse, however many findings there are.
final class TimelinePainter {
    private static final double GAP = 0.6;
    private static final double LABEL_ROOM = 90;
    private static final double FAINT = 0.3;
    private static final double HANDLE_WIDTH = 6;
    private static final double HANDLE_HEIGHT = 18;
    private static final double NANOS = 1e9;
    private static final double LETTER = 6;
    private static final String AXIS_LINE = "paint-border";
    private static final String GRID_LINE = "paint-hairline";
    private static final String TEXT = "paint-muted";
    private static final String ACCENT = "paint-accent";
    private static final String GROUND = "paint-ground";

    private final GraphicsContext g;
    private final Palette palette;
    private final TimelineViewModel model;
    private final TimelineBars bars;
    private final TimeText times;
    private final TimelineFrame frame;

    /// @param palette has the colours of all layers, see [#addColours]
    /// @param times how times are written
    TimelinePainter(GraphicsContext g, Palette palette, TimelineViewModel model, TimeText times, TimelineFrame frame) {
        this.g = g;
        this.palette = palette;
        this.model = model;
        this.bars = model.barsProperty().get();
        this.times = times;
        this.frame = frame;
    }

    /// Adds what is drawn with besides the layers.
    static void addColours(Palette palette) {
        for (String colour : new String[] {AXIS_LINE, GRID_LINE, TEXT, ACCENT, GROUND}) {
            palette.add(colour);
        }
    }

    void paint(Pointer pointer) {
        g.clearRect(0, 0, frame.width(), frame.height());
        if (bars.bars().isEmpty() || frame.width() <= TimelineFrame.LEFT + TimelineFrame.RIGHT) {
            return;
        }
        g.setFont(Font.font("Faultline UI", 11));
        MarkLayout layout = new MarkLayout(model.marksProperty().get(), frame);
        MarkPainter marks = new MarkPainter(g, palette, frame, layout);
        long highest = TimeAxis.round(bars.highest(frame.shown()));
        drawGrid(highest);
        if (frame.traffic()) {
            drawTrafficScale();
        }
        marks.paintAreas();
        g.save();
        g.beginPath();
        g.rect(TimelineFrame.LEFT, 0, frame.room(), frame.height());
        g.clip();
        drawBars(highest);
        if (frame.traffic()) {
            drawTraffic();
        }
        drawFocus();
        g.restore();
        drawTimes();
        boolean inside = frame.isInside(pointer.x());
        int bar = inside ? bars.at(frame.time(pointer.x())) : -1;
        String words = inside ? new TimelineWords(model, times, frame).at(pointer.x(), bar, layout.at(pointer)) : "";
        marks.paintMoments(words.isEmpty());
        drawSelection();
        drawPlace();
        drawHover(bar, words);
    }

    private void drawGrid(long highest) {
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        for (int half = 0; half <= 2; half++) {
            double y = Math.round(frame.base() - frame.plot() * half / 2) + 0.5;
            g.setStroke(palette.get(half == 0 ? AXIS_LINE : GRID_LINE));
            g.strokeLine(TimelineFrame.LEFT, y, frame.right(), y);
            g.setFill(palette.get(TEXT));
            g.fillText(Figures.shortCount(highest * half / 2.0), TimelineFrame.LEFT - 6, y);
        }
    }

    private void drawBars(long highest) {
        g.setGlobalAlpha(bars.faint() ? FAINT : 1);
        for (int i = 0; i < bars.bars().size(); i++) {
            double left = Math.round(frame.x(bars.begin(i)));
            double right = Math.round(frame.x(bars.end(i)));
            if (right > TimelineFrame.LEFT && left < frame.right()) {
                drawBar(i, left, Math.max(1, right - left - 1), frame.plot() / highest);
            }
        }
        g.setGlobalAlpha(1);
    }

    private void drawBar(int bar, double left, double barWidth, double unit) {
        Map<String, Long> counts = bars.bars().get(bar);
        double y = frame.base();
        for (TimelineBars.Layer layer : bars.stack()) {
            long count = counts.getOrDefault(layer.id(), 0L);
            if (count > 0) {
                double high = Math.max(1, count * unit - GAP);
                g.setFill(palette.get(layer.styleClass()));
                g.fillRect(left, y - high, barWidth, high);
                y -= high + GAP;
            }
        }
    }

    /// Packets over time, with the highest rate at the left.
    private void drawTraffic() {
        long busiest = bars.busiest(frame.shown());
        double unit = frame.trafficHeight() / busiest;
        double base = frame.trafficBase();
        List<TimelineBars.Load> loads = bars.traffic();
        g.setFill(palette.get(TEXT));
        g.setGlobalAlpha(0.55);
        for (int i = 0; i < loads.size(); i++) {
            double left = Math.round(frame.x(bars.begin(i)));
            double right = Math.round(frame.x(bars.end(i)));
            long packets = loads.get(i).packets();
            if (packets > 0 && right > TimelineFrame.LEFT && left < frame.right()) {
                double high = Math.max(1, packets * unit);
                g.fillRect(left, base - high, Math.max(1, right - left), high);
            }
        }
        g.setGlobalAlpha(1);
    }

    private void drawTrafficScale() {
        double base = frame.trafficBase();
        g.setStroke(palette.get(AXIS_LINE));
        g.strokeLine(TimelineFrame.LEFT, Math.round(base) + 0.5, frame.right(), Math.round(base) + 0.5);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(palette.get(TEXT));
        String rate = Figures.shortCount(bars.busiest(frame.shown()) / (bars.bucketNanos() / NANOS));
        g.fillText(TimelineWords.rate(rate), TimelineFrame.LEFT - 6, base - frame.trafficHeight() / 2 + 1);
    }

    /// The selected finding.
    private void drawFocus() {
        TimelineViewModel.@Nullable Focus focus = model.focusProperty().get();
        if (focus == null) {
            return;
        }
        double from = frame.x(focus.time().from());
        double to = frame.x(focus.time().to());
        double base = frame.base();
        if (to < TimelineFrame.LEFT || from > frame.right()) {
            return;
        }
        g.setFill(palette.get(ACCENT));
        g.setStroke(palette.get(ACCENT));
        double x = Math.round(from) + 0.5;
        g.strokeLine(x, TimelineFrame.TOP, x, base);
        g.fillRect(Math.max(TimelineFrame.LEFT, from), base, Math.max(1, Math.min(to, frame.right()) - from), 2);
        g.fillPolygon(new double[] {x - 4, x + 4, x}, new double[] {base + 5, base + 5, base - 2}, 3);
    }

    private void drawTimes() {
        int most = (int) Math.max(1, frame.room() / LABEL_ROOM);
        long step = TimeAxis.step(frame.shown().length(), most);
        List<Long> marks = TimeAxis.marks(frame.shown(), step, times.zero());
        List<String> labels = times.marks(marks, step);
        double base = frame.height() - 20;
        g.setTextBaseline(VPos.BASELINE);
        g.setTextAlign(TextAlignment.CENTER);
        double free = 0;
        for (int i = 0; i < labels.size(); i++) {
            double x = Math.round(frame.x(marks.get(i))) + 0.5;
            g.setStroke(palette.get(AXIS_LINE));
            g.strokeLine(x, base, x, base + 3);
            g.setFill(palette.get(TEXT));
            double half = labels.get(i).length() * LETTER / 2;
            double at = Math.clamp(x, half, Math.max(half, frame.width() - half - 4));
            if (at - half >= free) {
                g.fillText(labels.get(i), at, base + 14);
                free = at + half + LETTER;
            }
        }
    }

    private void drawSelection() {
        TimeRange selected = model.selectionProperty().get();
        if (selected == null) {
            return;
        }
        double left = Math.clamp(frame.x(selected.from()), TimelineFrame.LEFT, frame.right());
        double right = Math.clamp(frame.x(selected.to()), TimelineFrame.LEFT, frame.right());
        double top = TimelineFrame.TOP - 4;
        g.setFill(palette.get(ACCENT));
        g.setGlobalAlpha(0.1);
        g.fillRect(left, top, right - left, frame.trafficBase() - top);
        g.setGlobalAlpha(1);
        g.setStroke(palette.get(ACCENT));
        g.setLineWidth(1.5);
        for (long time : new long[] {selected.from(), selected.to()}) {
            double edge = frame.x(time);
            if (edge >= TimelineFrame.LEFT - 1 && edge <= frame.right() + 1) {
                g.strokeLine(edge, top, edge, frame.trafficBase());
                double middle = (TimelineFrame.TOP + frame.base() - HANDLE_HEIGHT) / 2;
                g.fillRoundRect(edge - HANDLE_WIDTH / 2, middle, HANDLE_WIDTH, HANDLE_HEIGHT, 4, 4);
            }
        }
        g.setLineWidth(1);
    }

    /// Of a capture that is shown in part, a line on the axis says which part.
    private void drawPlace() {
        if (model.isZoomed()) {
            TimeRange all = model.span();
            TimeRange window = frame.shown();
            double room = frame.room();
            double from = (double) (window.from() - all.from()) / all.length() * room;
            double length = Math.max(6, (double) window.length() / all.length() * room);
            double y = frame.height() - 3;
            g.setFill(palette.get(GRID_LINE));
            g.fillRect(TimelineFrame.LEFT, y, room, 2);
            g.setFill(palette.get(ACCENT));
            g.fillRect(TimelineFrame.LEFT + Math.clamp(from, 0, Math.max(0, room - length)), y, length, 2);
        }
    }

    /// @param bar under the pointer, or -1
    /// @param words for what is there; empty for nothing
    private void drawHover(int bar, String words) {
        if (bar >= 0) {
            double left = Math.max(TimelineFrame.LEFT, frame.x(bars.begin(bar)));
            g.setFill(palette.get(TEXT));
            g.setGlobalAlpha(0.12);
            g.fillRect(
                    left,
                    TimelineFrame.TOP - 2,
                    Math.max(1, frame.x(bars.end(bar)) - left),
                    frame.trafficBase() - TimelineFrame.TOP + 2);
            g.setGlobalAlpha(1);
        }
        if (words.isEmpty()) {
            return;
        }
        double length = Math.min(frame.room(), words.length() * LETTER + 12);
        g.setFill(palette.get(GROUND));
        g.fillRect(frame.right() - length, 0, length, TimelineFrame.TOP - 2);
        g.setFill(palette.get(TEXT));
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(words, frame.right(), 8, frame.room());
    }
}
