package dev.faultline.app.ui.timeline;

import dev.faultline.app.Messages;
import dev.faultline.app.store.Grouping;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.Palette;
import dev.faultline.app.ui.control.SeverityMark;
import java.util.List;
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
/// wheel, a swipe, Shift and a drag, the arrow keys and the page keys move; Home shows all, End the end.
public final class TimelineStrip extends Region {
    private static final double BAR = 7;
    private static final double LEAST_DRAG = 3;
    private static final double GRIP = 5;
    private static final double WHEEL_NOTCH = 40;
    private static final double ZOOM_STEP = 1.25;
    private static final double PAN_SHARE = 0.1;
    private static final double PAGE_SHARE = 0.9;

    private final TimelineViewModel model;
    private final Supplier<TimeText> times;
    private final Canvas canvas = new Canvas();
    private final Palette palette = new Palette(this::requestLayout);
    private final ContextMenu menu = new ContextMenu();
    private final Glide glide;
    private final MarkTip tip = new MarkTip(this);
    private Pointer pointer = Pointer.AWAY;
    private @Nullable Drag drag;
    private boolean zooms;

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
        glide = new Glide(model.windowProperty().get(), this::requestLayout);
        TimelinePainter.addColours(palette);
        canvas.setManaged(false);
        getChildren().addAll(palette, canvas);
        setFocusTraversable(true);
        setAccessibleHelp(Messages.text("timeline.help"));
        setCursor(Cursor.CROSSHAIR);
        model.barsProperty().addListener((observed, before, now) -> requestLayout());
        model.windowProperty().addListener((observed, before, now) -> follow(now));
        model.marksProperty().addListener((observed, before, now) -> requestLayout());
        model.focusProperty().addListener((observed, before, now) -> requestLayout());
        model.selectionProperty().addListener((observed, before, now) -> requestLayout());
        widthProperty()
                .addListener((observed, before, now) -> model.roomProperty().set(room(now.doubleValue())));
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_RELEASED, event -> drag = null);
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> point(new Pointer(event.getX(), event.getY())));
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> point(Pointer.AWAY));
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        addEventHandler(ZoomEvent.ZOOM, this::pinch);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::showMenu);
    }

    private void follow(TimeRange wanted) {
        if (model.isGrowing()) {
            glide.jump(() -> glide.to(wanted));
        } else {
            glide.to(wanted);
        }
    }

    /// Draws again: times are written in another way.
    public void rewrite() {
        requestLayout();
    }

    private static int room(double width) {
        return (int) Math.max(1, (width - TimelineFrame.LEFT - TimelineFrame.RIGHT) / BAR);
    }

    @Override
    protected void layoutChildren() {
        canvas.setWidth(getWidth());
        canvas.setHeight(getHeight());
        setAccessibleText(Messages.text(
                "timeline.accessible", model.barsProperty().get().bars().size()));
        new TimelinePainter(canvas.getGraphicsContext2D(), palette, model, times.get(), frame()).paint(pointer);
    }

    private TimelineFrame frame() {
        boolean traffic = !model.barsProperty().get().traffic().isEmpty();
        return new TimelineFrame(glide.shown(), getWidth(), getHeight(), traffic);
    }

    private void point(Pointer now) {
        pointer = now;
        setCursor(edgeAt(now.x()) == null ? Cursor.CROSSHAIR : Cursor.H_RESIZE);
        TimelineFrame frame = frame();
        List<TimelineMark> marks = new MarkLayout(model.marksProperty().get(), frame).at(now);
        tip.tell(marks.size() > 1 ? new TimelineWords(model, times.get(), frame).list(marks) : "");
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
        long at = frame().time(x);
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
        TimelineFrame frame = frame();
        if (Math.abs(frame.x(selected.from()) - x) <= GRIP) {
            return new Drag.Resize(selected.to());
        }
        return Math.abs(frame.x(selected.to()) - x) <= GRIP ? new Drag.Resize(selected.from()) : null;
    }

    private void drag(MouseEvent event) {
        TimelineFrame frame = frame();
        long to = frame.time(event.getX());
        switch (drag) {
            case null -> {}
            case Drag.Choose choose -> {
                if (Math.abs(event.getX() - choose.begin()) >= LEAST_DRAG) {
                    choose(frame.time(choose.begin()), to);
                }
            }
            case Drag.Resize resize -> choose(resize.fixed(), to);
            case Drag.Move move -> {
                long by = to - move.grabbed();
                model.selectionProperty()
                        .set(new TimeRange(move.held().from() + by, move.held().to() + by));
            }
            case Drag.Pan pan -> {
                long nanos = (long) ((pan.begin() - event.getX()) * frame.nanosPerPixel());
                glide.jump(() -> model.show(
                        new TimeRange(pan.shown().from() + nanos, pan.shown().to() + nanos)));
            }
        }
        pointer = new Pointer(event.getX(), event.getY());
    }

    private void choose(long one, long other) {
        model.selectionProperty().set(new TimeRange(Math.min(one, other), Math.max(one, other) + 1));
    }

    /// A wheel goes notch by notch, and the picture glides after it. A touchpad tells every bit of the way, and
    /// goes on telling when the fingers are up: what it began as, it stays.
    private void scroll(ScrollEvent event) {
        if (!event.isInertia()) {
            zooms = event.isShortcutDown();
        }
        boolean fine = event.isInertia() || event.isDirect() || Math.abs(event.getDeltaY()) % WHEEL_NOTCH != 0;
        Runnable move = zooms ? () -> zoom(event) : () -> pan(event);
        if (fine) {
            glide.jump(move);
        } else {
            move.run();
        }
        event.consume();
    }

    private void zoom(ScrollEvent event) {
        TimelineFrame frame = frame();
        double factor = Math.pow(ZOOM_STEP, event.getDeltaY() / WHEEL_NOTCH);
        model.zoom(factor, frame.time(event.getX()), frame.share(event.getX()));
    }

    /// Along the axis in which more was scrolled.
    private void pan(ScrollEvent event) {
        boolean across = Math.abs(event.getDeltaX()) >= Math.abs(event.getDeltaY());
        double pixels = across ? event.getDeltaX() : event.getDeltaY();
        model.pan((long) (-pixels * model.windowProperty().get().length() / frame().room()));
    }

    private void pinch(ZoomEvent event) {
        TimelineFrame frame = frame();
        glide.jump(() -> model.zoom(event.getZoomFactor(), frame.time(event.getX()), frame.share(event.getX())));
        event.consume();
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
            case END -> model.showEnd();
            case PAGE_UP -> turn(-1);
            case PAGE_DOWN -> turn(1);
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

    private void turn(int direction) {
        model.pan((long) (direction * PAGE_SHARE * model.windowProperty().get().length()));
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
            RadioMenuItem item = new RadioMenuItem(StackSwitch.text(grouping));
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
