package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.AnalysisFlags;

/// How the data of one direction of a TCP flow goes on, packet by packet: what is acknowledged, what may be
/// sent, what is on its way, and how long an acknowledgment takes. Immutable.
///
/// All as the first vantage point sees it: near the sender the bytes in flight and the round trip are those
/// that the sender knows, near the receiver they are not.
public final class FlowSeries {
    /// A figure that is not known.
    public static final long UNKNOWN = -1;

    private static final int REPEATED = AnalysisFlags.RETRANSMISSION
            | AnalysisFlags.FAST_RETRANSMISSION
            | AnalysisFlags.SPURIOUS_RETRANSMISSION
            | AnalysisFlags.OUT_OF_ORDER;

    private final Conversation flow;
    private final Direction direction;
    private final long[] acknowledged;
    private final long[] edge;
    private final long[] inFlight;
    private final long[] roundTrip;
    private final long highest;
    private final long bytes;

    /// @param direction of the data
    public FlowSeries(Conversation flow, Direction direction) {
        this.flow = flow;
        this.direction = direction;
        int size = flow.size();
        acknowledged = new long[size];
        edge = new long[size];
        inFlight = new long[size];
        roundTrip = new long[size];
        Follower follower = new Follower(size);
        for (int packet = 0; packet < size; packet++) {
            follower.take(packet);
        }
        highest = follower.highestEdge;
        bytes = follower.bytes;
    }

    /// Which way the data goes.
    public Direction direction() {
        return direction;
    }

    /// Bytes of data sent, repeats included.
    public long bytes() {
        return bytes;
    }

    /// The highest number that was sent or allowed.
    public long highest() {
        return highest;
    }

    /// Whether a packet is one of this direction's own.
    public boolean isSent(int packet) {
        return flow.kind(packet) == PacketKind.TCP && flow.direction(packet) == direction;
    }

    /// The highest number that is acknowledged after a packet, or [#UNKNOWN].
    public long acknowledged(int packet) {
        return acknowledged[packet];
    }

    /// The number up to which the receiver allows to send after a packet, or [#UNKNOWN].
    public long edge(int packet) {
        return edge[packet];
    }

    /// Bytes that are sent and not acknowledged after a packet.
    public long inFlight(int packet) {
        return inFlight[packet];
    }

    /// What the receiver's window is after a packet, or [#UNKNOWN].
    public long window(int packet) {
        return edge[packet] == UNKNOWN ? UNKNOWN : edge[packet] - acknowledged[packet];
    }

    /// Nanoseconds from a segment to this acknowledgment of it; [#UNKNOWN] for packets that tell none. Segments
    /// that were sent again tell nothing (Karn's rule, RFC 6298, section 3).
    public long roundTrip(int packet) {
        return roundTrip[packet];
    }

    /// Goes through the packets.
    private final class Follower {
        private final long[] ends;
        private final long[] times;
        private int from;
        private int to;
        private long next;
        private long acked = UNKNOWN;
        private long allowed = UNKNOWN;
        private long highestEdge = 1;
        private long bytes;

        Follower(int size) {
            ends = new long[size];
            times = new long[size];
        }

        void take(int packet) {
            roundTrip[packet] = UNKNOWN;
            if (flow.kind(packet) == PacketKind.TCP && flow.direction(packet) != Direction.OTHER) {
                if (flow.direction(packet) == direction) {
                    sent(packet);
                } else if ((flow.flags(packet) & TcpHeader.ACK) != 0) {
                    acknowledge(packet);
                }
            }
            acknowledged[packet] = acked;
            edge[packet] = allowed;
            inFlight[packet] = acked == UNKNOWN ? 0 : Math.max(0, next - acked);
        }

        private void sent(int packet) {
            int flags = flow.flags(packet);
            long moves = (long) flow.length(packet) + ((flags & (TcpHeader.SYN | TcpHeader.FIN)) != 0 ? 1 : 0);
            long end = flow.seq(packet) + moves;
            bytes += flow.length(packet);
            if ((flow.analysis(packet) & REPEATED) != 0) {
                from = to; // an acknowledgment could be of either
            } else if (moves > 0 && end > next) {
                ends[to] = end;
                times[to++] = flow.time(packet);
            }
            next = Math.max(next, end);
            highestEdge = Math.max(highestEdge, next);
        }

        private void acknowledge(int packet) {
            long ack = flow.ack(packet);
            if (ack > acked) {
                long sentAt = UNKNOWN;
                while (from < to && ends[from] <= ack) {
                    sentAt = times[from++];
                }
                if (sentAt != UNKNOWN) {
                    roundTrip[packet] = Math.max(0, flow.time(packet) - sentAt);
                }
                acked = ack;
            }
            if ((flow.flags(packet) & TcpHeader.RST) == 0) {
                allowed = Math.max(acked, ack + flow.window(packet));
                highestEdge = Math.max(highestEdge, Math.min(allowed, next + (1 << 20)));
            }
        }
    }
}
