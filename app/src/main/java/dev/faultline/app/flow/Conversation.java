package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.tcp.AnalysisFlags;
import dev.faultline.engine.tcp.TcpState;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One flow, packet by packet, in the order of the capture. A packet that several vantage points saw is one
/// packet with several sightings. Immutable; any thread may read it.
///
/// Sequence and acknowledgment numbers are relative as in Wireshark and do not wrap.
@SuppressWarnings("EnumOrdinal") // columns of bytes, kept nowhere else
public final class Conversation {
    /// The packet proves the finding that the flow is looked at for.
    static final int EVIDENCE = 1;

    /// The packet is a copy of the one before, made by the network or the capture.
    static final int COPY = 2;

    /// A third party threw the packet away.
    static final int STOPPED = 4;

    /// Flags of Wireshark that tell of trouble; the others are part of a healthy flow.
    static final int TROUBLE = AnalysisFlags.RETRANSMISSION
            | AnalysisFlags.FAST_RETRANSMISSION
            | AnalysisFlags.SPURIOUS_RETRANSMISSION
            | AnalysisFlags.OUT_OF_ORDER
            | AnalysisFlags.LOST_SEGMENT
            | AnalysisFlags.ACK_LOST_SEGMENT
            | AnalysisFlags.DUPLICATE_ACK
            | AnalysisFlags.ZERO_WINDOW
            | AnalysisFlags.ZERO_WINDOW_PROBE
            | AnalysisFlags.ZERO_WINDOW_PROBE_ACK
            | AnalysisFlags.WINDOW_FULL;

    private static final PacketKind[] KINDS = PacketKind.values();
    private static final Direction[] DIRECTIONS = Direction.values();
    private static final TcpState[] STATES = TcpState.values();
    private static final int RST = 1 << 2;

    private final PacketTable packets;
    private final SightingTable sightings;
    private final Facts facts;

    /// What is known of the flow as a whole.
    ///
    /// @param tcpStream Wireshark's number, or -1
    /// @param legs its addresses, between translations of addresses; none when nothing tells
    /// @param lanes where it was seen, the client's side first; an empty name for the only vantage point of a
    /// capture that does not name it
    /// @param laneOf the lane of each place, by its number
    /// @param swapped whether "one" of the columns is the server
    /// @param omittedAt index of the packet before which others were left out for want of room, or -1
    /// @param omitted how many
    /// @param omittedAtEnd packets after the last one that were left out
    /// @param captureEnd time of the latest packet of the whole capture
    @SuppressWarnings("ArrayRecordComponent")
    record Facts(
            int tcpStream,
            List<Leg> legs,
            List<Lane> lanes,
            int[] laneOf,
            boolean swapped,
            int omittedAt,
            long omitted,
            long omittedAtEnd,
            long captureEnd) {}

    Conversation(PacketTable packets, SightingTable sightings, Facts facts) {
        this.packets = packets;
        this.sightings = sightings;
        this.facts = facts;
    }

    /// Number of packets.
    public int size() {
        return packets.size;
    }

    /// Who opened the flow, by the address next to it; null when nothing tells.
    public @Nullable Endpoint client() {
        Leg first = nearest(true);
        return first == null ? null : first.client();
    }

    /// The other end, by the address next to it; null when nothing tells.
    public @Nullable Endpoint server() {
        Leg last = nearest(false);
        return last == null ? null : last.server();
    }

    private @Nullable Leg nearest(boolean client) {
        if (facts.legs().isEmpty()) {
            return null;
        }
        List<Lane> lanes = facts.lanes();
        int leg = lanes.isEmpty() ? 0 : (client ? lanes.getFirst() : lanes.getLast()).leg();
        return facts.legs().get(leg);
    }

    /// The addresses that it has on its way; several where addresses are translated.
    public List<Leg> legs() {
        return facts.legs();
    }

    /// Whether an address is one of the ends, on any leg.
    public boolean isEnd(IpAddress address) {
        return facts.legs().stream()
                .anyMatch(leg ->
                        leg.client().ip().equals(address) || leg.server().ip().equals(address));
    }

    /// The addresses that a packet had where it was first seen; null when nothing tells.
    public @Nullable Leg leg(int packet) {
        return facts.legs().isEmpty()
                ? null
                : facts.legs().get(facts.lanes().get(lane(packet)).leg());
    }

    /// Wireshark's number of the stream, or -1.
    public int tcpStream() {
        return facts.tcpStream();
    }

    /// The places where packets were seen, from the client to the server. Empty names where the capture has
    /// none.
    public List<Lane> lanes() {
        return facts.lanes();
    }

    /// Index of the packet before which [#omitted()] others were left out, or -1.
    public int omittedAt() {
        return facts.omittedAt();
    }

    /// How many packets were left out in the middle, as there were too many.
    public long omitted() {
        return facts.omitted();
    }

    /// How many were left out after the last one.
    public long omittedAtEnd() {
        return facts.omittedAtEnd();
    }

    /// Time of the latest packet of the whole capture, nanoseconds since the epoch.
    public long captureEnd() {
        return facts.captureEnd();
    }

    public PacketKind kind(int packet) {
        return KINDS[packets.kind[packet]];
    }

    public Direction direction(int packet) {
        Direction direction = DIRECTIONS[packets.direction[packet]];
        if (!facts.swapped()) {
            return direction;
        }
        return switch (direction) {
            case CLIENT_TO_SERVER -> Direction.SERVER_TO_CLIENT;
            case SERVER_TO_CLIENT -> Direction.CLIENT_TO_SERVER;
            case OTHER -> Direction.OTHER;
        };
    }

    /// The TCP flag bits; 0 for other packets.
    public int flags(int packet) {
        return packets.flags[packet] & 0xff;
    }

    /// Relative sequence number; for an ICMP error that of the quoted segment.
    public long seq(int packet) {
        return packets.seq[packet];
    }

    /// Relative acknowledgment number.
    public long ack(int packet) {
        return packets.ack[packet];
    }

    /// Bytes of payload.
    public int length(int packet) {
        return packets.length[packet];
    }

    /// Bytes that its sender can take, scaled where the handshake told the scale.
    public int window(int packet) {
        return packets.window[packet];
    }

    /// What Wireshark says of it, bits of [AnalysisFlags].
    public int analysis(int packet) {
        return packets.analysis[packet];
    }

    /// How often the same segment has been sent again by now, from 1; 0 when it is no retransmission.
    public int repeat(int packet) {
        return packets.repeat[packet] & 0xff;
    }

    /// State of the client after the packet.
    public TcpState clientState(int packet) {
        return STATES[facts.swapped() ? packets.stateOther[packet] : packets.stateOne[packet]];
    }

    /// State of the server after the packet.
    public TcpState serverState(int packet) {
        return STATES[facts.swapped() ? packets.stateOne[packet] : packets.stateOther[packet]];
    }

    /// Whether it proves the finding that the flow is looked at for.
    public boolean isEvidence(int packet) {
        return (packets.marks[packet] & EVIDENCE) != 0;
    }

    /// Whether it is a copy of a packet just before it, at the same vantage point.
    public boolean isCopy(int packet) {
        return (packets.marks[packet] & COPY) != 0;
    }

    /// Whether something is wrong here: a flag of Wireshark's that tells of trouble, a reset, an ICMP error, or
    /// a proof of the finding.
    public boolean isTrouble(int packet) {
        IcmpNote note = icmp(packet);
        return isEvidence(packet)
                || (analysis(packet) & TROUBLE) != 0
                || (flags(packet) & RST) != 0
                || note != null && note.error();
    }

    /// What an ICMP message says; null for other packets.
    public @Nullable IcmpNote icmp(int packet) {
        return packets.icmp.get(packet);
    }

    /// Whether a third party reported that it threw the packet away: it did not get to the other end.
    public boolean isStopped(int packet) {
        return (packets.marks[packet] & STOPPED) != 0;
    }

    /// What a SYN offers; null for other packets.
    public @Nullable SynOptions synOptions(int packet) {
        return packets.synOptions.get(packet);
    }

    /// Number of SACK blocks.
    public int sacks(int packet) {
        return packets.sacks[packet];
    }

    /// Relative number of the first byte of a SACK block.
    public long sackLeft(int packet, int block) {
        return packets.sackEdge(packets.sackAt[packet] + 2 * block);
    }

    /// Relative number after the last byte of a SACK block.
    public long sackRight(int packet, int block) {
        return packets.sackEdge(packets.sackAt[packet] + 2 * block + 1);
    }

    // ----------------------------------------------------------------------------------------- sightings

    /// When it was first seen, nanoseconds since the epoch.
    public long time(int packet) {
        return sightings.time[packets.firstSighting[packet]];
    }

    /// Number of the frame that showed it first.
    public long frame(int packet) {
        return sightings.frame[packets.firstSighting[packet]];
    }

    /// Where that frame's record begins in the capture, or -1.
    public long position(int packet) {
        return sightings.position[packets.firstSighting[packet]];
    }

    /// Time to live where it was first seen; 0 where it has none.
    public int ttl(int packet) {
        return sightings.ttl[packets.firstSighting[packet]];
    }

    /// The lane that saw it first.
    public int lane(int packet) {
        return facts.laneOf()[sightings.place[packets.firstSighting[packet]]];
    }

    /// The frame that shows the packet in a lane, or -1 where it was not seen.
    public long frameAt(int packet, int lane) {
        int sighting = at(packet, lane);
        return sighting == SightingTable.NONE ? -1 : sightings.frame[sighting];
    }

    /// Time to live where the packet passed a lane, or -1 where it was not seen.
    public int ttlAt(int packet, int lane) {
        int sighting = at(packet, lane);
        return sighting == SightingTable.NONE ? -1 : sightings.ttl[sighting];
    }

    private int at(int packet, int lane) {
        int sighting = packets.firstSighting[packet];
        while (sighting != SightingTable.NONE && facts.laneOf()[sightings.place[sighting]] != lane) {
            sighting = sightings.next[sighting];
        }
        return sighting;
    }

    /// The packet that a frame shows, or -1.
    public int packetOfFrame(long frame) {
        int sighting = sightings.ofFrame(frame);
        return sighting == SightingTable.NONE ? -1 : sightings.packet[sighting];
    }

    /// The packets that these frames show, in order.
    public int[] packetsOf(Set<Long> frames) {
        return frames.stream()
                .mapToInt(this::packetOfFrame)
                .filter(packet -> packet >= 0)
                .sorted()
                .distinct()
                .toArray();
    }

    /// The packet of the flow that is nearest in time.
    public int nearest(long time) {
        int low = 0;
        int high = size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && time - time(low - 1) < time(low) - time ? low - 1 : low;
    }
}
