package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.SYN;

import dev.faultline.engine.flow.Conversation;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/// A TCP conversation as Wireshark counts them: two endpoints, whatever the vantage point, until a SYN with a
/// new sequence number begins another one. The connections seen at each vantage point hang below.
final class TcpConversation extends Conversation {
    final int stream;
    /// Wireshark's view of it, or null when nobody asked for that.
    final @Nullable StreamAnalysis analysis;

    private final boolean clientIsA;
    private boolean isnAKnown;
    private boolean isnBKnown;
    private int isnA;
    private int isnB;
    private @Nullable TcpConnection connections;
    private @Nullable TranslatedHalf halves;

    /// @param clientIsA whether the sender of its first packet looks like the client
    /// @param analysis takes Wireshark's view, or null
    TcpConversation(
            IpHeader ip,
            int srcPort,
            int dstPort,
            long time,
            int stream,
            boolean clientIsA,
            @Nullable StreamAnalysis analysis) {
        super(ip, srcPort, dstPort, time);
        this.stream = stream;
        this.clientIsA = clientIsA;
        this.analysis = analysis;
    }

    @Override
    public boolean isClientA() {
        return clientIsA;
    }

    /// Takes in any segment, also one that an ICMP error quotes.
    ///
    /// @param tcpFlags flags of the segment
    /// @param length bytes of its payload; 0 where that is not known
    void seen(int tcpFlags, int length, long time) {
        active(time);
        if (analysis != null) {
            analysis.seen(tcpFlags, length, time);
        }
    }

    /// Whether it is known, or guessed from the first segment, which number that side began with; streams are
    /// told apart by it.
    boolean isIsnKnown(boolean ofA) {
        return ofA ? isnAKnown : isnBKnown;
    }

    /// The number that side began with; meaningful with [#isIsnKnown].
    int isn(boolean ofA) {
        return ofA ? isnA : isnB;
    }

    void isn(boolean ofA, int number) {
        if (ofA) {
            isnAKnown = true;
            isnA = number;
        } else {
            isnBKnown = true;
            isnB = number;
        }
    }

    /// Takes in what the first segments say about where the numbers begin.
    void learnIsns(boolean fromA, TcpHeader tcp) {
        if (isnAKnown && isnBKnown) {
            return;
        }
        if (!isIsnKnown(fromA)) {
            isn(fromA, tcp.has(SYN) ? tcp.seq() : tcp.seq() - 1);
        }
        if (!isIsnKnown(!fromA) && tcp.has(ACK)) {
            isn(!fromA, tcp.ack() - 1);
        }
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
