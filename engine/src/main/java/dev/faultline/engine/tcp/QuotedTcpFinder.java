package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.flow.FlowTable;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.tcp.QuotedTcp.Proof;
import dev.faultline.engine.tcp.QuotedTcp.View;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Finds the connection that an ICMP error speaks of.
public final class QuotedTcpFinder {
    private static final long RECENT = TimeUnit.SECONDS.toNanos(120);
    private static final int LATELY = 1 << 16;

    private final FlowTable<TcpConversation> table;

    QuotedTcpFinder(FlowTable<TcpConversation> table) {
        this.table = table;
    }

    /// The connection of a quoted packet with TCP ports, or null: the same addresses and ports within the last
    /// two minutes, first at the same vantage point, then at any; else the same client with a server whose
    /// address was translated, if the quoted sequence number fits.
    ///
    /// @param vantage that saw the ICMP error
    /// @param time of the ICMP error
    public @Nullable QuotedTcp find(QuotedPacket quoted, int vantage, long time) {
        IpHeader ip = quoted.ip();
        TcpConversation conversation = table.find(ip, quoted.srcPort(), quoted.dstPort());
        if (conversation != null && time - conversation.lastActive() <= RECENT) {
            TcpConnection here = conversation.at(vantage);
            TcpConnection found = here == null ? conversation.first() : here;
            if (found != null) {
                TcpEnd sender = found.end(conversation.isFromA(ip, quoted.srcPort()));
                View view = here == null ? View.OTHER_VANTAGE : View.SAME_VANTAGE;
                return new QuotedTcp(found, sender, view, proof(quoted, found, sender));
            }
        }
        if (!quoted.hasSeq()) {
            return null;
        }
        QuotedTcp sent = translated(quoted, time, ip.srcHigh(), ip.srcLow(), quoted.srcPort(), true);
        return sent != null ? sent : translated(quoted, time, ip.dstHigh(), ip.dstLow(), quoted.dstPort(), false);
    }

    private @Nullable QuotedTcp translated(
            QuotedPacket quoted, long time, long high, long low, int port, boolean byClient) {
        int version = quoted.ip().version();
        TcpConversation c = table.firstOfClient(version, high, low, port);
        for (; c != null; c = table.nextOfClient(c, version, high, low, port)) {
            TcpConnection found = c.first();
            if (found == null || time - c.lastActive() > RECENT) {
                continue;
            }
            TcpEnd sender = byClient ? found.clientEnd() : found.serverEnd();
            Proof proof = proof(quoted, found, sender);
            if (proof == Proof.SYN || proof == Proof.IN_FLIGHT) {
                return new QuotedTcp(found, sender, View.TRANSLATED, proof);
            }
        }
        return null;
    }

    private static Proof proof(QuotedPacket quoted, TcpConnection connection, TcpEnd sender) {
        if (!quoted.hasSeq() || !sender.isNextKnown()) {
            return Proof.NONE;
        }
        int seq = quoted.seq();
        TcpEnd peer = connection.peer(sender);
        if (sender.isSynSent() && seq == sender.isn()) {
            return peer.packets() == 0 ? Proof.SYN : Proof.NONE;
        }
        if (SequenceNumber.after(seq, sender.next())) {
            return Proof.OUTSIDE;
        }
        if (!peer.isAckKnown()) {
            return Proof.NONE;
        }
        // A keep-alive probe is one before the first byte that is not acknowledged.
        if (SequenceNumber.atOrAfter(seq, peer.lastAck() - 1)) {
            return Proof.IN_FLIGHT;
        }
        return SequenceNumber.atOrAfter(seq, peer.lastAck() - LATELY) ? Proof.NONE : Proof.OUTSIDE;
    }
}
