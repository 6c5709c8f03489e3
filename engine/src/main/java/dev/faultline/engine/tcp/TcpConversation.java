package dev.faultline.engine.tcp;

import dev.faultline.engine.flow.Conversation;
import dev.faultline.engine.packet.Packet;
import org.jspecify.annotations.Nullable;

/// A TCP conversation as Wireshark counts them: two endpoints, whatever the vantage point, until a SYN with a
/// new sequence number begins another one. The connections seen at each vantage point hang below.
final class TcpConversation extends Conversation {
    final int stream;
    final boolean clientIsA;
    final boolean clientKnown;
    private @Nullable TcpConnection connections;

    TcpConversation(Packet first, int stream, boolean clientIsA, boolean clientKnown) {
        super(first.ip(), first.tcp().srcPort(), first.tcp().dstPort(), first.timestamp());
        this.stream = stream;
        this.clientIsA = clientIsA;
        this.clientKnown = clientKnown;
    }

    void seen(long time) {
        active(time);
    }

    @Override
    public boolean isClientA() {
        return clientIsA;
    }

    /// The connection at the vantage point where the conversation was seen first; the others follow it.
    @Nullable
    TcpConnection first() {
        return connections;
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
