package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.IcmpNote;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Drawing.Anchor;
import dev.faultline.app.ui.drawing.Face;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.engine.common.Endpoint;
import org.jspecify.annotations.Nullable;

/// Draws the arrow of a packet: from its sender to its receiver, with a ring at each place that saw it. Where
/// one of several vantage points did not see it, the arrow ends at a cross before that point, or begins at a
/// diamond after it.
final class ArrowPainter {
    private static final double EDGE = 4;
    private static final double TIP = 5;

    private final LadderPicture picture;
    private final LadderColumns columns;

    ArrowPainter(LadderPicture picture, LadderColumns columns) {
        this.picture = picture;
        this.columns = columns;
    }

    /// @param tail y where it leaves an end
    /// @param head y where it arrives at the other
    void paint(Drawing on, int packet, double tail, double head, Ink behind) {
        Tone tone = picture.words().tone(packet);
        if (picture.flow().direction(packet) == Direction.OTHER) {
            double x = columns.between();
            Signs.diamond(on, x, (tail + head) / 2, tone.ink());
            return;
        }
        boolean right = picture.toServer(packet);
        double from = right ? columns.client() + EDGE : columns.server() - EDGE;
        double to = right ? columns.server() - TIP : columns.client() + TIP;
        Slope slope = new Slope(from, tail, to, head);
        boolean third = isThirdParty(packet);
        double begin = third ? columns.between() : begin(packet, right, from);
        double end = end(packet, right, to);
        if (end == to) {
            Signs.arrow(on, begin, slope.at(begin), end, slope.at(end), tone);
        } else {
            on.line(begin, slope.at(begin), end, slope.at(end), tone.ink(), tone.width(), tone.dash());
            Signs.cross(on, end, slope.at(end));
        }
        if (begin != from) {
            Signs.diamond(on, begin, slope.at(begin), tone.ink());
        }
        places(on, packet, slope, third, behind);
    }

    /// The line that a packet goes along.
    private record Slope(double x1, double y1, double x2, double y2) {
        double at(double x) {
            return y1 + (y2 - y1) * (x - x1) / (x2 - x1);
        }
    }

    private void places(Drawing on, int packet, Slope slope, boolean third, Ink behind) {
        Conversation flow = picture.flow();
        Ink ink = picture.words().tone(packet).ink();
        for (int lane = 0; lane < columns.lanes(); lane++) {
            double x = columns.lane(lane);
            double y = slope.at(x);
            if (flow.frameAt(packet, lane) >= 0) {
                Signs.measured(on, x, y, ink, behind);
            } else if (!third && flow.icmp(packet) == null) {
                on.strokeCircle(x, y, 3.4, Ink.MUTED, 1);
                on.line(x - 5, y, x + 5, y, behind, 2, Dash.SOLID);
                on.text(Messages.text("flow.notSeen"), x + 9, y + 4, Face.SMALL, Ink.MUTED, Anchor.START);
            }
        }
    }

    /// Where the arrow begins: at its sender, or between two vantage points of which the first did not see it.
    private double begin(int packet, boolean right, double from) {
        int first = firstSeen(packet, right);
        int before = right ? first - 1 : first + 1;
        boolean born = first >= 0 && before >= 0 && before < columns.lanes();
        return born ? (columns.lane(first) + columns.lane(before)) / 2 : from;
    }

    /// Where it ends: at its receiver, or between two vantage points of which the second did not see it.
    private double end(int packet, boolean right, double to) {
        if (picture.flow().isStopped(packet)) {
            return columns.between();
        }
        int last = firstSeen(packet, !right);
        int after = right ? last + 1 : last - 1;
        boolean lost = last >= 0
                && after >= 0
                && after < columns.lanes()
                && picture.flow().icmp(packet) == null;
        return lost ? (columns.lane(last) + columns.lane(after)) / 2 : to;
    }

    /// The first lane from the client (or from the server) that saw the packet, or -1.
    private int firstSeen(int packet, boolean fromClient) {
        int lanes = columns.lanes();
        for (int i = 0; i < lanes; i++) {
            int lane = fromClient ? i : lanes - 1 - i;
            if (picture.flow().frameAt(packet, lane) >= 0) {
                return lane;
            }
        }
        return -1;
    }

    /// Whether neither of the ends sent it.
    private boolean isThirdParty(int packet) {
        IcmpNote note = picture.flow().icmp(packet);
        return note != null
                && !is(picture.flow().client(), note)
                && !is(picture.flow().server(), note);
    }

    private static boolean is(@Nullable Endpoint end, IcmpNote note) {
        return end != null && end.ip().equals(note.reporter());
    }
}
