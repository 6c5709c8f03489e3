package dev.faultline.engine.icmp;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.flow.UdpFlow;
import dev.faultline.engine.flow.UdpFlows;
import dev.faultline.engine.icmp.IcmpSubject.Known;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.QuotedTcp;
import dev.faultline.engine.tcp.QuotedTcpFinder;
import dev.faultline.engine.tcp.TcpConnection;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Finds the flow that an ICMP error is about: by the same addresses and ports at the same vantage point, at
/// any other, then by the client alone, as addresses of servers are translated on the way.
public final class IcmpSubjectFinder {
    /// How long after its last packet a flow is still taken for the one that is quoted, nanoseconds.
    private static final long RECENT = TimeUnit.SECONDS.toNanos(120);

    private static final int FIRST_USER_PORT = 1024;

    private final QuotedTcpFinder tcp;
    private final UdpFlows udp;
    private final EchoTracker echoes;

    public IcmpSubjectFinder(QuotedTcpFinder tcp, UdpFlows udp, EchoTracker echoes) {
        this.tcp = tcp;
        this.udp = udp;
        this.echoes = echoes;
    }

    /// What the ICMP error in `packet` is about, or null when it quotes nothing that could be read.
    public @Nullable IcmpSubject find(Packet packet, int vantage) {
        QuotedPacket quoted = packet.icmp().quoted();
        if (!quoted.isPresent()) {
            return redirected(packet, vantage);
        }
        IcmpSubject found = null;
        if (quoted.hasPorts() && quoted.protocol() == IpHeader.TCP) {
            found = ofTcp(quoted, vantage, packet.timestamp());
        } else if (quoted.hasPorts() && quoted.protocol() == IpHeader.UDP) {
            found = ofUdp(quoted, vantage, packet.timestamp());
        } else if (quoted.icmpType() >= 0) {
            found = ofEcho(quoted);
        }
        return found == null ? unseen(quoted, vantage, packet.timestamp()) : found;
    }

    /// An ICMPv6 redirect names its destination also where it quotes no packet.
    private static @Nullable IcmpSubject redirected(Packet packet, int vantage) {
        IpAddress destination = IcmpFields.redirected(packet);
        if (destination == null) {
            return null;
        }
        Endpoint src = new Endpoint(packet.ip().dst(), Endpoint.NO_PORT);
        Endpoint dst = new Endpoint(destination, Endpoint.NO_PORT);
        IcmpFlow flow = new IcmpFlow(Transport.IP, src, dst, vantage, packet.timestamp());
        return new IcmpSubject(flow, true, Known.BY_ENDS);
    }

    private @Nullable IcmpSubject ofTcp(QuotedPacket quoted, int vantage, long time) {
        QuotedTcp found = tcp.find(quoted, vantage, time);
        if (found == null) {
            return null;
        }
        boolean fromClient = found.sender().equals(found.connection().clientEnd());
        Known known = switch (found.proof()) {
            case SYN, IN_FLIGHT -> Known.PROVED;
            case NONE -> Known.BY_ENDS;
            case OUTSIDE -> Known.CONTRADICTED;
        };
        TcpConnection connection = found.connection();
        long unanswered = connection.isSynSent() ? found.sender().synTime() : IcmpSubject.UNKNOWN;
        return new IcmpSubject(
                connection, fromClient, known, found, found.sender().lastTime(), unanswered);
    }

    private @Nullable IcmpSubject ofUdp(QuotedPacket quoted, int vantage, long time) {
        Known known = Known.PROVED;
        UdpFlow flow = udp.find(quoted, vantage);
        if (flow == null || time - flow.lastSeen() > RECENT) {
            known = Known.TRANSLATED;
            flow = udp.findTranslated(quoted);
        }
        if (flow == null || time - flow.lastSeen() > RECENT) {
            return null;
        }
        boolean fromClient = flow.client().equals(src(quoted));
        if (known == Known.PROVED && flow.lastSent(fromClient) == IcmpSubject.UNKNOWN) {
            known = Known.BY_ENDS;
        }
        return new IcmpSubject(
                flow, fromClient, known, null, flow.lastSent(fromClient), flow.unansweredSince(fromClient));
    }

    private @Nullable IcmpSubject ofEcho(QuotedPacket quoted) {
        EchoFlow flow = echoes.find(quoted);
        if (flow == null) {
            return null;
        }
        boolean fromClient = quoted.icmpType() == 8 || quoted.icmpType() == 128;
        long sent = fromClient ? echoes.answered(flow, quoted.icmpSequence()) : IcmpSubject.UNKNOWN;
        return new IcmpSubject(flow, fromClient, Known.PROVED, null, sent, sent);
    }

    private static IcmpSubject unseen(QuotedPacket quoted, int vantage, long time) {
        boolean fromClient = !looksLikeAnswer(quoted);
        Endpoint client = fromClient ? src(quoted) : dst(quoted);
        Endpoint server = fromClient ? dst(quoted) : src(quoted);
        IcmpFlow flow = new IcmpFlow(transport(quoted.protocol()), client, server, vantage, time);
        return new IcmpSubject(flow, fromClient, Known.UNSEEN);
    }

    private static boolean looksLikeAnswer(QuotedPacket quoted) {
        if (quoted.hasTcpHeader() && (quoted.tcpFlags() & TcpHeader.SYN) != 0) {
            return (quoted.tcpFlags() & TcpHeader.ACK) != 0;
        }
        return quoted.hasPorts() && quoted.srcPort() < FIRST_USER_PORT && quoted.dstPort() >= FIRST_USER_PORT;
    }

    /// The sender of a quoted packet.
    public static Endpoint src(QuotedPacket quoted) {
        return new Endpoint(quoted.ip().src(), quoted.hasPorts() ? quoted.srcPort() : Endpoint.NO_PORT);
    }

    /// Where a quoted packet was going.
    public static Endpoint dst(QuotedPacket quoted) {
        return new Endpoint(quoted.ip().dst(), quoted.hasPorts() ? quoted.dstPort() : Endpoint.NO_PORT);
    }

    /// The transport of an IP protocol number.
    public static Transport transport(int protocol) {
        return switch (protocol) {
            case IpHeader.TCP -> Transport.TCP;
            case IpHeader.UDP -> Transport.UDP;
            case IpHeader.SCTP -> Transport.SCTP;
            case IpHeader.ICMP -> Transport.ICMP;
            case IpHeader.ICMPV6 -> Transport.ICMPV6;
            default -> Transport.IP;
        };
    }
}
