package dev.faultline.engine.flow;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.packet.IpHeader;
import org.jspecify.annotations.Nullable;

/// Two endpoints that exchange packets of one protocol, as [FlowTable] keeps them. End A is the sender of the
/// first packet seen. Knows no vantage point: what is seen at each of them hangs below.
public abstract class Conversation {
    private final int version;
    private final long highA;
    private final long lowA;
    private final long highB;
    private final long lowB;
    private final int portA;
    private final int portB;

    // Owned by the table.
    long hash;
    boolean clientIsA;
    long queuedAt;
    private long lastActive;

    @Nullable
    Conversation next;

    @Nullable
    Conversation previous;

    @Nullable
    Conversation nextOfClient;

    /// A conversation whose first packet is the one given.
    protected Conversation(IpHeader ip, int srcPort, int dstPort, long time) {
        lastActive = time;
        version = ip.version();
        highA = ip.srcHigh();
        lowA = ip.srcLow();
        highB = ip.dstHigh();
        lowB = ip.dstLow();
        portA = srcPort;
        portB = dstPort;
    }

    /// Time of the last packet at any vantage point, nanoseconds since the epoch.
    public final long lastActive() {
        return lastActive;
    }

    /// Notes that a packet came.
    protected final void active(long time) {
        lastActive = Math.max(lastActive, time);
    }

    /// Whether end A is the client, as far as its first packet shows; the table indexes conversations by it.
    public abstract boolean isClientA();

    /// Whether a packet with these addresses and ports was sent by end A, given that it belongs here.
    public final boolean isFromA(IpHeader ip, int srcPort) {
        return srcPort == portA && ip.srcLow() == lowA && ip.srcHigh() == highA;
    }

    public final Endpoint endA() {
        return new Endpoint(new IpAddress(version, highA, lowA), portA);
    }

    public final Endpoint endB() {
        return new Endpoint(new IpAddress(version, highB, lowB), portB);
    }

    public final int portA() {
        return portA;
    }

    public final int portB() {
        return portB;
    }

    final boolean joins(IpHeader ip, int srcPort, int dstPort) {
        if (ip.version() != version) {
            return false;
        }
        return isFromA(ip, srcPort) && dstPort == portB && ip.dstLow() == lowB && ip.dstHigh() == highB
                || srcPort == portB
                        && dstPort == portA
                        && ip.srcLow() == lowB
                        && ip.dstLow() == lowA
                        && ip.srcHigh() == highB
                        && ip.dstHigh() == highA;
    }

    final long clientHash() {
        return clientIsA ? FlowHash.end(highA, lowA, portA) : FlowHash.end(highB, lowB, portB);
    }

    final boolean hasClient(int ipVersion, long high, long low, int port) {
        return version == ipVersion
                && (clientIsA
                        ? port == portA && low == lowA && high == highA
                        : port == portB && low == lowB && high == highB);
    }
}
