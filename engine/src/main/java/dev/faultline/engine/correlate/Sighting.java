package dev.faultline.engine.correlate;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.flow.UdpFlow;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;

/// What one vantage point has seen of a TCP connection, or of a UDP flow, until now. Immutable, to be told to
/// others.
///
/// @param vantage name of the vantage point
/// @param mark what the connection is known by everywhere, see [dev.faultline.engine.flow.FlowMark]
/// @param src the client as its address is there
/// @param dst the server as its address is there
/// @param clientTtl time to live of the client's packets there
/// @param firstSeen time of the first packet, nanoseconds since the epoch by the clock of the vantage point
/// @param changed time of the last packet, by that clock
/// @param client what the client sent
/// @param server what the server sent
public record Sighting(
        String vantage,
        long mark,
        Endpoint src,
        Endpoint dst,
        int clientTtl,
        long firstSeen,
        long changed,
        Sent client,
        Sent server) {

    /// What passed of one end's packets.
    ///
    /// @param packets all of them
    /// @param syns SYNs or SYN-ACKs
    /// @param synTime time of the first of those, or 0
    /// @param again segments that had passed before
    public record Sent(int packets, int syns, long synTime, int again) {
        static Sent of(TcpEnd end) {
            return new Sent(end.packets(), end.syns(), end.isSynSent() ? end.synTime() : 0, end.retransmissions());
        }
    }

    static Sighting of(TcpConnection connection, String vantage) {
        return new Sighting(
                vantage,
                connection.mark(),
                connection.client(),
                connection.server(),
                connection.clientTtl(),
                connection.firstSeen(),
                connection.lastSeen(),
                Sent.of(connection.clientEnd()),
                Sent.of(connection.serverEnd()));
    }

    static Sighting of(UdpFlow flow, String vantage) {
        return new Sighting(
                vantage,
                flow.mark(),
                flow.client(),
                flow.server(),
                flow.clientTtl(),
                flow.firstSeen(),
                flow.lastSeen(),
                new Sent((int) flow.packetsFromClient(), 0, 0, 0),
                new Sent((int) flow.packetsFromServer(), 0, 0, 0));
    }

    boolean isAnswered() {
        return server.packets > 0;
    }
}
