package dev.faultline.app.flow;

import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.icmp.IcmpFields;
import dev.faultline.engine.icmp.IcmpMeaning;
import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.AnalysisFlags;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import java.util.ArrayList;
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
    private final LegTable legs;
    private final PlaceTable places;

    /// @param vantageName names vantage points
    ConversationBuilder(FlowRequest request, IntFunction<String> vantageName) {
        evidence = request.evidence();
        legs = new LegTable(request);
        places = new PlaceTable(vantageName);
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
        legs.learn(packet, connection);
        Direction direction = legs.direction(packet);
        int place = places.of(packet, vantage, legs.of(packet));
        int known = matcher.find(packet, direction, place);
        int index = known >= 0 ? known : packets.add();
        int sighting = sight(packet, place, index, known < 0);
        noteStates(sighting, connection);
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
        describe(packet, index, direction);
    }

    private void noteStates(int sighting, @Nullable TcpConnection connection) {
        if (connection == null) {
            sightings.stateOne[sighting] = SightingTable.NONE;
            sightings.stateOther[sighting] = SightingTable.NONE;
            return;
        }
        boolean oneIsClient = legs.isOneClient(connection);
        TcpEnd one = oneIsClient ? connection.clientEnd() : connection.serverEnd();
        sightings.stateOne[sighting] = (byte) connection.state(one).ordinal();
        sightings.stateOther[sighting] =
                (byte) connection.state(connection.peer(one)).ordinal();
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
        boolean end = legs.isEnd(packet.ip().src());
        if (!quoted.isPresent() || !quoted.hasSeq() || !away || end) {
            return -1;
        }
        boolean fromOne = legs.isOne(quoted.ip().src());
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

    // ----------------------------------------------------------------------------------------- sightings

    private int sight(Packet packet, int place, int index, boolean first) {
        int sighting = sightings.add();
        sightings.frame[sighting] = packet.frame();
        sightings.position[sighting] = packet.position();
        sightings.time[sighting] = packet.timestamp();
        sightings.place[sighting] = (short) place;
        sightings.ttl[sighting] = (short) (packet.hasIp() ? packet.ip().ttl() : 0);
        sightings.packet[sighting] = index;
        if (first) {
            packets.firstSighting[index] = sighting;
        } else {
            matcher.last(index, sighting);
        }
        return sighting;
    }

    /// Ends the collection.
    ///
    /// @param connection the connection, for who opened it; null where there is none
    /// @param heard when interfaces of the capture showed anything at all
    /// @param left what was left out
    Conversation build(
            FlowRequest request,
            @Nullable TcpConnection connection,
            InterfaceTimes heard,
            ConversationReader.LeftOut left) {
        boolean swapped = !legs.isClientKnown()
                && connection != null
                && connection.isClientKnown()
                && !legs.isOneClient(connection);
        places.merge(packets, sightings);
        if (request.loss() != null) {
            places.addUnseen(request.loss());
        }
        List<Place> all = places.all();
        List<Integer> order = VantageOrder.of(packets, sightings, all, swapped, request.loss());
        int[] laneOf = new int[all.size()];
        List<Lane> lanes = new ArrayList<>();
        for (int place : order) {
            laneOf[place] = lanes.size();
            lanes.add(lane(all.get(place), heard));
        }
        if (!order.isEmpty()) {
            new StateColumns(packets, sightings)
                    .fill(swapped ? order.getLast() : order.getFirst(), swapped ? order.getFirst() : order.getLast());
        }
        List<Leg> shown =
                legs.all().stream().map(leg -> swapped ? leg.turned() : leg).toList();
        return new Conversation(
                packets,
                sightings,
                new Conversation.Facts(
                        request.tcpStream(),
                        shown,
                        lanes,
                        laneOf,
                        swapped,
                        left.at(),
                        left.count(),
                        left.atEnd(),
                        left.captureEnd()));
    }

    private static Lane lane(Place place, InterfaceTimes heard) {
        return place.vantage() == Place.UNSEEN
                ? new Lane(place.name(), place.leg(), Long.MIN_VALUE, Long.MAX_VALUE)
                : new Lane(
                        place.name(), place.leg(), heard.first(place.interfaceId()), heard.last(place.interfaceId()));
    }
}
