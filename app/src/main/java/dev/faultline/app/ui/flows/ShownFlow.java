package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.Crossings;
import dev.faultline.app.flow.LadderRows;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.packet.TcpHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A flow that has been read.
///
/// @param subject what was asked for
/// @param flow its packets
/// @param rows folded, as they are shown at first
/// @param marks the findings on it, the one looked at first
/// @param names what addresses were called
/// @param resetAt the packet that reset it, or -1
/// @param crossings what became of its packets between vantage points
record ShownFlow(
        FlowSubject subject,
        Conversation flow,
        LadderRows rows,
        List<FlowMark> marks,
        EndpointNames names,
        int resetAt,
        Crossings crossings) {
    ShownFlow {
        marks = List.copyOf(marks);
    }

    /// The client's end, as it was called when the flow began.
    FlowEnd client() {
        return FlowEnd.of(flow.client(), nameOf(flow.client()), Messages.text("detail.client"));
    }

    /// The server's end.
    FlowEnd server() {
        return FlowEnd.of(flow.server(), nameOf(flow.server()), Messages.text("detail.server"));
    }

    private AddressName nameOf(@Nullable Endpoint end) {
        return flow.size() == 0 ? AddressName.NONE : names.at(end, flow.time(0));
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
