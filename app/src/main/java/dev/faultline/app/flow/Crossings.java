package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.packet.TcpHeader;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Which packets of a flow were lost between two of its vantage points, and which were made there. That one of
/// them did not see a packet proves neither: its capture may have begun late or ended early, or have missed it.
/// So a packet counts as lost where the findings say so, or where its data was not acknowledged before it was
/// sent again; a reset or SYN-ACK counts as made on the way where a finding does not blame its sender, or where
/// its time to live differs from that of its sender's packets. Immutable.
public final class Crossings {
    /// A place that has shown nothing for longer, or not yet, may not have been listening.
    private static final long NEAR = TimeUnit.SECONDS.toNanos(1);

    private static final int LOOK_AHEAD = 20_000;
    private static final int NONE = -1;

    private final Conversation flow;
    private final List<Finding> findings;
    private final List<LossPlace> losses;
    private final BitSet lost;
    private final BitSet born;

    /// @param findings all on the flow
    public Crossings(Conversation flow, List<Finding> findings) {
        this.flow = flow;
        this.findings = List.copyOf(findings);
        losses = findings.stream()
                .map(LossPlace::of)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        lost = new BitSet(flow.size());
        born = new BitSet(flow.size());
        for (int packet = 0; flow.lanes().size() > 1 && packet < flow.size(); packet++) {
            lost.set(packet, isLostBefore(packet, next(packet)));
            born.set(packet, isBornBehind(packet, before(packet)));
        }
    }

    /// Whether it was lost after the last lane that saw it.
    public boolean isLost(int packet) {
        return lost.get(packet);
    }

    /// Whether it was made before the first lane that saw it, behind its sender.
    public boolean isBorn(int packet) {
        return born.get(packet);
    }

    /// The last lane on its way that saw a packet.
    public int lastSeen(int packet) {
        return outermost(packet, isToServer(packet));
    }

    /// The first lane on its way that saw a packet.
    public int firstSeen(int packet) {
        return outermost(packet, !isToServer(packet));
    }

    /// The lane after the last one that saw it, or -1.
    public int next(int packet) {
        return beside(lastSeen(packet), isToServer(packet) ? 1 : -1);
    }

    /// The lane before the first one that saw it, or -1.
    public int before(int packet) {
        return beside(firstSeen(packet), isToServer(packet) ? -1 : 1);
    }

    /// Whether a place was listening when a packet should have passed it.
    public boolean isAwake(int lane, int packet) {
        Lane place = flow.lanes().get(lane);
        long time = flow.time(packet);
        return place.heardFrom() <= time + NEAR && time - NEAR <= place.heardTo();
    }

    private int beside(int lane, int step) {
        int other = lane + step;
        return other >= 0 && other < flow.lanes().size() ? other : NONE;
    }

    /// The lane furthest to the server, or to the client, that saw a packet.
    private int outermost(int packet, boolean toServer) {
        int lanes = flow.lanes().size();
        for (int i = 0; i < lanes; i++) {
            int lane = toServer ? lanes - 1 - i : i;
            if (flow.frameAt(packet, lane) >= 0) {
                return lane;
            }
        }
        return flow.lane(packet);
    }

    private boolean isToServer(int packet) {
        return flow.direction(packet) == Direction.CLIENT_TO_SERVER;
    }

    // -------------------------------------------------------------------------------------------------- lost

    private boolean isLostBefore(int packet, int next) {
        boolean crosses =
                next != NONE && flow.kind(packet) != PacketKind.ICMP && flow.direction(packet) != Direction.OTHER;
        if (!crosses || !isAwake(next, packet)) {
            return false;
        }
        boolean moves = sequenceLength(packet) > 0;
        return moves ? !arrived(packet) : isToldLost(packet, next);
    }

    private boolean isToldLost(int packet, int next) {
        String after = flow.lanes().get(lastSeen(packet)).name();
        String before = flow.lanes().get(next).name();
        return losses.contains(new LossPlace(after, before, isToServer(packet)));
    }

    /// Whether its bytes were acknowledged before they were sent again.
    private boolean arrived(int packet) {
        long end = flow.seq(packet) + sequenceLength(packet);
        int last = Math.min(flow.size(), packet + LOOK_AHEAD);
        for (int later = packet + 1; later < last; later++) {
            if (flow.kind(later) != PacketKind.TCP) {
                continue;
            }
            if (flow.direction(later) != flow.direction(packet)) {
                if ((flow.flags(later) & TcpHeader.ACK) != 0 && flow.ack(later) >= end) {
                    return true;
                }
            } else if (sequenceLength(later) > 0
                    && flow.seq(later) < end
                    && flow.seq(later) + sequenceLength(later) > flow.seq(packet)) {
                return false;
            }
        }
        return false;
    }

    private long sequenceLength(int packet) {
        int flags = flow.flags(packet);
        return flow.length(packet) + ((flags & TcpHeader.SYN) != 0 ? 1L : 0) + ((flags & TcpHeader.FIN) != 0 ? 1 : 0);
    }

    // -------------------------------------------------------------------------------------------------- born

    private boolean isBornBehind(int packet, int before) {
        int flags = flow.flags(packet);
        boolean answers = (flags & TcpHeader.RST) != 0 || (flags & TcpHeader.SYN) != 0 && (flags & TcpHeader.ACK) != 0;
        if (before == NONE || !answers || !isAwake(before, packet)) {
            return false;
        }
        List<Finding> told = findings.stream()
                .filter(finding -> proofs(finding).anyMatch(proof -> proof == packet))
                .toList();
        return told.isEmpty()
                ? hasForeignTtl(packet)
                : told.stream().noneMatch(finding -> finding.blame() == sender(packet));
    }

    private Stream<Integer> proofs(Finding finding) {
        return finding.evidence().stream().map(Evidence::frame).map(flow::packetOfFrame);
    }

    private Blame sender(int packet) {
        return isToServer(packet) ? Blame.SRC : Blame.DST;
    }

    /// Whether no other packet of its sender came with the same time to live by where it was first seen.
    private boolean hasForeignTtl(int packet) {
        int lane = firstSeen(packet);
        boolean others = false;
        for (int other = 0; other < Math.min(flow.size(), LOOK_AHEAD); other++) {
            boolean comparable = other != packet
                    && flow.kind(other) == PacketKind.TCP
                    && flow.direction(other) == flow.direction(packet)
                    && flow.ttlAt(other, lane) >= 0;
            if (comparable && flow.ttlAt(other, lane) == flow.ttlAt(packet, lane)) {
                return false;
            }
            others |= comparable;
        }
        return others;
    }
}
