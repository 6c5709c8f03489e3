package dev.faultline.engine.flow;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import org.jspecify.annotations.Nullable;

/// All UDP conversations, and the one that an ICMP error speaks of.
public final class UdpFlows {
    private final FlowTable<UdpFlow> table = new FlowTable<>();
    private final int limit;
    private int flows;
    private int conversations;
    private long evicted;

    public UdpFlows(Limits limits) {
        limit = limits.otherFlows();
    }

    /// Takes in a packet with UDP.
    ///
    /// @return its flow at that vantage point
    public UdpFlow accept(Packet packet, int vantage) {
        UdpFlow head =
                table.find(packet.ip(), packet.udp().srcPort(), packet.udp().dstPort());
        if (head == null) {
            evict();
            head = new UdpFlow(packet, vantage);
            table.add(head, packet.ip());
            conversations++;
            flows++;
        }
        head.active(packet);
        UdpFlow flow = at(head, vantage);
        if (flow == null) {
            flow = new UdpFlow(packet, vantage);
            last(head).elsewhere(flow);
            flows++;
        }
        if (flow.isUnseen()) {
            flow.answers(asked(flow, packet));
        }
        flow.seen(packet);
        UdpFlow whole = flow.whole();
        if (whole != null) {
            whole.seen(packet);
        }
        return flow;
    }

    /// The flow of a question that the first packet of `flow` answers under another address: a bridge shows
    /// what goes to a Service with the pod's address, and what comes back with the Service's. Null where it
    /// answers none.
    private @Nullable UdpFlow asked(UdpFlow flow, Packet packet) {
        if (flow.isClientA()) {
            return null;
        }
        int version = packet.ip().version();
        long high = packet.ip().dstHigh();
        long low = packet.ip().dstLow();
        int port = packet.udp().dstPort();
        UdpFlow other = table.firstOfClient(version, high, low, port);
        while (other != null) {
            UdpFlow here = other.serverPort() == packet.udp().srcPort() ? at(other, flow.vantage()) : null;
            if (here != null && here.isQuestion(packet.timestamp())) {
                return here;
            }
            other = table.nextOfClient(other, version, high, low, port);
        }
        return null;
    }

    /// The flow of a quoted packet with UDP ports, at `vantage` if it was seen there, else at any other, or
    /// null. Whether it is recent enough is up to the caller.
    public @Nullable UdpFlow find(QuotedPacket quoted, int vantage) {
        UdpFlow head = table.find(quoted.ip(), quoted.srcPort(), quoted.dstPort());
        if (head == null) {
            return null;
        }
        UdpFlow here = at(head, vantage);
        return here == null ? head : here;
    }

    /// The flow of a quoted packet whose destination was translated: same client and same port of the server,
    /// or null.
    public @Nullable UdpFlow findTranslated(QuotedPacket quoted) {
        int version = quoted.ip().version();
        long high = quoted.ip().srcHigh();
        long low = quoted.ip().srcLow();
        UdpFlow flow = table.firstOfClient(version, high, low, quoted.srcPort());
        while (flow != null && flow.serverPort() != quoted.dstPort()) {
            flow = table.nextOfClient(flow, version, high, low, quoted.srcPort());
        }
        return flow;
    }

    /// Conversations that are remembered now.
    public int tracked() {
        return table.size();
    }

    /// How many conversations there were, at whatever vantage point.
    public int conversations() {
        return conversations;
    }

    /// How many were forgotten because of [Limits#otherFlows()].
    public long evicted() {
        return evicted;
    }

    private void evict() {
        while (flows >= limit) {
            UdpFlow removed = table.removeIdlest();
            if (removed == null) {
                return;
            }
            for (UdpFlow flow = removed; flow != null; flow = flow.elsewhere()) {
                flows--;
                evicted++;
            }
        }
    }

    private static @Nullable UdpFlow at(UdpFlow head, int vantage) {
        UdpFlow flow = head;
        while (flow != null && flow.vantage() != vantage) {
            flow = flow.elsewhere();
        }
        return flow;
    }

    private static UdpFlow last(UdpFlow head) {
        UdpFlow flow = head;
        for (UdpFlow next = head.elsewhere(); next != null; next = flow.elsewhere()) {
            flow = next;
        }
        return flow;
    }
}
