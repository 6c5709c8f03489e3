package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.Crossings;
import dev.faultline.app.flow.LadderRows;
import dev.faultline.app.flow.Lane;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.TcpState;
import java.time.ZoneId;
import java.util.List;

/// What a ladder shows: all that does not change while it is scrolled.
///
/// @param flow the packets
/// @param words puts them into words
/// @param rows of the ladder
/// @param bands findings on it
/// @param client the left end
/// @param server the right end
/// @param rowHeight height of the row of a packet, logical pixels
/// @param times how times are written
/// @param zone where the user is
/// @param resetAt the packet that reset the connection, or -1
/// @param crossings which packets were lost between vantage points, and which were made there
record LadderPicture(
        Conversation flow,
        PacketWords words,
        LadderRows rows,
        List<Band> bands,
        FlowEnd client,
        FlowEnd server,
        double rowHeight,
        FlowTime times,
        ZoneId zone,
        int resetAt,
        Crossings crossings) {

    LadderPicture {
        bands = List.copyOf(bands);
    }

    /// The packet after whose RST both ends are closed, or -1.
    static int resetOf(Conversation flow) {
        for (int packet = 0; packet < flow.size(); packet++) {
            boolean reset = (flow.flags(packet) & TcpHeader.RST) != 0;
            if (reset && flow.clientState(packet) == TcpState.CLOSED && flow.serverState(packet) == TcpState.CLOSED) {
                return packet;
            }
        }
        return -1;
    }

    /// The state of an end before a packet.
    TcpState stateBefore(int packet, boolean client) {
        return packet <= 0 ? TcpState.UNKNOWN : stateAfter(packet - 1, client);
    }

    /// The state of an end after a packet. A reset that was made between the ends leaves the one in whose name
    /// it was made as it was: half open.
    TcpState stateAfter(int packet, boolean client) {
        if (packet >= resetAt && resetAt > 0 && client == toServer(resetAt) && crossings.isBorn(resetAt)) {
            return stateAfter(resetAt - 1, client);
        }
        return client ? flow.clientState(packet) : flow.serverState(packet);
    }

    /// Height of the head.
    double head() {
        return LadderPainter.HEAD + (isTranslated() ? LadderPainter.LEGS : 0);
    }

    /// Whether addresses are translated on the way.
    boolean isTranslated() {
        return flow.lanes().stream().map(Lane::leg).distinct().count() > 1;
    }

    /// Whether a packet goes to the right.
    boolean toServer(int packet) {
        return flow.direction(packet) == Direction.CLIENT_TO_SERVER;
    }
}
