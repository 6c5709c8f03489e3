package dev.faultline.engine.icmp;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.flow.Conversation;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.FlowMark;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Echo requests and replies of one identifier between two hosts: a `ping`. Requests count once, however many
/// vantage points see them.
public final class EchoFlow extends Conversation implements Flow {
    private final int vantage;
    private final boolean clientIsA;
    private final Transport transport;
    private final long firstSeen;
    private long lastSeen;
    private long replies;
    private int ttl;
    private List<Integer> alsoSeenAt = List.of();

    /// Sequence number of the last reply, or -1. Captures of several interfaces run backwards at times, so that
    /// a reply may come before a copy of its request.
    int answered = -1;

    @Nullable
    EchoRequest newest;

    EchoFlow(Packet first, boolean request, int vantage) {
        super(
                first.ip(),
                IcmpFields.echoIdentifier(first.icmp()),
                IcmpFields.echoIdentifier(first.icmp()),
                first.timestamp());
        this.vantage = vantage;
        clientIsA = request;
        transport = first.icmp().version() == 4 ? Transport.ICMP : Transport.ICMPV6;
        firstSeen = first.timestamp();
        lastSeen = first.timestamp();
    }

    void seen(Packet packet, boolean request, int seenAt) {
        if (seenAt != vantage && !alsoSeenAt.contains(seenAt)) {
            List<Integer> longer = new ArrayList<>(alsoSeenAt);
            longer.add(seenAt);
            alsoSeenAt = List.copyOf(longer);
        }
        active(packet.timestamp());
        lastSeen = Math.max(lastSeen, packet.timestamp());
        if (request) {
            ttl = packet.ip().ttl();
        } else {
            replies++;
        }
    }

    /// The identifier that both directions carry.
    public int identifier() {
        return portA();
    }

    /// Replies seen.
    public long replies() {
        return replies;
    }

    @Override
    public boolean isClientA() {
        return clientIsA;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public Endpoint client() {
        return withoutPort(clientIsA ? endA() : endB());
    }

    @Override
    public Endpoint server() {
        return withoutPort(clientIsA ? endB() : endA());
    }

    private static Endpoint withoutPort(Endpoint end) {
        return new Endpoint(end.ip(), Endpoint.NO_PORT);
    }

    @Override
    public boolean isClientKnown() {
        return true;
    }

    @Override
    public long mark() {
        return FlowMark.ofEcho(transport == Transport.ICMP ? 4 : 6, identifier());
    }

    /// That of the last request.
    @Override
    public int clientTtl() {
        return ttl;
    }

    @Override
    public int vantage() {
        return vantage;
    }

    @Override
    public List<Integer> alsoSeenAt() {
        return alsoSeenAt;
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
