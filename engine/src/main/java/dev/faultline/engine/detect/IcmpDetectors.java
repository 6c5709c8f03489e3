package dev.faultline.engine.detect;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.flow.UdpFlows;
import dev.faultline.engine.icmp.EchoTracker;
import dev.faultline.engine.icmp.IcmpMeaning;
import dev.faultline.engine.icmp.IcmpSubjectFinder;
import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.QuotedTcpFinder;

/// All that finds errors in ICMP messages, and in ARP, which does for IPv4 what ICMPv6 does for IPv6. Used by
/// the analysing thread alone.
public final class IcmpDetectors {
    private final EchoTracker echoes;
    private final IcmpErrorDetector errors;
    private final RouterDetector routers;
    private final NeighborDetector neighbors;

    /// @param tcp finds the connections that errors speak of
    /// @param udp the same for UDP
    /// @param listener hears of errors about TCP connections
    public IcmpDetectors(
            FindingBook book, QuotedTcpFinder tcp, UdpFlows udp, Limits limits, TcpErrorListener listener) {
        echoes = new EchoTracker(limits, new EchoDetector(book));
        neighbors = new NeighborDetector(book, limits, listener);
        errors = new IcmpErrorDetector(book, new IcmpSubjectFinder(tcp, udp, echoes), listener, neighbors);
        routers = new RouterDetector(book);
    }

    /// Takes in a packet with ICMP of either version, after TCP and UDP flows know what came before it.
    public void accept(Packet packet, int vantage) {
        IcmpMessage icmp = packet.icmp();
        if (EchoTracker.isRequest(icmp) || EchoTracker.isReply(icmp)) {
            echoes.accept(packet, vantage);
            return;
        }
        if (NeighborDetector.isNeighborMessage(icmp)) {
            neighbors.accept(packet, vantage);
            return;
        }
        IcmpMeaning meaning = IcmpMeaning.of(icmp.version(), icmp.type(), icmp.code());
        FindingKind kind = meaning.kind();
        if (kind == FindingKind.ICMP_ROUTER_SOLICITATION || kind == FindingKind.ICMP_ROUTER_ADVERTISEMENT) {
            routers.accept(packet, vantage, meaning, kind);
        } else if (kind != null) {
            errors.accept(packet, vantage, meaning, kind);
        }
    }

    /// Takes in a packet with ARP.
    public void acceptArp(Packet packet, int vantage) {
        neighbors.acceptArp(packet, vantage);
    }

    /// Capture time has moved on to `time`: timers may run out. Cheap when none does.
    public void advance(long time) {
        echoes.advance(time);
        routers.advance(time);
        neighbors.advance(time);
    }

    /// The capture has ended at `time`: what still waits is told as open.
    public void end(long time) {
        advance(time);
        echoes.end();
    }
}
