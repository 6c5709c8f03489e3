package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.FIN;
import static dev.faultline.engine.packet.TcpHeader.RST;
import static dev.faultline.engine.packet.TcpHeader.SYN;

import dev.faultline.engine.flow.Conversation;
import dev.faultline.engine.packet.IpHeader;
import org.jspecify.annotations.Nullable;

/// A TCP conversation as Wireshark counts them: two endpoints, whatever the vantage point, until a SYN with a
/// new sequence number begins another one. The connections seen at each vantage point hang below.
final class TcpConversation extends Conversation {
    // Bits of tcp.completeness.
    private static final int COMPLETE_SYN = 1;
    private static final int COMPLETE_SYN_ACK = 2;
    private static final int COMPLETE_ACK = 4;
    private static final int COMPLETE_DATA = 8;
    private static final int COMPLETE_FIN = 16;
    private static final int COMPLETE_RST = 32;

    final int stream;
    /// Time between a SYN and the first ACK without SYN, nanoseconds; 0 is unset.
    long initialRtt;

    private final boolean clientIsA;
    private final AnalysisSide sideA = new AnalysisSide();
    private final AnalysisSide sideB = new AnalysisSide();
    private long synTime;
    private boolean begun;
    private int firstBits;
    private int completeness;
    private @Nullable ZeekHistory history;
    private @Nullable TcpConnection connections;
    private @Nullable TranslatedHalf halves;

    /// @param clientIsA whether the sender of its first packet looks like the client
    TcpConversation(IpHeader ip, int srcPort, int dstPort, long time, int stream, boolean clientIsA) {
        super(ip, srcPort, dstPort, time);
        this.stream = stream;
        this.clientIsA = clientIsA;
    }

    @Override
    public boolean isClientA() {
        return clientIsA;
    }

    AnalysisSide side(boolean a) {
        return a ? sideA : sideB;
    }

    /// Takes in what Wireshark learns of any segment, also of one that an ICMP error quotes.
    ///
    /// @param tcpFlags flags of the segment
    /// @param length bytes of its payload; 0 where that is not known
    void seen(int tcpFlags, int length, long time) {
        active(time);
        int bits = completes(tcpFlags, length);
        if (begun) {
            completeness |= firstBits | bits & ~COMPLETE_SYN;
        } else {
            begun = true;
            firstBits = bits;
            completeness = (bits & COMPLETE_SYN) != 0 ? bits : 0;
        }
        if ((tcpFlags & (SYN | ACK)) == SYN) {
            synTime = time;
        } else if ((tcpFlags & (SYN | ACK)) == ACK && initialRtt == 0 && synTime != 0) {
            initialRtt = time - synTime;
        }
    }

    private static int completes(int tcpFlags, int length) {
        int bits = switch (tcpFlags & (SYN | ACK)) {
            case SYN -> length > 0 ? COMPLETE_SYN | COMPLETE_DATA : COMPLETE_SYN;
            case SYN | ACK -> COMPLETE_SYN_ACK;
            case ACK -> length > 0 ? COMPLETE_DATA : COMPLETE_ACK;
            default -> 0;
        };
        bits |= (tcpFlags & (FIN | ACK)) == (FIN | ACK) ? COMPLETE_FIN : 0;
        return bits | ((tcpFlags & RST) != 0 ? COMPLETE_RST : 0);
    }

    /// Wireshark's `tcp.completeness`, as `tshark -2` shows it: SYN counts on the first segment alone, and
    /// anything else on that one counts when another one comes.
    int completeness() {
        return completeness;
    }

    /// Zeek's view of the conversation, or null when nobody asked for it.
    @Nullable
    ZeekHistory history() {
        return history;
    }

    void history(ZeekHistory kept) {
        history = kept;
    }

    /// The connection at the vantage point where the conversation was seen first; the others follow it. Null
    /// when only ICMP errors have spoken of the conversation.
    @Nullable
    TcpConnection first() {
        return connections;
    }

    /// Where this conversation has only the answers to another one's requests, that one's connection; or null.
    @Nullable
    TranslatedHalf halfAt(int vantage) {
        TranslatedHalf half = halves;
        while (half != null && half.vantage() != vantage) {
            half = half.next();
        }
        return half == null || half.whole().isOver() ? null : half;
    }

    TranslatedHalf join(int vantage, TcpConnection whole, boolean serverIsA) {
        TranslatedHalf half = new TranslatedHalf(vantage, whole, serverIsA, halves);
        halves = half;
        return half;
    }

    /// The connection at that vantage point, or null.
    @Nullable
    TcpConnection at(int vantage) {
        TcpConnection c = connections;
        while (c != null && c.vantage() != vantage) {
            c = c.elsewhere();
        }
        return c;
    }

    void add(TcpConnection connection) {
        TcpConnection last = connections;
        if (last == null) {
            connections = connection;
            return;
        }
        for (TcpConnection next = last.elsewhere(); next != null; next = next.elsewhere()) {
            last = next;
        }
        last.elsewhere(connection);
    }
}
