package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Conversation;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Drawing.Anchor;
import dev.faultline.app.ui.drawing.Face;
import dev.faultline.app.ui.drawing.Ink;
import java.util.Locale;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import org.jspecify.annotations.Nullable;

/// A graph of a flow over time: the wheel zooms, a drag moves, a click puts the nearest packet into focus, a
/// double click shows all again.
final class GraphView extends DrawnView {
    private static final double STEP = 1.5;
    private static final long NARROWEST = 1_000;
    private static final double LEAST_DRAG = 3;

    private final FlowViewModel model;
    private final FlowTab kind;
    private @Nullable GraphPainter painter;
    private @Nullable GraphScale scale;
    private long from;
    private long to;
    private double pressed;
    private boolean dragged;

    GraphView(FlowViewModel model, FlowTab kind) {
        this.model = model;
        this.kind = kind;
        getStyleClass().add("flow-graph");
        model.pictureProperty().addListener((observed, before, now) -> changed(before, now));
        model.selectedProperty().addListener((observed, before, now) -> {
            reveal();
            redraw();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::press);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::drag);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        addEventHandler(ScrollEvent.SCROLL, this::scroll);
        setAccessibleText(Messages.text("flow.tab." + kind.name().toLowerCase(Locale.ROOT)));
        changed(null, model.pictureProperty().get());
    }

    private void changed(@Nullable LadderPicture before, @Nullable LadderPicture now) {
        painter = null;
        if (now != null && (before == null || before.flow() != now.flow())) {
            showAll(now.flow());
        }
        redraw();
    }

    private void showAll(Conversation flow) {
        if (flow.size() > 0) {
            long first = flow.time(0);
            long last = flow.time(flow.size() - 1);
            long margin = Math.max(NARROWEST, (last - first) / 50);
            from = first - margin;
            to = last + margin;
        }
    }

    @Override
    void draw(Drawing on, double width, double height) {
        LadderPicture picture = model.pictureProperty().get();
        if (picture == null || picture.flow().size() == 0) {
            return;
        }
        if (picture.flow().tcpStream() < 0) {
            on.text(Messages.text("flow.graph.onlyTcp"), width / 2, height / 2, Face.UI, Ink.MUTED, Anchor.MIDDLE);
            return;
        }
        GraphPainter paints = painter == null ? new GraphPainter(picture, kind) : painter;
        painter = paints;
        GraphScale now = paints.scale(from, to, width, height);
        scale = now;
        paints.paint(on, now, height, model.selectedProperty().get());
    }

    /// Zooms in, or out with a negative number, around the packet in focus.
    void zoom(int steps) {
        LadderPicture picture = model.pictureProperty().get();
        int packet = model.selectedProperty().get();
        boolean focused = picture != null && packet >= 0;
        zoom(Math.pow(STEP, -steps), focused ? picture.flow().time(packet) : (from + to) / 2);
    }

    private void zoom(double factor, long around) {
        long span = to - from;
        long wanted = Math.max(NARROWEST, Math.round(span * factor));
        double share = (double) (around - from) / Math.max(1, span);
        from = around - Math.round(wanted * share);
        to = from + wanted;
        redraw();
    }

    /// Shows all of the flow.
    void resetZoom() {
        LadderPicture picture = model.pictureProperty().get();
        if (picture != null) {
            showAll(picture.flow());
            redraw();
        }
    }

    private void reveal() {
        LadderPicture picture = model.pictureProperty().get();
        int packet = model.selectedProperty().get();
        if (picture == null || packet < 0) {
            return;
        }
        long time = picture.flow().time(packet);
        if (time < from || time > to) {
            long span = to - from;
            from = time - span / 2;
            to = from + span;
        }
    }

    // ---------------------------------------------------------------------------------------------- mouse

    private void press(MouseEvent event) {
        requestFocus();
        pressed = event.getX();
        dragged = false;
    }

    private void drag(MouseEvent event) {
        GraphScale now = scale;
        if (now == null || !dragged && Math.abs(event.getX() - pressed) < LEAST_DRAG) {
            return;
        }
        dragged = true;
        long moved = now.time(pressed) - now.time(event.getX());
        pressed = event.getX();
        from += moved;
        to += moved;
        redraw();
    }

    private void click(MouseEvent event) {
        LadderPicture picture = model.pictureProperty().get();
        GraphScale now = scale;
        if (picture == null || now == null || dragged || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (event.getClickCount() == 2) {
            resetZoom();
        } else if (picture.flow().size() > 0) {
            model.select(picture.flow().nearest(now.time(event.getX())));
        }
    }

    private void scroll(ScrollEvent event) {
        GraphScale now = scale;
        if (now != null && event.getDeltaY() != 0) {
            zoom(event.getDeltaY() > 0 ? 1 / STEP : STEP, now.time(event.getX()));
        }
        event.consume();
    }
}
