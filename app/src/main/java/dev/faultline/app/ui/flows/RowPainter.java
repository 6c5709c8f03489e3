package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.LadderRow;
import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Drawing.Anchor;
import dev.faultline.app.ui.drawing.Face;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.app.ui.text.Figures;

/// Draws the rows of a ladder.
final class RowPainter {
    /// Where the lifelines end in the last row.
    static final double END_LINE = 14;

    private static final double LABELS_ABOVE = 20;
    private static final double LABELS = 14;
    private static final double LIFT = 8;
    private static final double WAVE = 36;
    private static final long NOTICED = 1_000_000;

    private final LadderPicture picture;
    private final LadderColumns columns;
    private final ArrowPainter arrows;

    RowPainter(LadderPicture picture, LadderColumns columns) {
        this.picture = picture;
        this.columns = columns;
        arrows = new ArrowPainter(picture, columns);
    }

    /// Where an arrow leaves, or arrives, in a row that begins at `top`.
    static double end(double top, double height, boolean tail) {
        double slope = height >= 36 ? 8 : height >= 28 ? 6 : height >= LABELS_ABOVE ? 4 : 0;
        double middle = top + height / 2 + (height >= LABELS_ABOVE ? 5 : 0);
        return tail ? middle - slope / 2 : middle + slope / 2;
    }

    void paint(Drawing on, int row, double top, Ink behind) {
        switch (picture.rows().get(row)) {
            case LadderRow.OnePacket(int packet) -> packet(on, packet, top, behind);
            case LadderRow.Fold fold -> fold(on, fold, top);
            case LadderRow.Idle(int before, long nanos) ->
                silence(on, top, Messages.text("flow.idle", Figures.measured(nanos)));
            case LadderRow.LeftOut(long count) -> silence(on, top, Messages.text("flow.leftOut", Figures.count(count)));
            case LadderRow.CaptureEnd(long nanos) -> captureEnd(on, top, nanos);
        }
    }

    private void packet(Drawing on, int packet, double top, Ink behind) {
        double height = picture.rowHeight();
        double tail = end(top, height, true);
        double head = end(top, height, false);
        arrows.paint(on, packet, tail, head, behind);
        double middle = (tail + head) / 2;
        if (height >= LABELS) {
            on.text(
                    TimeWords.of(picture.flow(), packet, picture.times(), picture.zone()),
                    LadderColumns.TIME,
                    middle + 4,
                    Face.MONO_SMALL,
                    Ink.MUTED,
                    Anchor.END);
            label(on, packet, height >= LABELS_ABOVE ? middle - LIFT : middle + 4, behind);
        }
    }

    private void label(Drawing on, int packet, double baseline, Ink behind) {
        PacketWords words = picture.words();
        Ink ink = words.tone(packet).ink();
        String what = words.what(packet);
        String verdict = words.verdict(packet);
        double room = columns.labelRoom();
        double gap = 8;
        double taken = on.width(what, Face.MONO_BOLD) + (verdict.isEmpty() ? 0 : gap + on.width(verdict, Face.UI_BOLD));
        double left = room - taken - gap;
        String figures = left > 40 ? Lines.cut(on, words.figures(packet), Face.MONO, left) : "";
        double figuresWidth = figures.isEmpty() ? 0 : gap + on.width(figures, Face.MONO);
        double width = Math.min(room, taken + figuresWidth);
        double x = columns.labelMiddle() - width / 2;
        x = Math.clamp(x, columns.client() + 12, Math.max(columns.client() + 12, columns.server() - 12 - width));
        on.fillRect(x - 3, baseline - 10, width + 6, 13, 0, behind);
        on.text(Lines.cut(on, what, Face.MONO_BOLD, room), x, baseline, Face.MONO_BOLD, ink, Anchor.START);
        x += on.width(what, Face.MONO_BOLD) + gap;
        if (!figures.isEmpty()) {
            on.text(figures, x, baseline, Face.MONO, Ink.FG, Anchor.START);
            x += figuresWidth;
        }
        if (!verdict.isEmpty()) {
            on.text(verdict, x, baseline, Face.UI_BOLD, ink, Anchor.START);
        }
    }

    private void fold(Drawing on, LadderRow.Fold fold, double top) {
        String text = FoldWords.of(fold);
        double room = columns.labelRoom();
        String shown = Lines.cut(on, text, Face.UI, room - 30);
        double width = on.width(shown, Face.UI) + 34;
        double x = Math.rint(columns.labelMiddle() - width / 2) + 0.5;
        x = Math.max(columns.client() + 10.5, Math.min(x, columns.server() - width - 10));
        Ink edge = fold.sort() == LadderRow.Sort.DUPLICATE_ACK ? Ink.RETRANSMISSION : Ink.BORDER;
        on.fillRect(x, top + 4.5, width, 21, 10.5, Ink.CHROME);
        on.strokeRect(x, top + 4.5, width, 21, 10.5, edge, 1);
        on.polyline(Ink.MUTED, 1.5, x + 11, top + 12, x + 15, top + 16.5, x + 19, top + 12);
        on.text(shown, x + 25, top + 19, Face.UI, Ink.FG, Anchor.START);
        Conversation flow = picture.flow();
        on.text(
                TimeWords.of(flow, fold.from(), picture.times(), picture.zone()),
                LadderColumns.TIME,
                top + 19,
                Face.MONO_SMALL,
                Ink.MUTED,
                Anchor.END);
    }

    /// A break in the lifelines.
    private void silence(Drawing on, double top, String text) {
        double left = columns.client() - 14;
        double right = columns.server() + 14;
        on.fillRect(left, top + 8, right - left, 28, 0, Ink.BG);
        wave(on, left, right, top + 8);
        wave(on, left, right, top + 36);
        on.text(text, (columns.client() + columns.server()) / 2, top + 26, Face.UI_BOLD, Ink.STRONG, Anchor.MIDDLE);
    }

    private static void wave(Drawing on, double left, double right, double y) {
        int steps = (int) Math.max(2, (right - left) / (WAVE / 6));
        double[] points = new double[2 * (steps + 1)];
        for (int i = 0; i <= steps; i++) {
            points[2 * i] = left + (right - left) * i / steps;
            points[2 * i + 1] = y + 2.5 * Math.sin(i * Math.PI / 3);
        }
        on.polyline(Ink.BORDER, 1.2, points);
    }

    private void captureEnd(Drawing on, double top, long nanos) {
        double y = top + END_LINE;
        on.line(columns.client() - 14, y, columns.server() + 14, y, Ink.BORDER, 1, Dash.DASHED);
        String text = nanos < NOTICED
                ? Messages.text("flow.captureEnds")
                : Messages.text("flow.captureEndsLater", Figures.measured(nanos));
        on.text(text, (columns.client() + columns.server()) / 2, y + 18, Face.UI, Ink.MUTED, Anchor.MIDDLE);
    }
}
