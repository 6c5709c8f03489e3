package dev.faultline.engine.tcp;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/// A TCP connection as seen at one vantage point: what both ends did.
public final class TcpConnection implements Flow {
    private final TcpConversation conversation;
    private final int vantage;
    private final long firstSeen;
    private long lastSeen;
    private final TcpEnd endA = new TcpEnd();
    private final TcpEnd endB = new TcpEnd();
    private @Nullable TcpConnection elsewhere;

    TcpConnection(TcpConversation conversation, int vantage, long time) {
        this.conversation = conversation;
        this.vantage = vantage;
        firstSeen = time;
        lastSeen = time;
    }

    void seen(Packet packet, boolean fromA) {
        TcpHeader tcp = packet.tcp();
        TcpEnd sender = fromA ? endA : endB;
        lastSeen = Math.max(lastSeen, packet.timestamp());
        sender.sent(tcp.seq(), tcp.sequenceLength(), tcp.has(TcpHeader.SYN));
        if (tcp.has(TcpHeader.ACK)) {
            sender.acknowledged(tcp.ack());
        }
    }

    TcpConversation conversation() {
        return conversation;
    }

    TcpEnd end(boolean a) {
        return a ? endA : endB;
    }

    /// The client's end.
    public TcpEnd clientEnd() {
        return end(conversation.clientIsA);
    }

    /// The server's end.
    public TcpEnd serverEnd() {
        return end(!conversation.clientIsA);
    }

    /// The other end.
    public TcpEnd peer(TcpEnd end) {
        return end == endA ? endB : endA;
    }

    /// The same conversation at another vantage point, or null.
    public @Nullable TcpConnection elsewhere() {
        return elsewhere;
    }

    void elsewhere(TcpConnection connection) {
        elsewhere = connection;
    }

    /// Whether the client has sent SYN and nothing came back from the server (`SYN-SENT` of RFC 9293).
    public boolean isSynSent() {
        return clientEnd().isSynSent() && serverEnd().packets() == 0;
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public Endpoint client() {
        return conversation.clientIsA ? conversation.endA() : conversation.endB();
    }

    @Override
    public Endpoint server() {
        return conversation.clientIsA ? conversation.endB() : conversation.endA();
    }

    @Override
    public boolean isClientKnown() {
        return conversation.clientKnown;
    }

    @Override
    public int vantage() {
        return vantage;
    }

    @Override
    public int tcpStream() {
        return conversation.stream;
    }

    @Override
    public long firstSeen() {
        return firstSeen;
    }

    @Override
    public long lastSeen() {
        return lastSeen;
    }
}
