package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.control.Palette;
import dev.faultline.app.ui.drawing.CanvasDrawing;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.app.ui.drawing.TextWidths;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Paint;
import javafx.scene.transform.Scale;

/// Something drawn by hand that fills its place, drawn anew at most once a pulse.
abstract class DrawnView extends Region {
    private final Canvas canvas = new Canvas();
    /// A canvas is made of pixels: in a zoomed window it has more of them, so that it stays sharp.
    private final Scale shrink = new Scale(1, 1);

    private final Palette palette = new Palette(this::redraw);
    private final TextWidths widths = new TextWidths();
    private final Drawing drawing = new CanvasDrawing(canvas.getGraphicsContext2D(), this::paint, widths);

    DrawnView() {
        for (Ink ink : Ink.values()) {
            palette.add(ink.styleClass());
        }
        canvas.setManaged(false);
        canvas.getTransforms().add(shrink);
        getChildren().addAll(palette, canvas);
        setFocusTraversable(true);
        setMinSize(0, 0);
    }

    /// Asks for the picture to be drawn again.
    final void redraw() {
        requestLayout();
    }

    /// Draws what can be seen.
    abstract void draw(Drawing on, double width, double height);

    /// Room that the picture leaves at the right.
    double roomAtRight() {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(0, getWidth() - roomAtRight());
        double height = getHeight();
        double zoom = Math.max(1, getLocalToSceneTransform().getMxx());
        if (canvas.getWidth() != width * zoom || canvas.getHeight() != height * zoom) {
            canvas.setWidth(width * zoom);
            canvas.setHeight(height * zoom);
        }
        shrink.setX(1 / zoom);
        shrink.setY(1 / zoom);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setTransform(zoom, 0, 0, zoom, 0, 0);
        g.clearRect(0, 0, width, height);
        draw(drawing, width, height);
    }

    /// The colours as they are now, as SVG writes them.
    final Map<Ink, String> svgColours() {
        Map<Ink, String> colours = new EnumMap<>(Ink.class);
        for (Ink ink : Ink.values()) {
            colours.put(ink, "#" + paint(ink).toString().substring(2, 8));
        }
        return colours;
    }

    final Paint paint(Ink ink) {
        return palette.get(ink.styleClass());
    }
}
