package dev.faultline.engine.flow;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.packet.Packet;
import org.jspecify.annotations.Nullable;

/// UDP packets between two endpoints at one vantage point. The sender of the first one counts as the client.
public final class UdpFlow extends Conversation implements Flow {
    private final int vantage;
    private final long firstSeen;
    private long lastSeen;
    private long packetsFromClient;
    private long packetsFromServer;
    private @Nullable UdpFlow elsewhere;

    UdpFlow(Packet first, int vantage) {
        super(first.ip(), first.udp().srcPort(), first.udp().dstPort(), first.timestamp());
        this.vantage = vantage;
        firstSeen = first.timestamp();
        lastSeen = first.timestamp();
    }

    void seen(Packet packet) {
        lastSeen = Math.max(lastSeen, packet.timestamp());
        if (isFromA(packet.ip(), packet.udp().srcPort())) {
            packetsFromClient++;
        } else {
            packetsFromServer++;
        }
    }

    /// The same conversation at another vantage point, or null.
    public @Nullable UdpFlow elsewhere() {
        return elsewhere;
    }

    void elsewhere(UdpFlow flow) {
        elsewhere = flow;
    }

    void active(Packet packet) {
        active(packet.timestamp());
    }

    public long packetsFromClient() {
        return packetsFromClient;
    }

    public long packetsFromServer() {
        return packetsFromServer;
    }

    @Override
    public boolean isClientA() {
        return true;
    }

    @Override
    public Transport transport() {
        return Transport.UDP;
    }

    @Override
    public Endpoint client() {
        return endA();
    }

    @Override
    public Endpoint server() {
        return endB();
    }

    @Override
    public boolean isClientKnown() {
        return false;
    }

    @Override
    public int vantage() {
        return vantage;
    }

    @Override
    public int tcpStream() {
        return NO_STREAM;
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
