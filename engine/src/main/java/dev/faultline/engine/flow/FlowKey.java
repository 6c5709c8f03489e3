package dev.faultline.engine.flow;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.packet.DecodeOutcome;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import org.jspecify.annotations.Nullable;

/// Names flows by a number: both directions, every vantage point and every connection between the same ends
/// have the same one. An ICMP error has that of the flow that it quotes. Good within one run of the program.
public final class FlowKey {
    /// Of what belongs to no flow.
    public static final long NONE = 0;

    private static final int FRAGMENT = 0x100;

    private FlowKey() {}

    /// The flow of a packet. Fragments but for the one that completes its packet belong to [#fragments].
    public static long of(Packet packet) {
        if (!packet.hasIp()) {
            return NONE;
        }
        IpHeader ip = packet.ip();
        if (packet.outcome() == DecodeOutcome.FRAGMENT) {
            return key(FRAGMENT, ip, Endpoint.NO_PORT, Endpoint.NO_PORT);
        }
        if (packet.isTcp() || packet.hasPartialTcp()) {
            return key(IpHeader.TCP, ip, packet.tcp().srcPort(), packet.tcp().dstPort());
        }
        if (packet.isUdp()) {
            return key(IpHeader.UDP, ip, packet.udp().srcPort(), packet.udp().dstPort());
        }
        if (packet.isIcmp() && packet.icmp().quoted().isPresent()) {
            return of(packet.icmp().quoted());
        }
        return key(ip.protocol(), ip, Endpoint.NO_PORT, Endpoint.NO_PORT);
    }

    private static long of(QuotedPacket quoted) {
        boolean ports = quoted.hasPorts();
        return key(
                quoted.ip().protocol(),
                quoted.ip(),
                ports ? quoted.srcPort() : Endpoint.NO_PORT,
                ports ? quoted.dstPort() : Endpoint.NO_PORT);
    }

    /// The flow between two ends; [#NONE] where the transport does not say which.
    public static long of(Transport transport, @Nullable Endpoint src, @Nullable Endpoint dst) {
        int protocol = switch (transport) {
            case TCP -> IpHeader.TCP;
            case UDP -> IpHeader.UDP;
            case SCTP -> IpHeader.SCTP;
            case ICMP -> IpHeader.ICMP;
            case ICMPV6 -> IpHeader.ICMPV6;
            case ARP, IP, NONE -> IpHeader.NONE;
        };
        if (protocol == IpHeader.NONE || src == null || dst == null) {
            return NONE;
        }
        return key(protocol, end(src.ip(), src.port()), end(dst.ip(), dst.port()));
    }

    /// The fragments between two hosts.
    public static long fragments(Endpoint src, Endpoint dst) {
        return key(FRAGMENT, end(src.ip(), Endpoint.NO_PORT), end(dst.ip(), Endpoint.NO_PORT));
    }

    private static long end(IpAddress ip, int port) {
        return FlowHash.end(ip.high(), ip.low(), port);
    }

    private static long key(int protocol, IpHeader ip, int srcPort, int dstPort) {
        return key(
                protocol,
                FlowHash.end(ip.srcHigh(), ip.srcLow(), srcPort),
                FlowHash.end(ip.dstHigh(), ip.dstLow(), dstPort));
    }

    private static long key(int protocol, long src, long dst) {
        long key = FlowHash.pair(src, dst) + protocol * 0x9e3779b97f4a7c15L;
        return key == NONE ? 1 : key;
    }
}
