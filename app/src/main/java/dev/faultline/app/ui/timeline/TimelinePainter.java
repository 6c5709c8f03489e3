package dev.faultline.app.ui.timeline;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Palette;
import dev.faultline.app.ui.text.Figures;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/// Draws the timeline. What is asked of the model is little, so a frame takes well under a millisecond of the
/// pulse, however many findings there are.
final class TimelinePainter {
    static final double LEFT = 34;
    static final double RIGHT = 8;

    private static final double TOP = 16;
    private static final double AXIS = 22;
    private static final double GAP = 0.6;
    private static final double LABEL_ROOM = 90;
    private static final double FAINT = 0.3;
    private static final double HANDLE_WIDTH = 6;
    private static final double HANDLE_HEIGHT = 18;
    private static final int PARTS_NAMED = 4;
    private static final String AXIS_LINE = "paint-border";
    private static final String GRID_LINE = "paint-hairline";
    private static final String TEXT = "paint-muted";
    private static final String ACCENT = "paint-accent";

    private final GraphicsContext g;
    private final Palette palette;
    private final TimelineViewModel model;
    private final TimeText times;
    private final double width;
    private final double height;

    /// @param palette has the colours of all layers, see [#addColours]
    /// @param times how times are written
    TimelinePainter(
            GraphicsContext g, Palette palette, TimelineViewModel model, TimeText times, double width, double height) {
        this.g = g;
        this.palette = palette;
        this.model = model;
        this.times = times;
        this.width = width;
        this.height = height;
    }

    /// Adds what is drawn with besides the layers.
    static void addColours(Palette palette) {
        for (String colour : new String[] {AXIS_LINE, GRID_LINE, TEXT, ACCENT}) {
            palette.add(colour);
        }
    }

    /// @param hover where the pointer is, or below 0
    void paint(double hover) {
        g.clearRect(0, 0, width, height);
        TimelineBars bars = model.barsProperty().get();
        if (bars.bars().isEmpty() || width <= LEFT + RIGHT) {
            return;
        }
        g.setFont(Font.font("Faultline UI", 11));
        long highest = TimeAxis.round(bars.highest(model.windowProperty().get()));
        drawGrid(highest);
        drawBars(bars, highest);
        drawTimes();
        drawSelection();
        drawPlace();
        if (hover >= LEFT && hover < width - RIGHT) {
            drawHover(bars, hover);
        }
    }

    private void drawGrid(long highest) {
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        for (int half = 0; half <= 2; half++) {
            double y = Math.round(base() - plotHeight() * half / 2) + 0.5;
            g.setStroke(palette.get(half == 0 ? AXIS_LINE : GRID_LINE));
            g.strokeLine(LEFT, y, width - RIGHT, y);
            g.setFill(palette.get(TEXT));
            g.fillText(Figures.shortCount(highest * half / 2.0), LEFT - 6, y);
        }
    }

    private void drawBars(TimelineBars bars, long highest) {
        g.save();
        g.beginPath();
        g.rect(LEFT, 0, width - LEFT - RIGHT, height);
        g.clip();
        g.setGlobalAlpha(bars.faint() ? FAINT : 1);
        for (int i = 0; i < bars.bars().size(); i++) {
            double left = Math.round(x(bars.begin(i)));
            double right = Math.round(x(bars.end(i)));
            if (right > LEFT && left < width - RIGHT) {
                drawBar(bars, i, left, Math.max(1, right - left - 1), plotHeight() / highest);
            }
        }
        g.restore();
    }

    private void drawBar(TimelineBars bars, int bar, double left, double barWidth, double unit) {
        Map<String, Long> counts = bars.bars().get(bar);
        double y = base();
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

    private void drawTimes() {
        TimeRange window = model.windowProperty().get();
        int most = (int) Math.max(1, (width - LEFT - RIGHT) / LABEL_ROOM);
        long step = TimeAxis.step(window.length(), most);
        g.setTextBaseline(VPos.BASELINE);
        g.setTextAlign(TextAlignment.CENTER);
        for (long time : TimeAxis.marks(window, step, times.zero())) {
            double x = Math.round(x(time)) + 0.5;
            g.setStroke(palette.get(AXIS_LINE));
            g.strokeLine(x, base(), x, base() + 3);
            g.setFill(palette.get(TEXT));
            String label = times.mark(time, step);
            double half = label.length() * 3.2;
            g.fillText(label, Math.clamp(x, LEFT - 8 + half, Math.max(LEFT - 8 + half, width - half)), base() + 15);
        }
    }

    private void drawSelection() {
        TimeRange selected = model.selectionProperty().get();
        if (selected == null) {
            return;
        }
        double left = Math.clamp(x(selected.from()), LEFT, width - RIGHT);
        double right = Math.clamp(x(selected.to()), LEFT, width - RIGHT);
        g.setFill(palette.get(ACCENT));
        g.setGlobalAlpha(0.1);
        g.fillRect(left, TOP - 4, right - left, base() - TOP + 4);
        g.setGlobalAlpha(1);
        g.setStroke(palette.get(ACCENT));
        g.setLineWidth(1.5);
        for (long time : new long[] {selected.from(), selected.to()}) {
            double edge = x(time);
            if (edge >= LEFT - 1 && edge <= width - RIGHT + 1) {
                g.strokeLine(edge, TOP - 4, edge, base());
                double middle = (TOP + base() - HANDLE_HEIGHT) / 2;
                g.fillRoundRect(edge - HANDLE_WIDTH / 2, middle, HANDLE_WIDTH, HANDLE_HEIGHT, 4, 4);
            }
        }
        g.setLineWidth(1);
    }

    /// Of a capture that is shown in part, a line on the axis says which part.
    private void drawPlace() {
        if (model.isZoomed()) {
            TimeRange all = model.span();
            TimeRange window = model.windowProperty().get();
            double room = width - LEFT - RIGHT;
            double from = (double) (window.from() - all.from()) / all.length() * room;
            double length = Math.max(6, (double) window.length() / all.length() * room);
            g.setFill(palette.get(GRID_LINE));
            g.fillRect(LEFT, height - 3, room, 2);
            g.setFill(palette.get(ACCENT));
            g.fillRect(LEFT + Math.min(from, room - length), height - 3, length, 2);
        }
    }

    private void drawHover(TimelineBars bars, double hover) {
        int bar = bars.at(time(hover));
        if (bar < 0) {
            return;
        }
        double left = Math.max(LEFT, x(bars.begin(bar)));
        g.setFill(palette.get(TEXT));
        g.setGlobalAlpha(0.12);
        g.fillRect(left, TOP - 2, Math.max(1, x(bars.end(bar)) - left), base() - TOP + 2);
        g.setGlobalAlpha(1);
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        g.fillText(words(bars, bar), width - RIGHT, 8);
    }

    /// `14:38:04 to 14:38:05: 12 connection, 3 icmp`.
    private String words(TimelineBars bars, int bar) {
        String from = times.mark(bars.begin(bar), bars.bucketNanos());
        String to = times.mark(bars.end(bar), bars.bucketNanos());
        String parts = bars.parts(bar)
                .limit(PARTS_NAMED)
                .map(part ->
                        Figures.count(part.getValue()) + " " + part.getKey().name())
                .collect(Collectors.joining(", "));
        return parts.isEmpty()
                ? Messages.text("timeline.none", from, to)
                : Messages.text("timeline.some", from, to, parts);
    }

    private double base() {
        return height - AXIS;
    }

    private double plotHeight() {
        return base() - TOP;
    }

    double x(long time) {
        TimeRange window = model.windowProperty().get();
        double share = (double) (time - window.from()) / Math.max(1, window.length());
        return LEFT + share * (width - LEFT - RIGHT);
    }

    long time(double x) {
        TimeRange window = model.windowProperty().get();
        double share = Math.clamp((x - LEFT) / (width - LEFT - RIGHT), 0, 1);
        return window.from() + (long) (share * window.length());
    }
}
