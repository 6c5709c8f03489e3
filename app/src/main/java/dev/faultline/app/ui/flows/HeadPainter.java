package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Lane;
import dev.faultline.app.flow.Leg;
import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Drawing.Anchor;
import dev.faultline.app.ui.drawing.Face;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.app.ui.text.Figures;
import java.util.List;
import java.util.Locale;

/// Draws the head of a ladder: both ends and the vantage points by name.
final class HeadPainter {
    private static final double TOP = 6;
    private static final double HEIGHT = 50;
    private static final double NARROWEST = 96;
    private static final double WIDEST = 190;

    private final LadderPicture picture;
    private final LadderColumns columns;
    private final int[] seen;

    HeadPainter(LadderPicture picture, LadderColumns columns) {
        this.picture = picture;
        this.columns = columns;
        seen = new int[columns.lanes()];
        for (int packet = 0; packet < picture.flow().size(); packet++) {
            for (int lane = 0; lane < seen.length; lane++) {
                seen[lane] += picture.flow().frameAt(packet, lane) >= 0 ? 1 : 0;
            }
        }
    }

    /// Cuts a text that is longer than there is room.
    private interface Shortening {
        String of(Drawing on, String text, Face face, double room);
    }

    void paint(Drawing on) {
        double width = columns.width();
        on.fillRect(0, 0, width, picture.head(), 0, Ink.BG);
        LadderPainter.rule(on, picture.head() - 0.5, width);
        on.text(
                Messages.text("flow.times." + picture.times().name().toLowerCase(Locale.ROOT)),
                LadderColumns.TIME,
                TOP + 39,
                Face.SMALL,
                Ink.MUTED,
                Anchor.END);
        box(on, columns.client(), picture.client().name(), picture.client().below(), Ink.BORDER, Lines::cut);
        box(on, columns.server(), picture.server().name(), picture.server().below(), Ink.BORDER, Lines::cut);
        for (int lane = 0; lane < columns.lanes(); lane++) {
            lane(on, lane);
        }
        if (picture.isTranslated()) {
            legs(on);
        }
    }

    /// A vantage point: what it is called, and how many packets it saw, or where there are many the node or
    /// file that it is of.
    private void lane(Drawing on, int lane) {
        String name = picture.flow().lanes().get(lane).name();
        String count = Messages.text("flow.seenHere", Figures.count(seen[lane]));
        int slash = name.lastIndexOf('/');
        if (columns.isTight() && slash > 0) {
            String[] interfaceAndTunnel = name.substring(slash + 1).split(" in ", 2);
            String node = name.substring(0, slash);
            String below = interfaceAndTunnel.length < 2 ? node : node + " " + interfaceAndTunnel[1];
            box(on, columns.lane(lane), interfaceAndTunnel[0], below, Ink.ACCENT, Lines::cutFront);
        } else {
            box(
                    on,
                    columns.lane(lane),
                    name.isEmpty() ? Messages.text("flow.vantage") : name,
                    count,
                    Ink.ACCENT,
                    Lines::cut);
        }
    }

    /// The vantage point at `x` in full: name, packets, addresses; empty for none.
    String words(double x) {
        for (int lane = 0; lane < columns.lanes(); lane++) {
            double left = (columns.lane(lane) + before(lane)) / 2;
            double right = (columns.lane(lane) + after(lane)) / 2;
            String name = picture.flow().lanes().get(lane).name();
            if (x >= left && x < right && !name.isEmpty()) {
                String count = Messages.text("flow.seenHere", Figures.count(seen[lane]));
                return Messages.text("flow.laneTip", name, count) + legWords(lane);
            }
        }
        return "";
    }

    private String legWords(int lane) {
        if (!picture.isTranslated()) {
            return "";
        }
        Leg leg = picture.flow().legs().get(picture.flow().lanes().get(lane).leg());
        return "\n" + Messages.text("flow.ends", leg.client(), leg.server());
    }

    /// Which addresses hold at which vantage points.
    private void legs(Drawing on) {
        List<Lane> lanes = picture.flow().lanes();
        double y = LadderPainter.HEAD + 4;
        int from = 0;
        for (int lane = 1; lane <= lanes.size(); lane++) {
            if (lane == lanes.size() || lanes.get(lane).leg() != lanes.get(from).leg()) {
                double left = (columns.lane(from) + before(from)) / 2 + 3;
                double right = (columns.lane(lane - 1) + after(lane - 1)) / 2 - 3;
                Leg leg = picture.flow().legs().get(lanes.get(from).leg());
                String text = Messages.text("flow.ends", leg.client(), leg.server());
                on.line(left, y, right, y, Ink.ACCENT, 1.5, Dash.SOLID);
                addresses(on, text, left, right, from == 0);
                from = lane;
            }
        }
    }

    /// The addresses below their line, or where it is short beyond its outer end.
    private static void addresses(Drawing on, String text, double left, double right, boolean first) {
        double y = LadderPainter.HEAD + 17;
        if (on.width(text, Face.MONO_SMALL) <= right - left) {
            on.text(text, (left + right) / 2, y, Face.MONO_SMALL, Ink.MUTED, Anchor.MIDDLE);
        } else {
            on.text(text, first ? right : left, y, Face.MONO_SMALL, Ink.MUTED, first ? Anchor.END : Anchor.START);
        }
    }

    private double before(int lane) {
        return lane == 0 ? columns.client() : columns.lane(lane - 1);
    }

    private double after(int lane) {
        return lane == columns.lanes() - 1 ? columns.server() : columns.lane(lane + 1);
    }

    /// A box with two lines over a column, no further than the middle between the column and its neighbours.
    ///
    /// @param shorter cuts the second line where it is too long
    private void box(Drawing on, double x, String title, String below, Ink edge, Shortening shorter) {
        double left = (x + neighbour(x, -1)) / 2 + 4;
        double right = (x + neighbour(x, 1)) / 2 - 4;
        double wish = Math.max(on.width(title, Face.UI_STRONG), on.width(below, Face.SMALL)) + 24;
        double width = Math.min(Math.clamp(wish, NARROWEST, WIDEST), right - left);
        double begin = Math.rint(Math.clamp(x - width / 2, left, right - width)) + 0.5;
        on.fillRect(begin, TOP + 0.5, width, HEIGHT, 6, Ink.CHROME);
        on.strokeRect(begin, TOP + 0.5, width, HEIGHT, 6, edge, 1);
        double middle = begin + width / 2;
        double inside = width - 12;
        Face face = on.width(title, Face.UI_STRONG) <= inside ? Face.UI_STRONG : Face.SMALL;
        on.text(Lines.cut(on, title, face, inside), middle, TOP + 21, face, Ink.STRONG, Anchor.MIDDLE);
        String shown = shorter.of(on, below, Face.SMALL, inside);
        on.text(shown, middle, TOP + 39, Face.SMALL, Ink.MUTED, Anchor.MIDDLE);
    }

    /// The next column on one side, or where the picture ends: as far away again.
    private double neighbour(double x, int side) {
        double nearest = side < 0 ? 2 * LadderColumns.TIME - x : 2 * columns.width() - x;
        for (int i = -2; i < columns.lanes(); i++) {
            double other = i < 0 ? columns.end(i == -2) : columns.lane(i);
            if (side * (other - x) > 0 && Math.abs(other - x) < Math.abs(nearest - x)) {
                nearest = other;
            }
        }
        return nearest;
    }
}
