package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.FlowSeries;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.app.ui.drawing.Dash;
import dev.faultline.app.ui.drawing.Drawing;
import dev.faultline.app.ui.drawing.Drawing.Anchor;
import dev.faultline.app.ui.drawing.Face;
import dev.faultline.app.ui.drawing.Ink;
import dev.faultline.app.ui.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws the graphs of a flow: sequence numbers, windows or round-trip times over time, a pane for each
/// direction that carried data.
final class GraphPainter {
    private static final double LEFT = 74;
    private static final double RIGHT = 20;
    private static final double TITLE = 30;
    private static final double AXIS = 26;

    private final LadderPicture picture;
    private final FlowTab kind;
    private final List<FlowSeries> series = new ArrayList<>();

    GraphPainter(LadderPicture picture, FlowTab kind) {
        this.picture = picture;
        this.kind = kind;
        FlowSeries toServer = new FlowSeries(picture.flow(), Direction.CLIENT_TO_SERVER);
        FlowSeries toClient = new FlowSeries(picture.flow(), Direction.SERVER_TO_CLIENT);
        if (toServer.bytes() > 0 || toClient.bytes() == 0) {
            series.add(toServer);
        }
        if (toClient.bytes() > 0) {
            series.add(toClient);
        }
    }

    /// The times of a graph of that size.
    GraphScale scale(long from, long to, double width, double height) {
        return new GraphScale(from, to, LEFT, Math.max(LEFT + 1, width - RIGHT), TITLE, height - AXIS, 1);
    }

    /// @param selected packet in focus, or -1
    void paint(Drawing on, GraphScale times, double height, int selected) {
        double pane = (height - AXIS) / series.size();
        for (int i = 0; i < series.size(); i++) {
            FlowSeries shown = series.get(i);
            int first = firstAt(times.from());
            int last = lastAt(times.to());
            double highest = highest(shown, first, last);
            GraphScale scale = times.pane(pane * i + TITLE, pane * (i + 1) - 6, highest);
            axis(on, shown, scale);
            on.clip(scale.left() - 1, scale.top() - 6, scale.right() - scale.left() + 2, pane - TITLE + 6);
            switch (kind) {
                case SEQUENCE -> sequence(on, shown, scale, first, last);
                case WINDOW -> window(on, shown, scale, first, last);
                case RTT -> roundTrips(on, shown, scale, first, last);
                case LADDER, LIST -> {}
            }
            on.unclip();
        }
        times(on, times, height);
        marks(on, times, height, selected);
    }

    // ------------------------------------------------------------------------------------------- values

    private int firstAt(long time) {
        int packet = picture.flow().nearest(time);
        return Math.max(0, packet - 1);
    }

    private int lastAt(long time) {
        return Math.min(picture.flow().size() - 1, picture.flow().nearest(time) + 1);
    }

    private double highest(FlowSeries shown, int first, int last) {
        double highest = 1;
        for (int packet = first; packet <= last; packet++) {
            highest = Math.max(
                    highest,
                    switch (kind) {
                        case SEQUENCE -> sequenceOf(shown, packet);
                        case WINDOW -> Math.max(shown.inFlight(packet), shown.window(packet));
                        case RTT -> shown.roundTrip(packet);
                        case LADDER, LIST -> 0;
                    });
        }
        return highest * 1.04;
    }

    private double sequenceOf(FlowSeries shown, int packet) {
        return shown.isSent(packet)
                ? picture.flow().seq(packet) + picture.flow().length(packet)
                : Math.min(shown.edge(packet), shown.highest());
    }

    private void sequence(Drawing on, FlowSeries shown, GraphScale scale, int first, int last) {
        Conversation flow = picture.flow();
        GraphStrokes edge = new GraphStrokes(on, scale, Ink.WINDOW, true);
        GraphStrokes acked = new GraphStrokes(on, scale, Ink.HANDSHAKE, true);
        GraphStrokes sacked = new GraphStrokes(on, scale, Ink.FIN, false);
        GraphStrokes data = new GraphStrokes(on, scale, Ink.DATA, false);
        GraphStrokes repeated = new GraphStrokes(on, scale, Ink.RETRANSMISSION, false);
        for (int packet = first; packet <= last; packet++) {
            long time = flow.time(packet);
            if (shown.edge(packet) != FlowSeries.UNKNOWN) {
                edge.add(time, shown.edge(packet), shown.edge(packet));
                acked.add(time, shown.acknowledged(packet), shown.acknowledged(packet));
            }
            if (shown.isSent(packet) && flow.length(packet) > 0) {
                GraphStrokes strokes = flow.repeat(packet) > 0 ? repeated : data;
                strokes.add(time, flow.seq(packet), flow.seq(packet) + flow.length(packet));
            } else if (!shown.isSent(packet)) {
                for (int block = 0; block < flow.sacks(packet); block++) {
                    sacked.add(time, flow.sackLeft(packet, block), flow.sackRight(packet, block));
                }
            }
        }
        List.of(edge, acked, sacked, data, repeated).forEach(GraphStrokes::flush);
    }

    private void window(Drawing on, FlowSeries shown, GraphScale scale, int first, int last) {
        GraphStrokes window = new GraphStrokes(on, scale, Ink.WINDOW, true);
        GraphStrokes inFlight = new GraphStrokes(on, scale, Ink.DATA, true);
        for (int packet = first; packet <= last; packet++) {
            long time = picture.flow().time(packet);
            if (shown.window(packet) != FlowSeries.UNKNOWN) {
                window.add(time, shown.window(packet), shown.window(packet));
            }
            inFlight.add(time, shown.inFlight(packet), shown.inFlight(packet));
        }
        window.flush();
        inFlight.flush();
    }

    private void roundTrips(Drawing on, FlowSeries shown, GraphScale scale, int first, int last) {
        int column = Integer.MIN_VALUE;
        double y = Double.NaN;
        for (int packet = first; packet <= last; packet++) {
            if (shown.roundTrip(packet) == FlowSeries.UNKNOWN) {
                continue;
            }
            double x = scale.x(picture.flow().time(packet));
            double at = scale.y((double) shown.roundTrip(packet));
            if ((int) x != column || Math.abs(at - y) > 2) {
                on.fillCircle(x, at, 2.2, Ink.DATA);
            }
            column = (int) x;
            y = at;
        }
    }

    // -------------------------------------------------------------------------------------------- around

    private void axis(Drawing on, FlowSeries shown, GraphScale scale) {
        boolean toServer = shown.direction() == Direction.CLIENT_TO_SERVER;
        String title = Messages.text(
                "flow.graph." + kind.name().toLowerCase(Locale.ROOT),
                toServer ? picture.client().name() : picture.server().name(),
                toServer ? picture.server().name() : picture.client().name());
        on.text(title, LEFT, scale.top() - 12, Face.UI_BOLD, Ink.STRONG, Anchor.START);
        keys(on, LEFT + on.width(title, Face.UI_BOLD) + 24, scale.top() - 16, scale.right());
        for (int quarter = 0; quarter <= 4; quarter += 2) {
            double value = scale.highest() / 1.04 * quarter / 4;
            double y = Math.rint(scale.y(value)) + 0.5;
            on.line(LEFT, y, scale.right(), y, quarter == 0 ? Ink.BORDER : Ink.HAIRLINE, 1, Dash.SOLID);
            on.text(figure(value), LEFT - 8, y + 4, Face.SMALL, Ink.MUTED, Anchor.END);
        }
    }

    private String figure(double value) {
        return kind == FlowTab.RTT ? Figures.measured((long) value) : Figures.bytes(value);
    }

    private void keys(Drawing on, double left, double y, double right) {
        record Key(String name, Ink ink) {}
        List<Key> keys = switch (kind) {
            case SEQUENCE ->
                List.of(
                        new Key("data", Ink.DATA),
                        new Key("retransmission", Ink.RETRANSMISSION),
                        new Key("acknowledged", Ink.HANDSHAKE),
                        new Key("sack", Ink.FIN),
                        new Key("edge", Ink.WINDOW));
            case WINDOW -> List.of(new Key("inFlight", Ink.DATA), new Key("window", Ink.WINDOW));
            case RTT, LADDER, LIST -> List.of();
        };
        double x = left;
        for (Key key : keys) {
            String word = Messages.text("flow.key." + key.name());
            double next = x + 20 + on.width(word, Face.SMALL) + 14;
            if (next > right) {
                return;
            }
            on.fillRect(x, y - 1.5, 14, 3, 0, key.ink());
            on.text(word, x + 20, y + 4, Face.SMALL, Ink.MUTED, Anchor.START);
            x = next;
        }
    }

    private void times(Drawing on, GraphScale scale, double height) {
        long span = Math.max(1, scale.to() - scale.from());
        long step = TimeSteps.step(span, Math.max(2, (int) ((scale.right() - scale.left()) / 120)));
        long zero = picture.flow().time(0);
        for (long mark = Math.ceilDiv(scale.from() - zero, step) * step; mark + zero <= scale.to(); mark += step) {
            double x = Math.rint(scale.x(zero + mark)) + 0.5;
            on.line(x, height - AXIS, x, height - AXIS + 4, Ink.BORDER, 1, Dash.SOLID);
            on.text(TimeSteps.text(mark, step), x, height - 8, Face.SMALL, Ink.MUTED, Anchor.MIDDLE);
        }
    }

    private void marks(Drawing on, GraphScale scale, double height, int selected) {
        for (Band band : picture.bands()) {
            int packet = band.first() ? picture.rows().packet(band.from()) : -1;
            double x = packet < 0 ? -1 : scale.x(picture.flow().time(packet));
            if (x >= LEFT && x <= scale.right()) {
                on.line(x, TITLE - 4, x, height - AXIS, Inks.of(band.mark().severity()), 1, Dash.DASHED);
                Signs.severity(on, x - 7, height - AXIS - 10, band.mark().severity());
            }
        }
        if (selected >= 0) {
            double x = scale.x(picture.flow().time(selected));
            if (x >= LEFT && x <= scale.right()) {
                on.line(x, TITLE - 4, x, height - AXIS, Ink.ACCENT, 1.5, Dash.SOLID);
            }
        }
    }
}
