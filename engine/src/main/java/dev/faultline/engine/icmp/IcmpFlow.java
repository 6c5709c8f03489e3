package dev.faultline.engine.icmp;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.Transport;
import org.jspecify.annotations.Nullable;

/// Who an ICMP message is about, where no other flow of the capture is: the ends of the packet that an error
/// quotes, or the ends of the message itself. Equal by what tells flows apart, so that repeats meet.
public final class IcmpFlow implements Flow {
    private final Transport transport;
    private final Endpoint client;
    private final Endpoint server;
    private final int vantage;
    private final long firstSeen;
    private long lastSeen;

    /// @param client the sender of the quoted packet or of the message
    /// @param server where that went
    /// @param time of the first message, nanoseconds since the epoch
    public IcmpFlow(Transport transport, Endpoint client, Endpoint server, int vantage, long time) {
        this.transport = transport;
        this.client = client;
        this.server = server;
        this.vantage = vantage;
        firstSeen = time;
        lastSeen = time;
    }

    /// Notes a further message about it.
    public void seen(long time) {
        lastSeen = Math.max(lastSeen, time);
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public Endpoint client() {
        return client;
    }

    @Override
    public Endpoint server() {
        return server;
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
    public long firstSeen() {
        return firstSeen;
    }

    @Override
    public long lastSeen() {
        return lastSeen;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IcmpFlow flow
                && transport == flow.transport
                && vantage == flow.vantage
                && client.equals(flow.client)
                && server.equals(flow.server);
    }

    @Override
    public int hashCode() {
        return ((transport.hashCode() * 31 + client.hashCode()) * 31 + server.hashCode()) * 31 + vantage;
    }
}
