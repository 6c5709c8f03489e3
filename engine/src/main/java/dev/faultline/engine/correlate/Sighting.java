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
    /// @param opened time of the first of those, else of the first packet where there is but one; or 0
    /// @param again segments that had passed before
    public record Sent(int packets, int syns, long opened, int again) {
        static Sent of(TcpEnd end) {
            return new Sent(end.packets(), end.syns(), end.isSynSent() ? end.synTime() : 0, end.retransmissions());
        }

        static Sent of(UdpFlow flow, boolean client) {
            int packets = (int) (client ? flow.packetsFromClient() : flow.packetsFromServer());
            return new Sent(packets, 0, packets == 1 ? flow.unansweredSince(client) : 0, 0);
        }
    }

    /// How long it was, as seen there, from the client's first packet to the server's: the longer, the nearer
    /// is the client, whatever the clocks say. Negative where it is not known, because a packet is missing or
    /// was sent again.
    long turnaround() {
        boolean whole = isOnce(client) && isOnce(server) && client.opened != 0 && server.opened != 0;
        return whole ? Math.max(0, server.opened - client.opened) : -1;
    }

    private static boolean isOnce(Sent sent) {
        return sent.syns == 1 || sent.syns == 0 && sent.packets == 1;
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
                Sent.of(flow, true),
                Sent.of(flow, false));
    }

    boolean isAnswered() {
        return server.packets > 0;
    }
}
