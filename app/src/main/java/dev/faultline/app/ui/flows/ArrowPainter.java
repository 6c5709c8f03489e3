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

/// Draws the arrow of a packet: from its sender to its receiver, with a ring at each place that saw it. A
/// packet that was lost ends at a cross, one that was made on the way begins at a diamond.
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
        double begin = begin(packet, right, third, from);
        double end = end(packet, right, to);
        if (end == to) {
            arrow(on, packet, slope, begin, end, tone);
        } else {
            on.line(begin, slope.at(begin), end, slope.at(end), tone.ink(), tone.width(), tone.dash());
            Signs.cross(on, end, slope.at(end));
        }
        if (begin != from) {
            Signs.diamond(on, begin, slope.at(begin), tone.ink());
        }
        places(on, packet, slope, third, behind);
    }

    /// An arrow to the receiver, in dashes beyond the last place that saw the packet where a further one should
    /// have.
    private void arrow(Drawing on, int packet, Slope slope, double begin, double end, Tone tone) {
        int next = picture.crossings().next(packet);
        boolean doubtful = next >= 0
                && picture.flow().icmp(packet) == null
                && picture.crossings().isAwake(next, packet);
        double sure = doubtful ? columns.lane(picture.crossings().lastSeen(packet)) : begin;
        if (doubtful) {
            on.line(begin, slope.at(begin), sure, slope.at(sure), tone.ink(), tone.width(), tone.dash());
        }
        Signs.arrow(on, sure, slope.at(sure), end, slope.at(end), tone, doubtful ? Dash.DASHED : tone.dash());
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
        boolean told = false;
        for (int lane = 0; lane < columns.lanes(); lane++) {
            double x = columns.lane(lane);
            double y = slope.at(x);
            if (flow.frameAt(packet, lane) >= 0) {
                Signs.measured(on, x, y, ink, behind);
            } else if (!third
                    && flow.icmp(packet) == null
                    && picture.crossings().isAwake(lane, packet)) {
                on.strokeCircle(x, y, 3.4, Ink.MUTED, 1);
                on.line(x - 5, y, x + 5, y, behind, 2, Dash.SOLID);
                if (!told) {
                    on.text(Messages.text("flow.notSeen"), x + 9, y + 4, Face.SMALL, Ink.MUTED, Anchor.START);
                }
                told = columns.isTight();
            }
        }
    }

    /// Where the arrow begins: at its sender, or before the first vantage point that saw a packet made on the
    /// way.
    private double begin(int packet, boolean right, boolean third, double from) {
        int first = picture.crossings().firstSeen(packet);
        int before = picture.crossings().before(packet);
        if (third && columns.lanes() < 2) {
            return columns.between();
        }
        if (third || picture.crossings().isBorn(packet)) {
            return (columns.lane(first) + (before < 0 ? columns.end(right) : columns.lane(before))) / 2;
        }
        return from;
    }

    /// Where it ends: at its receiver, or behind the last vantage point that saw a packet that was lost.
    private double end(int packet, boolean right, double to) {
        int last = picture.crossings().lastSeen(packet);
        int next = picture.crossings().next(packet);
        if (picture.flow().isStopped(packet) && columns.lanes() < 2) {
            return columns.between();
        }
        if (picture.flow().isStopped(packet) || picture.crossings().isLost(packet)) {
            return (columns.lane(last) + (next < 0 ? columns.end(!right) : columns.lane(next))) / 2;
        }
        return to;
    }

    /// Whether neither of the ends sent it.
    private boolean isThirdParty(int packet) {
        IcmpNote note = picture.flow().icmp(packet);
        return note != null && !picture.flow().isEnd(note.reporter());
    }
}
