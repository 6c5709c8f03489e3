package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.LadderRows;
import dev.faultline.engine.packet.TcpHeader;
import java.util.List;

/// A flow that has been read.
///
/// @param subject what was asked for
/// @param flow its packets
/// @param rows folded, as they are shown at first
/// @param marks the findings on it, the one looked at first
/// @param client name of the client's end
/// @param server name of the server's end
/// @param resetAt the packet that reset it, or -1
record ShownFlow(
        FlowSubject subject,
        Conversation flow,
        LadderRows rows,
        List<FlowMark> marks,
        String client,
        String server,
        int resetAt) {
    ShownFlow {
        marks = List.copyOf(marks);
    }

    /// The packet to look at first: of the first proofs that stand together the one that brings the bad news,
    /// else the first; -1 for a flow with no packets.
    int moment() {
        for (Band band : Band.of(marks, rows)) {
            if (band.first() && band.mark().primary()) {
                return news(band);
            }
        }
        return flow.size() == 0 ? -1 : 0;
    }

    private int news(Band band) {
        List<Integer> proofs = band.mark().packets().stream()
                .filter(packet -> rows.rowOf(packet) <= band.to())
                .toList();
        return proofs.stream()
                .filter(packet -> (flow.flags(packet) & TcpHeader.RST) != 0 || flow.icmp(packet) != null)
                .findFirst()
                .orElse(proofs.getFirst());
    }
}
