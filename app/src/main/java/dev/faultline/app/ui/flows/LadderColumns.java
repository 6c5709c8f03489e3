package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.session.PacketLine.Direction;
import java.util.Set;

/// Where the columns of a ladder stand: x in logical pixels.
final class LadderColumns {
    /// Width from which there is room beside the ladder to say what was found.
    static final double WIDE = 860;

    /// Right edge of the times.
    static final double TIME = 92;

    private static final double NOTES = 196;
    private static final double STATE = 98;
    private static final double NEAR = 0.24;
    private static final double TIGHT = 130;

    /// More vantage points than this need the room beside the ladder.
    private static final int MANY = 4;

    private static final Set<Integer> FIRST_TTLS = Set.of(32, 64, 128, 255);

    private final double width;
    private final boolean many;
    private final double client;
    private final double server;
    private final double[] lanes;
    private final double labelLeft;
    private final double labelRight;

    /// @param noted whether there are findings to be told beside the ladder
    LadderColumns(Conversation flow, double width, boolean noted) {
        this.width = width;
        many = flow.lanes().size() > MANY;
        client = TIME + STATE + 4;
        server = Math.max(client + 200, width - STATE - (isWide() && noted ? NOTES : 8));
        lanes = lanes(flow);
        double left = client;
        double right = server;
        if (lanes.length > 1) {
            left = lanes[0];
            right = lanes[lanes.length - 1];
        } else if (lanes.length == 1 && share(flow) != 0.5) {
            left = share(flow) < 0.5 ? lanes[0] : client;
            right = share(flow) < 0.5 ? server : lanes[0];
        }
        labelLeft = left;
        labelRight = right;
    }

    private double[] lanes(Conversation flow) {
        int count = flow.lanes().size();
        double[] places = new double[count];
        for (int lane = 0; lane < count; lane++) {
            double share = count == 1 ? share(flow) : count == 2 ? 0.26 + 0.48 * lane : (lane + 0.8) / (count + 0.6);
            places[lane] = Math.rint(client + (server - client) * share);
        }
        return places;
    }

    /// How far from the client the only vantage point stands, 0…1: near the end whose packets have not been
    /// forwarded yet, in the middle where both or none look so.
    private static double share(Conversation flow) {
        boolean client = isFresh(flow, Direction.CLIENT_TO_SERVER);
        boolean server = isFresh(flow, Direction.SERVER_TO_CLIENT);
        if (client == server) {
            return 0.5;
        }
        return client ? NEAR : 1 - NEAR;
    }

    private static boolean isFresh(Conversation flow, Direction direction) {
        for (int packet = 0; packet < flow.size(); packet++) {
            if (flow.direction(packet) == direction && flow.icmp(packet) == null) {
                return FIRST_TTLS.contains(flow.ttl(packet));
            }
        }
        return false;
    }

    /// Whether findings are told beside the ladder.
    boolean isWide() {
        return width >= WIDE && !many;
    }

    /// Whether there is no room for words between vantage points.
    boolean isTight() {
        return lanes.length > 1 && lanes[1] - lanes[0] < TIGHT;
    }

    double width() {
        return width;
    }

    /// The client's lifeline.
    double client() {
        return client;
    }

    /// The server's lifeline.
    double server() {
        return server;
    }

    double end(boolean ofClient) {
        return ofClient ? client : server;
    }

    /// Number of vantage points.
    int lanes() {
        return lanes.length;
    }

    /// The line of a vantage point.
    double lane(int lane) {
        return lanes[lane];
    }

    /// Middle of the labels.
    double labelMiddle() {
        return (labelLeft + labelRight) / 2;
    }

    /// Where a third party stands that is between the ends.
    double between() {
        return labelMiddle();
    }

    /// Room for labels.
    double labelRoom() {
        return server - client - 40;
    }

    /// Left edge of a band.
    double bandLeft() {
        return TIME + 8;
    }

    /// Left edge of what is told beside the ladder.
    double notes() {
        return width - NOTES + 4;
    }

    /// Room for what is told beside the ladder.
    double notesRoom() {
        return NOTES - 16;
    }
}
