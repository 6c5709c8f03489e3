package dev.faultline.app.ui.timeline;

import dev.faultline.app.Messages;
import dev.faultline.app.store.Grouping;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.Palette;
import dev.faultline.app.ui.control.SeverityMark;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Findings over time as stacked bars. A drag chooses a stretch of time, a drag inside it moves it, a drag of
/// an edge changes it, a double click or Escape takes it back. Ctrl and the wheel, a pinch, + and − zoom; the
/// wheel, a swipe, Shift and a drag, the arrow keys move.
public final class TimelineStrip extends Region {
    private static final double BAR = 7;
    private static final double LEAST_DRAG = 3;
    private static final double GRIP = 5;
    private static final double WHEEL_NOTCH = 40;
    private static final double ZOOM_STEP = 1.25;
    private static final double PAN_SHARE = 0.1;

    private final TimelineViewModel model;
    private final Supplier<TimeText> times;
    private final Canvas canvas = new Canvas();
    private final Palette palette = new Palette(this::requestLayout);
    private final ContextMenu menu = new ContextMenu();
    private double hover = -1;
    private @Nullable Drag drag;

    /// What the pointer does while its button is down.
    private sealed interface Drag {
        /// Chooses from where it began.
        record Choose(double begin) implements Drag {}

        /// Moves what is chosen.
        record Move(long grabbed, TimeRange held) implements Drag {}

        /// Changes one end; the other stays.
        record Resize(long fixed) implements Drag {}

        /// Moves what is shown.
        record Pan(double begin, TimeRange shown) implements Drag {}
    }

    /// @param times how times are written now
    public TimelineStrip(TimelineViewModel model, Supplier<TimeText> times) {
        this.model = model;
        this.times = times;
        getStyleClass().add("timeline");
        for (ClassMark findingClass : ClassMark.values()) {
            palette.add(findingClass.styleClass());
        }
        for (SeverityMark severity : SeverityMark.values()) {
            palette.add("paint-" + severity.styleClass());
        }
        TimelinePainter.addColours(palette);
        canvas.setManaged(false);
        getChildren().addAll(palette, canvas);
        setFocusTraversable(true);
        setCursor(Cursor.CROSSHAIR);
        model.barsProperty().addListener((observed, before, now) -> requestLayout());
        model.windowProperty().addListener((observed, before, now) -> requestLayout());
        model.selectionProperty().addListener((observed, before, now) -> requestLayout());
        widthProperty()
                .addListener((observed, before, now) -> model.roomProperty().set(room(now.doubleValue())));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> drag = null);
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> point(event.getX()));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> point(-1));
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        addEventHandler(ZoomEvent.ZOOM, this::pinch);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::showMenu);
    }

    /// Draws again: times are written in another way.
    public void rewrite() {
        requestLayout();
    }

    private static int room(double width) {
        return (int) Math.max(1, (width - TimelinePainter.LEFT - TimelinePainter.RIGHT) / BAR);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        setAccessibleText(Messages.text(
                "timeline.accessible", model.barsProperty().get().bars().size()));
        painter().paint(hover);
    }

    private TimelinePainter painter() {
        return new TimelinePainter(canvas.getGraphicsContext2D(), palette, model, times.get(), getWidth(), getHeight());
    }

    private void point(double x) {
        hover = x;
        setCursor(edgeAt(x) == null ? Cursor.CROSSHAIR : Cursor.H_RESIZE);
        requestLayout();
    }

    private void press(MouseEvent event) {
        requestFocus();
        menu.hide();
        boolean pans = event.getButton() == MouseButton.MIDDLE || event.isShiftDown();
        if (event.getClickCount() == 2) {
            model.selectionProperty().set(null);
        } else if (pans) {
            drag = new Drag.Pan(event.getX(), model.windowProperty().get());
        } else if (event.getButton() == MouseButton.PRIMARY) {
            drag = begin(event.getX());
        }
    }

    private Drag begin(double x) {
        TimeRange selected = model.selectionProperty().get();
        Drag edge = edgeAt(x);
        long at = painter().time(x);
        if (edge != null) {
            return edge;
        }
        boolean inside = selected != null && at >= selected.from() && at < selected.to();
        return inside ? new Drag.Move(at, selected) : new Drag.Choose(x);
    }

    private @Nullable Drag edgeAt(double x) {
        TimeRange selected = model.selectionProperty().get();
        if (selected == null || x < 0) {
            return null;
        }
        TimelinePainter painter = painter();
        if (Math.abs(painter.x(selected.from()) - x) <= GRIP) {
            return new Drag.Resize(selected.to());
        }
        return Math.abs(painter.x(selected.to()) - x) <= GRIP ? new Drag.Resize(selected.from()) : null;
    }

    private void drag(MouseEvent event) {
        TimelinePainter painter = painter();
        long to = painter.time(event.getX());
        switch (drag) {
            case null -> {}
            case Drag.Choose choose -> {
                if (Math.abs(event.getX() - choose.begin()) >= LEAST_DRAG) {
                    choose(painter.time(choose.begin()), to);
                }
            }
            case Drag.Resize resize -> choose(resize.fixed(), to);
            case Drag.Move move -> {
                long by = to - move.grabbed();
                model.selectionProperty()
                        .set(new TimeRange(move.held().from() + by, move.held().to() + by));
            }
            case Drag.Pan pan -> {
                double nanos = (pan.begin() - event.getX()) * nanosPerPixel();
                model.show(new TimeRange(
                        pan.shown().from() + (long) nanos, pan.shown().to() + (long) nanos));
            }
        }
        hover = event.getX();
    }

    private void choose(long one, long other) {
        model.selectionProperty().set(new TimeRange(Math.min(one, other), Math.max(one, other) + 1));
    }

    private void scroll(ScrollEvent event) {
        if (event.isShortcutDown()) {
            model.zoom(
                    Math.pow(ZOOM_STEP, event.getDeltaY() / WHEEL_NOTCH),
                    painter().time(event.getX()));
        } else {
            double pixels = event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX();
            model.pan((long) (-pixels * nanosPerPixel()));
        }
        event.consume();
    }

    private void pinch(ZoomEvent event) {
        model.zoom(event.getZoomFactor(), painter().time(event.getX()));
        event.consume();
    }

    private double nanosPerPixel() {
        double room = Math.max(1, getWidth() - TimelinePainter.LEFT - TimelinePainter.RIGHT);
        return model.windowProperty().get().length() / room;
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        TimeRange window = model.windowProperty().get();
        long middle = window.from() + window.length() / 2;
        switch (event.getCode()) {
            case PLUS, EQUALS, ADD -> model.zoom(ZOOM_STEP, middle);
            case MINUS, SUBTRACT -> model.zoom(1 / ZOOM_STEP, middle);
            case HOME -> model.showAll();
            case ENTER -> model.zoomToSelection();
            case LEFT -> step(-1, event.isShiftDown());
            case RIGHT -> step(1, event.isShiftDown());
            case ESCAPE -> back();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Moves what is chosen, or its end alone; else what is shown.
    private void step(int direction, boolean endOnly) {
        TimeRange selected = model.selectionProperty().get();
        if (selected == null) {
            model.pan(
                    (long) (direction * PAN_SHARE * model.windowProperty().get().length()));
            return;
        }
        long bar = model.barsProperty().get().bucketNanos();
        long from = endOnly ? selected.from() : selected.from() + direction * bar;
        model.selectionProperty().set(new TimeRange(from, Math.max(from + bar, selected.to() + direction * bar)));
    }

    private void back() {
        if (model.selectionProperty().get() == null) {
            model.showAll();
        }
        model.selectionProperty().set(null);
    }

    private void showMenu(ContextMenuEvent event) {
        menu.getItems().clear();
        for (Grouping grouping : Grouping.values()) {
            RadioMenuItem item = new RadioMenuItem(
                    Messages.text("timeline.by." + grouping.name().toLowerCase(Locale.ROOT)));
            item.setSelected(model.groupingProperty().get() == grouping);
            item.setOnAction(chosen -> model.groupingProperty().set(grouping));
            menu.getItems().add(item);
        }
        MenuItem closer = new MenuItem(Messages.text("timeline.zoomToSelection"));
        closer.setDisable(model.selectionProperty().get() == null);
        closer.setOnAction(chosen -> model.zoomToSelection());
        MenuItem all = new MenuItem(Messages.text("timeline.showAll"));
        all.setDisable(!model.isZoomed());
        all.setOnAction(chosen -> model.showAll());
        menu.getItems().addAll(new SeparatorMenuItem(), closer, all);
        menu.show(this, event.getScreenX(), event.getScreenY());
        event.consume();
    }
}
