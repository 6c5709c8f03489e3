package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.dialog.SavedFiles;
import dev.faultline.app.ui.drawing.CanvasDrawing;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.app.ui.drawing.Pixels;
import dev.faultline.app.ui.drawing.SvgDrawing;
import dev.faultline.app.ui.drawing.TextWidths;
import dev.faultline.app.ui.text.Figures;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import org.jspecify.annotations.Nullable;

/// Writes a ladder into a picture, in the colours that the window has. FX thread only; files are written in the
/// background. A ladder that is taller than programs can show is cut off, and that is said.
final class FlowExport {
    private static final double WIDTH = 1100;
    static final double TALLEST_SVG = 200_000;
    private static final double TALLEST_PNG = 8_000;
    private static final double TILE = 500;
    private static final int PIXELS = 2;

    private final SavedFiles files;
    private final DrawnView colours;

    /// @param colours has the colours
    FlowExport(SavedFiles files, DrawnView colours) {
        this.files = files;
        this.colours = colours;
    }

    /// Asks for a file and writes the ladder as SVG.
    void svg(@Nullable LadderPicture picture) {
        if (picture != null) {
            Map<Ink, String> inks = colours.svgColours();
            ask(picture, "svg", Messages.text("flow.svg"))
                    .ifPresent(file -> files.write(
                            file, saved(file, picture, TALLEST_SVG), out -> svg(picture, inks, TALLEST_SVG, out)));
        }
    }

    /// Asks for a file and writes the ladder as PNG, two pixels for each of the window's.
    void png(@Nullable LadderPicture picture) {
        if (picture != null) {
            ask(picture, "png", Messages.text("dialog.pictures"))
                    .ifPresent(file -> new Tiles(
                                    picture,
                                    pixels -> files.write(file, saved(file, picture, TALLEST_PNG), pixels::write))
                            .draw(0));
        }
    }

    private Optional<Path> ask(LadderPicture picture, String extension, String kind) {
        String name = picture.flow().tcpStream() < 0
                ? "flow"
                : "flow-" + picture.flow().tcpStream();
        return files.dialogs().save(Messages.text("flow.saveTitle"), name + "." + extension, kind, extension);
    }

    /// What is said of a file: also how much of a ladder that is too tall it has.
    static String saved(Path file, LadderPicture picture, double tallest) {
        String name = String.valueOf(file.getFileName());
        LadderPainter painter = painter(picture);
        int rows = picture.rows().size();
        return painter.height() <= tallest
                ? Messages.text("flow.saved", name)
                : Messages.text("flow.savedPart", name, Figures.count(painter.rows(tallest)), Figures.count(rows));
    }

    /// Writes the ladder as SVG. Any thread.
    ///
    /// @param tallest height at which it is cut off
    static void svg(LadderPicture picture, Map<Ink, String> inks, double tallest, OutputStream out) throws IOException {
        LadderPainter painter = painter(picture);
        double height = Math.min(painter.height(), tallest);
        String title = Messages.text(
                "flow.ends", picture.client().name(), picture.server().name());
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                SvgDrawing drawing = new SvgDrawing(writer, inks, WIDTH, height, title)) {
            painter.paint(drawing, new LadderPainter.Sight(picture.head(), 0, height, -1, -1));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static LadderPainter painter(LadderPicture picture) {
        LadderColumns columns =
                new LadderColumns(picture.flow(), WIDTH, !picture.bands().isEmpty());
        return new LadderPainter(picture, columns, new LadderLayout(picture, false));
    }

    /// Draws a ladder a piece at a pulse, so that the window stays alive.
    private final class Tiles {
        private final LadderPicture picture;
        private final LadderPainter painter;
        private final Consumer<Pixels> done;
        private final TextWidths widths = new TextWidths();
        private final SnapshotParameters plain = new SnapshotParameters();
        private final double height;
        private final Pixels pixels;

        Tiles(LadderPicture picture, Consumer<Pixels> done) {
            this.picture = picture;
            this.done = done;
            painter = painter(picture);
            height = Math.ceil(Math.min(painter.height(), TALLEST_PNG));
            pixels = new Pixels((int) (WIDTH * PIXELS), (int) (height * PIXELS));
            Paint background = colours.paint(Ink.BG);
            plain.setFill(background instanceof Color ? background : Color.WHITE);
        }

        void draw(double top) {
            if (top >= height) {
                done.accept(pixels);
                return;
            }
            Canvas tile = new Canvas(WIDTH * PIXELS, Math.min(TILE, height - top) * PIXELS);
            GraphicsContext g = tile.getGraphicsContext2D();
            g.scale(PIXELS, PIXELS);
            g.translate(0, -top);
            painter.paint(
                    new CanvasDrawing(g, colours::paint, widths),
                    new LadderPainter.Sight(picture.head(), 0, height, -1, -1));
            tile.snapshot(
                    drawn -> {
                        pixels.put(drawn.getImage(), (int) (top * PIXELS));
                        draw(top + TILE);
                        return null;
                    },
                    plain,
                    null);
        }
    }
}
