package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.Palette;
import dev.faultline.app.ui.text.Figures;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.VPos;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/// Findings over time as bars, stacked by class. A drag chooses a stretch of time, a drag inside it moves it, a
/// double click or Escape takes it back.
final class TimelineStrip extends Region {
    private static final double LEFT = 34;
    private static final double RIGHT = 8;
    private static final double TOP = 12;
    private static final double AXIS = 22;
    private static final double BAR = 8;
    private static final double GAP = 0.6;
    private static final double LABEL_ROOM = 90;
    private static final double FAINT = 0.3;
    private static final double HANDLE_WIDTH = 6;
    private static final double HANDLE_HEIGHT = 18;
    private static final double LEAST_DRAG = 3;
    private static final String AXIS_LINE = "paint-border";
    private static final String GRID_LINE = "paint-hairline";
    private static final String TEXT = "paint-muted";
    private static final String ACCENT = "paint-accent";

    private final TimelineViewModel model;
    private final Supplier<TimeText> times;
    private final Canvas canvas = new Canvas();
    private final Palette palette = new Palette(this::requestLayout);
    private double pressed = -1;
    private @Nullable TimeRange moved;

    /// @param times how times are written now
    TimelineStrip(TimelineViewModel model, Supplier<TimeText> times) {
        this.model = model;
        this.times = times;
        getStyleClass().add("timeline");
        for (ClassMark findingClass : ClassMark.values()) {
            palette.add(findingClass.styleClass());
        }
        palette.add(AXIS_LINE);
        palette.add(GRID_LINE);
        palette.add(TEXT);
        palette.add(ACCENT);
        canvas.setManaged(false);
        getChildren().addAll(palette, canvas);
        setFocusTraversable(true);
        setCursor(Cursor.CROSSHAIR);
        model.barsProperty().addListener((observed, before, now) -> requestLayout());
        model.selectionProperty().addListener((observed, before, now) -> requestLayout());
        widthProperty()
                .addListener((observed, before, now) ->
                        model.roomProperty().set((int) Math.max(1, (now.doubleValue() - LEFT - RIGHT) / BAR)));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> pressed = -1);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    /// Draws again: times are written in another way.
    void rewrite() {
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, getWidth(), getHeight());
        TimelineBars bars = model.barsProperty().get();
        setAccessibleText(Messages.text("timeline.accessible", bars.bars().size()));
        if (!bars.bars().isEmpty() && getWidth() > LEFT + RIGHT) {
            g.setFont(Font.font("Faultline UI", 11));
            long highest = TimeAxis.round(bars.highest());
            drawGrid(g, highest);
            drawBars(g, bars, highest);
            drawTimes(g, bars.span());
            drawSelection(g);
        }
    }

    private void drawGrid(GraphicsContext g, long highest) {
        g.setTextAlign(TextAlignment.RIGHT);
        g.setTextBaseline(VPos.CENTER);
        for (int half = 0; half <= 2; half++) {
            double y = Math.round(base() - plotHeight() * half / 2) + 0.5;
            g.setStroke(palette.get(half == 0 ? AXIS_LINE : GRID_LINE));
            g.strokeLine(LEFT, y, getWidth() - RIGHT, y);
            g.setFill(palette.get(TEXT));
            g.fillText(Figures.shortCount(highest * half / 2.0), LEFT - 6, y);
        }
    }

    private void drawBars(GraphicsContext g, TimelineBars bars, long highest) {
        g.setGlobalAlpha(bars.faint() ? FAINT : 1);
        for (int i = 0; i < bars.bars().size(); i++) {
            long from = bars.span().from() + i * bars.bucketNanos();
            double left = x(from);
            double width = Math.max(1, x(from + bars.bucketNanos()) - left - 1);
            drawBar(g, bars.bars().get(i), left, width, plotHeight() / highest);
        }
        g.setGlobalAlpha(1);
    }

    private void drawBar(GraphicsContext g, Map<ClassMark, Long> bar, double left, double width, double unit) {
        double y = base();
        for (ClassMark findingClass : ClassMark.values()) {
            long count = bar.getOrDefault(findingClass, 0L);
            if (count > 0) {
                double height = Math.max(1, count * unit - GAP);
                g.setFill(palette.get(findingClass.styleClass()));
                g.fillRect(left, y - height, width, height);
                y -= height + GAP;
            }
        }
    }

    private void drawTimes(GraphicsContext g, TimeRange span) {
        TimeText text = times.get();
        int most = (int) Math.max(1, (getWidth() - LEFT - RIGHT) / LABEL_ROOM);
        long step = TimeAxis.step(span.length(), most);
        g.setTextBaseline(VPos.BASELINE);
        g.setTextAlign(TextAlignment.CENTER);
        for (long time : TimeAxis.marks(span, step, text.zero())) {
            double x = Math.round(x(time)) + 0.5;
            g.setStroke(palette.get(AXIS_LINE));
            g.strokeLine(x, base(), x, base() + 3);
            g.setFill(palette.get(TEXT));
            String label = text.mark(time, step);
            double half = label.length() * 3.2;
            g.fillText(
                    label, Math.clamp(x, LEFT - 8 + half, Math.max(LEFT - 8 + half, getWidth() - half)), base() + 15);
        }
    }

    private void drawSelection(GraphicsContext g) {
        TimeRange selected = model.selectionProperty().get();
        if (selected == null) {
            return;
        }
        double left = Math.max(LEFT, x(selected.from()));
        double right = Math.min(getWidth() - RIGHT, x(selected.to()));
        g.setFill(palette.get(ACCENT));
        g.setGlobalAlpha(0.1);
        g.fillRect(left, TOP - 4, Math.max(0, right - left), base() - TOP + 4);
        g.setGlobalAlpha(1);
        g.setStroke(palette.get(ACCENT));
        g.setLineWidth(1.5);
        for (double edge : new double[] {left, right}) {
            g.strokeLine(edge, TOP - 4, edge, base());
            double middle = (TOP + base() - HANDLE_HEIGHT) / 2;
            g.fillRoundRect(edge - HANDLE_WIDTH / 2, middle, HANDLE_WIDTH, HANDLE_HEIGHT, 4, 4);
        }
        g.setLineWidth(1);
    }

    private void press(MouseEvent event) {
        requestFocus();
        if (event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (event.getClickCount() == 2) {
            model.selectionProperty().set(null);
            pressed = -1;
            return;
        }
        pressed = event.getX();
        TimeRange selected = model.selectionProperty().get();
        long at = time(event.getX());
        moved = selected != null && at >= selected.from() && at < selected.to() ? selected : null;
    }

    private void drag(MouseEvent event) {
        if (pressed < 0 || Math.abs(event.getX() - pressed) < LEAST_DRAG) {
            return;
        }
        long from = time(pressed);
        long to = time(event.getX());
        TimeRange held = moved;
        model.selectionProperty()
                .set(
                        held == null
                                ? new TimeRange(Math.min(from, to), Math.max(from, to) + 1)
                                : new TimeRange(held.from() + to - from, held.to() + to - from));
    }

    private void key(KeyEvent event) {
        TimeRange selected = model.selectionProperty().get();
        if (selected == null) {
            return;
        }
        long step = model.barsProperty().get().bucketNanos();
        long by = event.getCode() == KeyCode.LEFT ? -step : event.getCode() == KeyCode.RIGHT ? step : 0;
        if (event.getCode() == KeyCode.ESCAPE) {
            model.selectionProperty().set(null);
        } else if (by != 0) {
            long from = event.isShiftDown() ? selected.from() : selected.from() + by;
            model.selectionProperty().set(new TimeRange(from, Math.max(from + step, selected.to() + by)));
        } else {
            return;
        }
        event.consume();
    }

    private double base() {
        return getHeight() - AXIS;
    }

    private double plotHeight() {
        return base() - TOP;
    }

    private double x(long time) {
        TimeRange span = model.barsProperty().get().span();
        double share = (double) (time - span.from()) / Math.max(1, span.length());
        return LEFT + share * (getWidth() - LEFT - RIGHT);
    }

    private long time(double x) {
        TimeRange span = model.barsProperty().get().span();
        double share = Math.clamp((x - LEFT) / (getWidth() - LEFT - RIGHT), 0, 1);
        return span.from() + (long) (share * span.length());
    }
}
