package dev.faultline.app.session;

import dev.faultline.app.Messages;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.icmp.IcmpFields;
import dev.faultline.engine.icmp.IcmpMeaning;
import dev.faultline.engine.packet.DecodeOutcome;
import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.packet.TcpHeader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the packets of one flow in a line each. First [#learn] from all of them, then ask for lines.
final class PacketLines {
    private final @Nullable Endpoint client;
    private final @Nullable Endpoint server;
    private final long start;
    /// Initial sequence numbers, as far as SYNs tell them.
    private final Map<Direction, Integer> initial = new EnumMap<>(Direction.class);

    /// @param start time of the first packet
    PacketLines(@Nullable Endpoint client, @Nullable Endpoint server, long start) {
        this.client = client;
        this.server = server;
        this.start = start;
    }

    /// Takes from a packet what relative sequence numbers are relative to.
    void learn(Packet packet) {
        Direction direction = direction(packet);
        Direction back = opposite(direction);
        if (back == null || !packet.isTcp() || !packet.tcp().has(TcpHeader.SYN)) {
            return;
        }
        initial.putIfAbsent(direction, packet.tcp().seq());
        if (packet.tcp().has(TcpHeader.ACK)) {
            initial.putIfAbsent(back, packet.tcp().ack() - 1);
        }
    }

    /// Takes relative numbers of a segment from one who knows the whole flow.
    void learn(Packet packet, long seq, long ack) {
        Direction direction = direction(packet);
        Direction back = opposite(direction);
        if (back != null && packet.isTcp()) {
            initial.put(direction, packet.tcp().seq() - (int) seq);
            initial.put(back, packet.tcp().ack() - (int) ack);
        }
    }

    PacketLine line(Packet packet) {
        return new PacketLine(
                packet.frame(),
                packet.position(),
                packet.timestamp(),
                packet.timestamp() - start,
                direction(packet),
                what(packet),
                isError(packet),
                rest(packet));
    }

    Direction direction(Packet packet) {
        if (!packet.hasIp()) {
            return Direction.OTHER;
        }
        if (isFrom(packet, client)) {
            return Direction.CLIENT_TO_SERVER;
        }
        return isFrom(packet, server) ? Direction.SERVER_TO_CLIENT : Direction.OTHER;
    }

    private static boolean isFrom(Packet packet, @Nullable Endpoint end) {
        if (end == null || !packet.ip().src().equals(end.ip())) {
            return false;
        }
        int port = packet.isTcp()
                ? packet.tcp().srcPort()
                : packet.isUdp() ? packet.udp().srcPort() : Endpoint.NO_PORT;
        return port == Endpoint.NO_PORT || end.port() == Endpoint.NO_PORT || port == end.port();
    }

    private static @Nullable Direction opposite(Direction direction) {
        return switch (direction) {
            case CLIENT_TO_SERVER -> Direction.SERVER_TO_CLIENT;
            case SERVER_TO_CLIENT -> Direction.CLIENT_TO_SERVER;
            case OTHER -> null;
        };
    }

    private static boolean isError(Packet packet) {
        return packet.isTcp()
                ? packet.tcp().has(TcpHeader.RST)
                : packet.isIcmp() && packet.icmp().quoted().isPresent();
    }

    private static String what(Packet packet) {
        if (packet.isTcp()) {
            return FlagNames.of(packet.tcp().flags());
        }
        if (packet.isUdp()) {
            return "UDP";
        }
        if (packet.isIcmp()) {
            return meaning(packet.icmp());
        }
        if (packet.outcome() == DecodeOutcome.FRAGMENT) {
            return Messages.text("packet.fragment");
        }
        return packet.hasIp() ? "IP " + packet.ip().protocol() : Messages.text("packet.frame");
    }

    static String meaning(IcmpMessage icmp) {
        return IcmpMeaning.of(icmp.version(), icmp.type(), icmp.code()).name();
    }

    private String rest(Packet packet) {
        if (!packet.hasIp()) {
            return Messages.text("packet.bytes", packet.length());
        }
        List<String> words = new ArrayList<>();
        if (packet.isTcp()) {
            tcp(words, packet);
        } else if (packet.isUdp()) {
            words.add(packet.udp().srcPort() + "→" + packet.udp().dstPort());
            words.add("len " + packet.udp().payloadLength());
        } else if (packet.isIcmp()) {
            icmp(words, packet);
        } else {
            words.add(packet.ip().src() + "→" + packet.ip().dst());
        }
        words.add("ttl " + packet.ip().ttl());
        return String.join(" ", words);
    }

    private void tcp(List<String> words, Packet packet) {
        TcpHeader tcp = packet.tcp();
        Direction direction = direction(packet);
        if (direction != Direction.SERVER_TO_CLIENT) {
            words.add(tcp.srcPort() + "→" + tcp.dstPort());
        }
        boolean acknowledges = tcp.has(TcpHeader.ACK);
        if (!acknowledges || tcp.sequenceLength() > 0) {
            words.add("seq " + sequence(direction, tcp));
        }
        if (acknowledges) {
            words.add("ack " + acknowledgment(direction, tcp));
        }
        if (tcp.payloadLength() > 0) {
            words.add("len " + tcp.payloadLength());
        }
        if (acknowledges || !tcp.has(TcpHeader.SYN)) {
            words.add("win " + tcp.window());
        }
    }

    /// Relative where a SYN among the packets tells the first one, else as on the wire.
    long sequence(Direction direction, TcpHeader tcp) {
        return relative(initial.get(direction), tcp.seq());
    }

    long acknowledgment(Direction direction, TcpHeader tcp) {
        Direction back = opposite(direction);
        return relative(back == null ? null : initial.get(back), tcp.ack());
    }

    private static long relative(@Nullable Integer from, int number) {
        return Integer.toUnsignedLong(from == null ? number : number - from);
    }

    private static void icmp(List<String> words, Packet packet) {
        words.add(packet.ip().src() + "→" + packet.ip().dst());
        QuotedPacket quoted = packet.icmp().quoted();
        if (quoted.isPresent()) {
            words.add("(" + end(quoted.ip().src(), quoted, quoted.srcPort()) + "→"
                    + end(quoted.ip().dst(), quoted, quoted.dstPort()) + " " + protocol(quoted.protocol()) + ")");
        }
        int mtu = IcmpFields.mtu(packet.icmp());
        if (mtu != IcmpFields.NO_MTU) {
            words.add("mtu " + mtu);
        }
    }

    static Endpoint end(IpAddress address, QuotedPacket quoted, int port) {
        return new Endpoint(address, quoted.hasPorts() ? port : Endpoint.NO_PORT);
    }

    /// The name of an IP protocol, or its number.
    static String protocol(int number) {
        return switch (number) {
            case IpHeader.TCP -> "tcp";
            case IpHeader.UDP -> "udp";
            case IpHeader.ICMP -> "icmp";
            case IpHeader.ICMPV6 -> "icmpv6";
            case IpHeader.SCTP -> "sctp";
            default -> Integer.toString(number);
        };
    }
}
