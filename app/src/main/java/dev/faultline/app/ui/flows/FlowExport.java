package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.export.AtomicFile;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.drawing.CanvasDrawing;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.app.ui.drawing.Pixels;
import dev.faultline.app.ui.drawing.SvgDrawing;
import dev.faultline.app.ui.drawing.TextWidths;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.transform.Scale;
import org.jspecify.annotations.Nullable;

/// Writes a ladder into a picture, in the colours that the window has. FX thread only; files are written in the
/// background.
final class FlowExport {
    private static final double WIDTH = 1100;
    private static final double TALLEST_SVG = 200_000;
    private static final double TALLEST_PNG = 8_000;
    private static final double TILE = 1_000;
    private static final int PIXELS = 2;

    private final TaskRunner tasks;
    private final FileDialogs dialogs;
    private final Notices notices;
    private final DrawnView colours;

    /// Writes a picture.
    @FunctionalInterface
    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /// @param colours has the colours
    FlowExport(TaskRunner tasks, FileDialogs dialogs, Notices notices, DrawnView colours) {
        this.tasks = tasks;
        this.dialogs = dialogs;
        this.notices = notices;
        this.colours = colours;
    }

    /// Asks for a file and writes the ladder as SVG.
    void svg(@Nullable LadderPicture picture) {
        if (picture != null) {
            Map<Ink, String> inks = colours.svgColours();
            save(picture, "svg", Messages.text("flow.svg"), out -> svg(picture, inks, out));
        }
    }

    /// Asks for a file and writes the ladder as PNG, two pixels for each of the window's.
    void png(@Nullable LadderPicture picture) {
        if (picture != null) {
            save(picture, "png", Messages.text("dialog.pictures"), pixels(picture)::write);
        }
    }

    private void save(LadderPicture picture, String extension, String kind, Content content) {
        String name = picture.flow().tcpStream() < 0
                ? "flow"
                : "flow-" + picture.flow().tcpStream();
        dialogs.save(Messages.text("flow.saveTitle"), name + "." + extension, kind, extension)
                .ifPresent(file -> write(file, content));
    }

    private void write(Path file, Content content) {
        tasks.run(() -> {
                    try (AtomicFile target = new AtomicFile(file, true);
                            OutputStream out = new BufferedOutputStream(target.out())) {
                        content.write(out);
                        out.flush();
                        target.commit();
                    }
                })
                .onSuccess(done -> notices.tell(
                        Messages.text("flow.saved", String.valueOf(file.getFileName())),
                        Messages.text("start.showInFolder"),
                        () -> dialogs.showInFolder(file)))
                .onFailure(
                        IOException.class,
                        error ->
                                notices.warn(Messages.text("shell.notSaved", file), String.valueOf(error.getMessage())))
                .start();
    }

    /// Writes the ladder as SVG. Any thread.
    static void svg(LadderPicture picture, Map<Ink, String> inks, OutputStream out) throws IOException {
        LadderPainter painter = painter(picture);
        double height = Math.min(painter.height(), TALLEST_SVG);
        String title = Messages.text("flow.ends", picture.client(), picture.server());
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                SvgDrawing drawing = new SvgDrawing(writer, inks, WIDTH, height, title)) {
            painter.paint(drawing, new LadderPainter.Sight(0, height, -1, -1));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static LadderPainter painter(LadderPicture picture) {
        LadderColumns columns =
                new LadderColumns(picture.flow(), WIDTH, !picture.bands().isEmpty());
        return new LadderPainter(picture, columns, new LadderLayout(picture, false));
    }

    private Pixels pixels(LadderPicture picture) {
        LadderPainter painter = painter(picture);
        double height = Math.min(painter.height(), TALLEST_PNG);
        LadderPainter.Sight sight = new LadderPainter.Sight(0, height, -1, -1);
        Pixels pixels = new Pixels((int) (WIDTH * PIXELS), (int) (Math.ceil(height) * PIXELS));
        TextWidths widths = new TextWidths();
        SnapshotParameters scaled = new SnapshotParameters();
        scaled.setTransform(new Scale(PIXELS, PIXELS));
        Paint background = colours.paint(Ink.BG);
        scaled.setFill(background instanceof Color ? background : Color.WHITE);
        for (double top = 0; top < height; top += TILE) {
            Canvas tile = new Canvas(WIDTH, Math.min(TILE, Math.ceil(height) - top));
            GraphicsContext g = tile.getGraphicsContext2D();
            g.translate(0, -top);
            painter.paint(new CanvasDrawing(g, colours::paint, widths), sight);
            pixels.put(tile.snapshot(scaled, null), (int) (top * PIXELS));
        }
        return pixels;
    }
}
