package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.LadderRow;
import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Drawing.Anchor;
import dev.faultline.app.ui.drawing.Face;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.engine.tcp.TcpState;

/// Draws the lines that packets go between: both ends with the states that they pass through, and the vantage
/// points.
final class LifelinePainter {
    private static final double BAR = 6;
    private static final double LABEL_STEP = 12;

    private final LadderPicture picture;
    private final LadderColumns columns;
    private final LadderLayout layout;

    LifelinePainter(LadderPicture picture, LadderColumns columns, LadderLayout layout) {
        this.picture = picture;
        this.columns = columns;
        this.layout = layout;
    }

    /// The lines along rows `first` to `last`.
    void paint(Drawing on, int first, int last, double origin) {
        double top = origin + layout.top(first) - 200;
        double bottom = origin + bottomOfLines(last);
        for (boolean client : new boolean[] {true, false}) {
            on.line(columns.end(client), top, columns.end(client), bottom, Ink.BORDER, 1, Dash.DOTTED);
        }
        for (int lane = 0; lane < columns.lanes(); lane++) {
            on.line(columns.lane(lane), top, columns.lane(lane), bottom, Ink.MUTED, 1, Dash.SOLID);
        }
        states(on, first, last, origin, true);
        states(on, first, last, origin, false);
    }

    private double bottomOfLines(int row) {
        boolean end = picture.rows().get(row) instanceof LadderRow.CaptureEnd;
        return end ? layout.top(row) + RowPainter.END_LINE : layout.bottom(row);
    }

    private void states(Drawing on, int first, int last, double origin, boolean client) {
        double lastLabel = Double.NEGATIVE_INFINITY;
        for (int row = first; row <= last; row++) {
            double top = origin + (row == 0 ? layout.top(row) : layout.bottom(row - 1));
            double bottom = origin + bottomOfLines(row);
            int from = firstPacket(row);
            int to = lastPacket(row);
            TcpState before = picture.stateBefore(from, client);
            TcpState after = from > to ? before : picture.stateAfter(to, client);
            if (before == after) {
                bar(on, top, bottom, client, before, from);
                continue;
            }
            double change = change(row, to, origin, client);
            bar(on, top, change, client, before, from);
            bar(on, change, bottom, client, after, to + 1);
            if (change - lastLabel >= LABEL_STEP) {
                label(on, change + 9, client, after, to + 1);
                lastLabel = change;
            }
        }
    }

    /// Where an end learns of a packet: where it leaves or where it arrives.
    private double change(int row, int packet, double origin, boolean client) {
        double top = origin + layout.top(row);
        boolean sends = client == picture.toServer(packet);
        return picture.rows().get(row) instanceof LadderRow.OnePacket
                ? RowPainter.end(top, picture.rowHeight(), sends)
                : top;
    }

    private int firstPacket(int row) {
        return switch (picture.rows().get(row)) {
            case LadderRow.OnePacket(int packet) -> packet;
            case LadderRow.Fold fold -> fold.from();
            case LadderRow.Idle(int before, long nanos) -> before;
            case LadderRow.LeftOut out ->
                row + 1 < picture.rows().size()
                        ? firstPacket(row + 1)
                        : picture.flow().size();
            case LadderRow.CaptureEnd end -> picture.flow().size();
        };
    }

    /// The last packet of a row, one less than the first where there is none.
    private int lastPacket(int row) {
        return switch (picture.rows().get(row)) {
            case LadderRow.OnePacket(int packet) -> packet;
            case LadderRow.Fold fold -> fold.to();
            case LadderRow.Idle idle -> firstPacket(row) - 1;
            case LadderRow.LeftOut out -> firstPacket(row) - 1;
            case LadderRow.CaptureEnd end -> firstPacket(row) - 1;
        };
    }

    private void bar(Drawing on, double top, double bottom, boolean client, TcpState state, int packet) {
        if (state != TcpState.UNKNOWN && bottom > top) {
            on.fillRect(columns.end(client) - BAR / 2, top, BAR, bottom - top, 0, ink(state, packet));
        }
    }

    private void label(Drawing on, double baseline, boolean client, TcpState state, int packet) {
        double x = client ? columns.client() - 9 : columns.server() + 9;
        on.text(state.toString(), x, baseline, Face.STATE, ink(state, packet), client ? Anchor.END : Anchor.START);
    }

    private Ink ink(TcpState state, int packet) {
        return Inks.of(state, picture.resetAt() >= 0 && packet > picture.resetAt());
    }

    /// Repeats below the head which states the ends are in, where the change has been scrolled away.
    void pin(Drawing on, int first, double origin) {
        int packet = firstPacket(first);
        for (boolean client : new boolean[] {true, false}) {
            TcpState state = picture.stateBefore(packet, client);
            boolean away = first > 0 && origin + layout.top(first) < picture.head() + 1;
            if (away && state != TcpState.UNKNOWN) {
                double width = on.width(state.toString(), Face.STATE) + 4;
                double x = client ? columns.client() - 9 : columns.server() + 9;
                on.fillRect(client ? x - width + 2 : x - 2, picture.head(), width, 15, 0, Ink.BG);
                label(on, picture.head() + 11, client, state, packet);
            }
        }
    }
}
