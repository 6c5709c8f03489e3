package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.icmp.IcmpFields;
import dev.faultline.engine.icmp.IcmpMeaning;
import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.AnalysisFlags;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpState;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Collects the packets of one flow. Which end is the client may show only at the end, so it calls them "one"
/// (who sent the first packet, where nothing better is known) and "other".
@SuppressWarnings("EnumOrdinal") // columns of bytes, kept nowhere else
final class ConversationBuilder {
    private static final int RETRANSMISSIONS =
            AnalysisFlags.RETRANSMISSION | AnalysisFlags.FAST_RETRANSMISSION | AnalysisFlags.SPURIOUS_RETRANSMISSION;

    private static final int LOOK_BACK = 256;

    private final PacketTable packets = new PacketTable();
    private final SightingTable sightings = new SightingTable();
    private final SightingMatcher matcher = new SightingMatcher(packets, sightings);
    private final SequenceNumbers oneNumbers = new SequenceNumbers();
    private final SequenceNumbers otherNumbers = new SequenceNumbers();
    private final Set<Long> evidence;
    private final boolean endsKnown;
    private @Nullable Endpoint one;
    private @Nullable Endpoint other;
    private TcpState oneState = TcpState.UNKNOWN;
    private TcpState otherState = TcpState.UNKNOWN;

    ConversationBuilder(FlowRequest request) {
        evidence = request.evidence();
        one = request.client();
        other = request.server();
        endsKnown = one != null && other != null;
    }

    /// Number of packets until now.
    int size() {
        return packets.size;
    }

    /// Adds a packet that has just been seen.
    ///
    /// @param analysis what Wireshark says of it
    /// @param copy whether it is a copy of one just before it
    /// @param connection the connection it belongs to, after it has taken the packet in; null where there is
    /// none
    void add(Packet packet, int vantage, int analysis, boolean copy, @Nullable TcpConnection connection) {
        learnEnds(packet);
        Direction direction = direction(packet);
        int known = matcher.find(packet, direction, vantage);
        int index = known >= 0 ? known : packets.add();
        sight(packet, vantage, index, known < 0);
        if (evidence.contains(packet.frame())) {
            packets.marks[index] |= Conversation.EVIDENCE;
        }
        if (known >= 0) {
            return;
        }
        matcher.remember(packet, direction, index);
        packets.direction[index] = (byte) direction.ordinal();
        packets.marks[index] |= copy ? (byte) Conversation.COPY : (byte) 0;
        packets.analysis[index] = (short) analysis;
        if (connection != null) {
            followStates(connection);
        }
        packets.stateOne[index] = (byte) oneState.ordinal();
        packets.stateOther[index] = (byte) otherState.ordinal();
        describe(packet, index, direction);
    }

    private void describe(Packet packet, int index, Direction direction) {
        if (packet.isTcp() || packet.hasPartialTcp()) {
            packets.kind[index] = (byte) PacketKind.TCP.ordinal();
            tcp(packet.tcp(), index, direction);
        } else if (packet.isUdp()) {
            packets.kind[index] = (byte) PacketKind.UDP.ordinal();
            packets.length[index] = packet.udp().payloadLength();
        } else if (packet.isIcmp()) {
            packets.kind[index] = (byte) PacketKind.ICMP.ordinal();
            icmp(packet, index);
        } else {
            packets.kind[index] = (byte) PacketKind.OTHER.ordinal();
            packets.length[index] = packet.length();
        }
    }

    // ---------------------------------------------------------------------------------------------- ends

    private void learnEnds(Packet packet) {
        if (endsKnown || one != null || !packet.hasIp() || packet.isIcmp()) {
            return;
        }
        one = new Endpoint(packet.ip().src(), port(packet, true));
        other = new Endpoint(packet.ip().dst(), port(packet, false));
    }

    /// Where a packet goes. An ICMP error of a third party goes to one of the ends.
    private Direction direction(Packet packet) {
        Endpoint here = one;
        Endpoint there = other;
        if (here == null || there == null || !packet.hasIp()) {
            return Direction.OTHER;
        }
        int srcPort = port(packet, true);
        int dstPort = port(packet, false);
        if (is(here, packet.ip().src(), srcPort) && is(there, packet.ip().dst(), dstPort)) {
            return Direction.CLIENT_TO_SERVER;
        }
        if (is(there, packet.ip().src(), srcPort) && is(here, packet.ip().dst(), dstPort)) {
            return Direction.SERVER_TO_CLIENT;
        }
        if (is(here, packet.ip().dst(), dstPort)) {
            return Direction.SERVER_TO_CLIENT;
        }
        return is(there, packet.ip().dst(), dstPort) ? Direction.CLIENT_TO_SERVER : Direction.OTHER;
    }

    private static boolean is(Endpoint end, IpAddress address, int port) {
        return end.ip().equals(address)
                && (port == Endpoint.NO_PORT || end.port() == Endpoint.NO_PORT || port == end.port());
    }

    private static int port(Packet packet, boolean source) {
        if (packet.isTcp() || packet.hasPartialTcp()) {
            return source ? packet.tcp().srcPort() : packet.tcp().dstPort();
        }
        if (packet.isUdp()) {
            return source ? packet.udp().srcPort() : packet.udp().dstPort();
        }
        return Endpoint.NO_PORT;
    }

    private void followStates(TcpConnection connection) {
        boolean oneIsClient = connection.client().equals(one);
        TcpEnd oneEnd = oneIsClient ? connection.clientEnd() : connection.serverEnd();
        oneState = connection.state(oneEnd);
        otherState = connection.state(connection.peer(oneEnd));
    }

    // ------------------------------------------------------------------------------------------- figures

    private void tcp(TcpHeader tcp, int index, Direction direction) {
        boolean fromOne = direction == Direction.CLIENT_TO_SERVER;
        SequenceNumbers sender = fromOne ? oneNumbers : otherNumbers;
        SequenceNumbers peer = fromOne ? otherNumbers : oneNumbers;
        sender.learn(tcp, peer);
        packets.flags[index] = (byte) tcp.flags();
        packets.length[index] = tcp.payloadLength();
        packets.seq[index] = sender.sent(tcp.seq());
        packets.ack[index] = tcp.has(TcpHeader.ACK) ? peer.told(tcp.ack()) : 0;
        boolean scaled = !tcp.has(TcpHeader.SYN) && sender.scale() > 0 && peer.scale() >= 0;
        packets.window[index] = scaled ? tcp.window() << sender.scale() : tcp.window();
        for (int block = 0; block < tcp.sackBlocks(); block++) {
            packets.addSack(peer.told(tcp.sackLeft(block)), peer.told(tcp.sackRight(block)));
        }
        if ((packets.analysis[index] & RETRANSMISSIONS) != 0) {
            packets.repeat[index] = (byte) Math.min(255, sender.repeated(tcp.seq()));
        }
        if (tcp.has(TcpHeader.SYN)) {
            packets.synOptions.put(index, new SynOptions(tcp.mss(), tcp.windowScale(), tcp.sackPermitted()));
        }
    }

    private void icmp(Packet packet, int index) {
        IcmpMessage icmp = packet.icmp();
        boolean error = icmp.quoted().isPresent();
        int stopped = stopped(packet);
        if (stopped >= 0) {
            packets.marks[stopped] |= Conversation.STOPPED;
        }
        packets.length[index] = packet.ip().payloadLength();
        packets.icmp.put(
                index,
                new IcmpNote(
                        packet.ip().src(),
                        IcmpMeaning.of(icmp.version(), icmp.type(), icmp.code()).name(),
                        IcmpFields.mtu(icmp),
                        error,
                        stopped));
    }

    /// The packet of the flow that a third party says it threw away, or -1: the last one with the number that
    /// is quoted. Redirects and requests to slow down throw nothing away.
    private int stopped(Packet packet) {
        IcmpMessage icmp = packet.icmp();
        QuotedPacket quoted = icmp.quoted();
        boolean away = icmp.version() == 4 ? icmp.type() == 3 || icmp.type() == 11 : icmp.type() <= 3;
        boolean end = isAddress(one, packet) || isAddress(other, packet);
        if (!quoted.isPresent() || !quoted.hasSeq() || !away || end) {
            return -1;
        }
        boolean fromOne = one != null && one.ip().equals(quoted.ip().src());
        Direction direction = fromOne ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT;
        long seq = (fromOne ? oneNumbers : otherNumbers).told(quoted.seq());
        for (int i = packets.size - 1; i >= Math.max(0, packets.size - LOOK_BACK); i--) {
            if (packets.kind[i] == PacketKind.TCP.ordinal()
                    && packets.direction[i] == direction.ordinal()
                    && packets.seq[i] == seq) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAddress(@Nullable Endpoint end, Packet packet) {
        return end != null && end.ip().equals(packet.ip().src());
    }

    // ----------------------------------------------------------------------------------------- sightings

    private void sight(Packet packet, int vantage, int index, boolean first) {
        int sighting = sightings.add();
        sightings.frame[sighting] = packet.frame();
        sightings.position[sighting] = packet.position();
        sightings.time[sighting] = packet.timestamp();
        sightings.vantage[sighting] = (short) vantage;
        sightings.ttl[sighting] = (short) (packet.hasIp() ? packet.ip().ttl() : 0);
        sightings.packet[sighting] = index;
        if (first) {
            packets.firstSighting[index] = sighting;
        } else {
            matcher.last(index, sighting);
        }
    }

    /// Ends the collection.
    ///
    /// @param connection the connection, for who opened it; null where there is none
    /// @param vantageName names vantage points
    /// @param left what was left out
    Conversation build(
            FlowRequest request,
            @Nullable TcpConnection connection,
            IntFunction<String> vantageName,
            ConversationReader.LeftOut left) {
        boolean swapped = !endsKnown
                && connection != null
                && connection.isClientKnown()
                && !connection.client().equals(one);
        VantageOrder order = VantageOrder.of(packets, sightings, swapped);
        List<String> names = order.names(vantageName);
        return new Conversation(
                packets,
                sightings,
                new Conversation.Facts(
                        swapped ? other : one,
                        swapped ? one : other,
                        request.tcpStream(),
                        names,
                        order.lanes(),
                        swapped,
                        left.at(),
                        left.count(),
                        left.atEnd(),
                        left.captureEnd()));
    }
}
