package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Drawing.Anchor;
import dev.faultline.app.ui.drawing.Face;
import dev.faultline.app.ui.drawing.Ink;
import java.util.Comparator;
import java.util.List;

/// Says what was found where it happened: beside the ladder, or above the rows where there is no room beside
/// it.
final class NotePainter {
    private static final double TITLE = 17;
    private static final double LINE = 15;
    private static final double INDENT = 20;
    private static final int MOST_TITLE_LINES = 2;
    private static final int MOST_LINES = 7;

    private final LadderColumns columns;
    private final LadderLayout layout;

    NotePainter(LadderColumns columns, LadderLayout layout) {
        this.columns = columns;
        this.layout = layout;
    }

    void paint(Drawing on, List<Band> bands, int first, int last, double origin) {
        if (!columns.isWide()) {
            for (int row = first; row <= last; row++) {
                captions(on, row, origin);
            }
            return;
        }
        List<Band> told = bands.stream()
                .filter(Band::first)
                .sorted(Comparator.comparingInt(Band::from)
                        .thenComparing(band -> !band.mark().primary()))
                .toList();
        double free = Double.NEGATIVE_INFINITY;
        for (Band band : told) {
            double y = Math.max(free, origin + layout.top(band.from()) + 6);
            free = y + note(on, band.mark(), y) + 10;
        }
    }

    private void captions(Drawing on, int row, double origin) {
        List<Band> told = layout.captions(row);
        for (int i = 0; i < told.size(); i++) {
            FlowMark mark = told.get(i).mark();
            double middle = origin + layout.top(row) - (told.size() - i - 0.5) * LadderLayout.CAPTION;
            double x = columns.bandLeft() + 8;
            on.fillRect(
                    x,
                    middle - LadderLayout.CAPTION / 2,
                    columns.width() - x - 16,
                    LadderLayout.CAPTION,
                    0,
                    Inks.tint(mark.severity()));
            double room = columns.width() - x - INDENT - 16;
            Signs.severity(on, x, middle, mark.severity());
            String title = Lines.cut(on, mark.title(), Face.UI_BOLD, room);
            on.text(title, x + INDENT, middle + 4, Face.UI_BOLD, Inks.of(mark.severity()), Anchor.START);
            double after = on.width(title, Face.UI_BOLD) + 10;
            if (room - after > 80) {
                on.text(
                        Lines.cut(on, mark.lead(), Face.SMALL, room - after),
                        x + INDENT + after,
                        middle + 4,
                        Face.SMALL,
                        Ink.MUTED,
                        Anchor.START);
            }
        }
    }

    /// @return its height
    private double note(Drawing on, FlowMark mark, double top) {
        double x = columns.notes();
        double y = top + 11;
        Signs.severity(on, x, y - 4, mark.severity());
        for (String line : Lines.wrap(on, mark.title(), Face.UI_BOLD, columns.notesRoom() - INDENT, MOST_TITLE_LINES)) {
            on.text(line, x + INDENT, y, Face.UI_BOLD, Inks.of(mark.severity()), Anchor.START);
            y += TITLE;
        }
        on.text(
                Lines.cut(on, mark.kind(), Face.MONO_SMALL, columns.notesRoom()),
                x,
                y,
                Face.MONO_SMALL,
                Ink.MUTED,
                Anchor.START);
        y += TITLE;
        if (mark.request() != null) {
            for (String line :
                    Lines.wrap(on, mark.request().sentence(), Face.SMALL, columns.notesRoom(), MOST_TITLE_LINES)) {
                on.text(line, x, y, Face.SMALL, Ink.FG, Anchor.START);
                y += LINE;
            }
        }
        for (String line : Lines.wrap(on, mark.lead(), Face.SMALL, columns.notesRoom(), MOST_LINES)) {
            on.text(line, x, y, Face.SMALL, Ink.MUTED, Anchor.START);
            y += LINE;
        }
        return y - top - LINE + 4;
    }
}
