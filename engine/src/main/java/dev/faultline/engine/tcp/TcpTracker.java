package dev.faultline.engine.tcp;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.flow.FlowTable;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;

/// Follows all TCP connections of a capture.
public final class TcpTracker {
    private final FlowTable<TcpConversation> table = new FlowTable<>();
    private final QuotedTcpFinder quoted = new QuotedTcpFinder(table);
    private final int limit;
    private int connections;
    private int streams;
    private long evicted;

    public TcpTracker(Limits limits) {
        limit = limits.tcpFlows();
    }

    /// Takes in a packet with TCP.
    ///
    /// @return its connection at that vantage point
    public TcpConnection accept(Packet packet, int vantage) {
        TcpHeader tcp = packet.tcp();
        TcpConversation conversation = table.find(packet.ip(), tcp.srcPort(), tcp.dstPort());
        if (conversation == null) {
            evict();
            boolean clientIsA = tcp.has(TcpHeader.SYN) != tcp.has(TcpHeader.ACK) || tcp.dstPort() < tcp.srcPort();
            conversation = new TcpConversation(packet, streams++, clientIsA, tcp.has(TcpHeader.SYN));
            table.add(conversation, packet.ip());
        }
        conversation.seen(packet.timestamp());
        TcpConnection connection = conversation.at(vantage);
        if (connection == null) {
            connection = new TcpConnection(conversation, vantage, packet.timestamp());
            conversation.add(connection);
            connections++;
        }
        connection.seen(packet, conversation.isFromA(packet.ip(), tcp.srcPort()));
        return connection;
    }

    private void evict() {
        while (connections >= limit) {
            TcpConversation removed = table.removeIdlest();
            if (removed == null) {
                return;
            }
            for (TcpConnection c = removed.first(); c != null; c = c.elsewhere()) {
                connections--;
                evicted++;
            }
        }
    }

    /// Finds the connections that ICMP errors speak of.
    public QuotedTcpFinder quoted() {
        return quoted;
    }

    /// Number of TCP streams, as Wireshark counts them.
    public int streams() {
        return streams;
    }

    /// Connections forgotten because of [Limits#tcpFlows()].
    public long evicted() {
        return evicted;
    }
}
