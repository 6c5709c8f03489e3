package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Ink;
import java.util.List;

/// Draws a ladder, or the part of it that can be seen: the head with both ends, the rows, and what the colours
/// mean. The time it takes grows with what can be seen, not with the flow.
final class LadderPainter {
    /// Height of the head, but for the line of addresses.
    static final double HEAD = 64;

    /// Height of the line that says which addresses hold where, where they are translated.
    static final double LEGS = 22;

    /// Height of the line that says what colours mean.
    static final double LEGEND = 30;

    private final LadderPicture picture;
    private final LadderColumns columns;
    private final LadderLayout layout;
    private final LifelinePainter lifelines;
    private final RowPainter rows;
    private final NotePainter notes;
    private final SpanPainter spans;
    private final HeadPainter head;

    /// What can be seen of it.
    ///
    /// @param head height of the head
    /// @param scroll y of the first line below the head
    /// @param height of all, with head and legend
    /// @param selected packet in focus, or -1
    /// @param hovered row under the mouse, or -1
    record Sight(double head, double scroll, double height, int selected, int hovered) {
        double bodyHeight() {
            return Math.max(0, height - head - LEGEND);
        }
    }

    LadderPainter(LadderPicture picture, LadderColumns columns, LadderLayout layout) {
        this.picture = picture;
        this.columns = columns;
        this.layout = layout;
        lifelines = new LifelinePainter(picture, columns, layout);
        rows = new RowPainter(picture, columns);
        notes = new NotePainter(columns, layout);
        spans = new SpanPainter(picture, columns, layout);
        head = new HeadPainter(picture, columns);
    }

    /// Height of the whole ladder with head and legend.
    double height() {
        return picture.head() + layout.height() + LEGEND;
    }

    /// Number of rows of a picture of that height that begins at the top.
    int rows(double height) {
        return layout.rowAt(height - picture.head() - LEGEND) + 1;
    }

    void paint(Drawing on, Sight sight) {
        on.clip(0, sight.head(), columns.width(), sight.bodyHeight());
        int first = layout.rowAt(sight.scroll());
        int last = layout.rowAt(sight.scroll() + sight.bodyHeight());
        if (first >= 0) {
            double origin = sight.head() - sight.scroll();
            List<Band> bands = picture.bands().stream()
                    .filter(band -> band.to() >= first && band.from() <= last)
                    .toList();
            bands.forEach(band -> band(on, band, origin));
            mark(on, sight, origin);
            lifelines.paint(on, first, last, origin);
            for (int row = first; row <= last; row++) {
                rows.paint(on, row, origin + layout.top(row), behind(row, bands));
            }
            spans.paint(on, first, last, origin);
            notes.paint(on, picture.bands(), first, last, origin);
        }
        on.unclip();
        head.paint(on);
        if (first >= 0) {
            lifelines.pin(on, first, sight.head() - sight.scroll());
        }
        Legend.paint(on, columns.width(), sight.height() - LEGEND);
    }

    private void band(Drawing on, Band band, double origin) {
        double top = origin
                + layout.top(band.from())
                - (band.first() ? layout.captions(band.from()).size() : 0) * LadderLayout.CAPTION;
        double bottom = origin + layout.bottom(band.to());
        double left = columns.bandLeft();
        SeverityMark severity = band.mark().severity();
        if (isQuiet(band)) {
            on.fillRect(left, top + 2, 3, bottom - top - 4, 1.5, Inks.of(severity));
        } else {
            on.fillRect(left, top, columns.width() - left - 8, bottom - top, 6, Inks.tint(severity));
        }
    }

    /// Whether a band is no more than a line at the edge: what is no error does not colour the ladder.
    private static boolean isQuiet(Band band) {
        SeverityMark severity = band.mark().severity();
        return !band.mark().primary() && (severity == SeverityMark.NOTICE || severity == SeverityMark.INFO);
    }

    private void mark(Drawing on, Sight sight, double origin) {
        if (sight.hovered() >= 0 && sight.hovered() < picture.rows().size()) {
            outline(on, sight.hovered(), origin, Ink.BORDER, 1);
        }
        if (sight.selected() >= 0) {
            outline(on, picture.rows().rowOf(sight.selected()), origin, Ink.ACCENT, 1.5);
        }
    }

    private void outline(Drawing on, int row, double origin, Ink ink, double stroke) {
        double top = origin + layout.top(row) + 1;
        on.strokeRect(
                columns.client() + 10,
                top,
                columns.server() - columns.client() - 20,
                layout.bottom(row) - layout.top(row) - 2,
                6,
                ink,
                stroke);
    }

    private static Ink behind(int row, List<Band> bands) {
        Ink behind = Ink.BG;
        for (Band band : bands) {
            if (row >= band.from() && row <= band.to() && !isQuiet(band)) {
                behind = Inks.tint(band.mark().severity());
            }
        }
        return behind;
    }

    /// The vantage point whose head is at `x`, in full; empty for none.
    String headWords(double x) {
        return head.words(x);
    }

    /// The row at a point of the picture, or -1.
    int rowAt(double y, Sight sight) {
        double below = y - sight.head();
        boolean inside = below >= 0 && below < sight.bodyHeight();
        int row = inside ? layout.rowAt(below + sight.scroll()) : -1;
        return row >= 0 && below + sight.scroll() < layout.bottom(row) ? row : -1;
    }

    /// A line between regions.
    static void rule(Drawing on, double y, double width) {
        on.line(0, y, width, y, Ink.HAIRLINE, 1, Dash.SOLID);
    }
}
