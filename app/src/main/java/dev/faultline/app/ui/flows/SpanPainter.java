package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Drawing.Anchor;
import dev.faultline.app.ui.drawing.Face;
import dev.faultline.app.ui.drawing.Ink;
import java.util.List;
import java.util.Objects;

/// Draws a bracket from a request to its answer, with the time between them; open at its end where no answer
/// came.
final class SpanPainter {
    private static final double TICK = 7;
    private static final double INSET = 5;
    private static final double LINE = 1.5;

    private final LadderPicture picture;
    private final LadderColumns columns;
    private final LadderLayout layout;

    SpanPainter(LadderPicture picture, LadderColumns columns, LadderLayout layout) {
        this.picture = picture;
        this.columns = columns;
        this.layout = layout;
    }

    /// The brackets that reach into rows `first` to `last`.
    void paint(Drawing on, int first, int last, double origin) {
        List<RequestSpan> spans = picture.bands().stream()
                .filter(Band::first)
                .map(band -> band.mark().request())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (RequestSpan span : spans) {
            int from = picture.rows().rowOf(span.asked());
            int to = picture.rows().rowOf(span.until());
            if (to >= first && from <= last) {
                bracket(on, span, origin + middle(from), origin + end(span, to));
            }
        }
    }

    private double middle(int row) {
        return (layout.top(row) + layout.bottom(row)) / 2;
    }

    private double end(RequestSpan span, int row) {
        return span.answered() ? middle(row) : layout.bottom(row);
    }

    private void bracket(Drawing on, RequestSpan span, double top, double bottom) {
        double x = columns.bandLeft() + INSET;
        on.line(x, top, x + TICK, top, Ink.FG, LINE, Dash.SOLID);
        on.line(x, top, x, bottom, Ink.FG, LINE, span.answered() ? Dash.SOLID : Dash.DOTTED);
        if (span.answered()) {
            on.line(x, bottom, x + TICK, bottom, Ink.FG, LINE, Dash.SOLID);
        }
        if (!span.elapsed().isEmpty()) {
            on.text(span.elapsed(), x + INSET, (top + bottom) / 2 + 4, Face.SMALL, Ink.FG, Anchor.START);
        }
    }
}
