package dev.faultline.engine.tcp;

import dev.faultline.engine.packet.Checksum;
import dev.faultline.engine.packet.Packet;
import java.util.concurrent.TimeUnit;

/// Hears what happens to connections. What happens with most packets is not told: it stands in [TcpConnection].
/// All calls come from the analysing thread; packets are valid only during a call.
public interface TcpObserver {
    /// No need to look again before the next packet.
    long NEVER = Long.MAX_VALUE;

    /// The first packet of a connection came.
    default void onOpened(TcpConnection connection, Packet packet) {}

    /// A SYN was sent again.
    default void onSynRepeated(TcpConnection connection, Packet packet) {}

    /// Something other than RST came back for a SYN, for the first time.
    default void onAnswered(TcpConnection connection, Packet packet) {}

    /// A SYN-ACK was sent again.
    default void onSynAckRepeated(TcpConnection connection, Packet packet) {}

    /// Both ends have agreed to the connection.
    default void onEstablished(TcpConnection connection, Packet packet) {}

    /// Opening the connection takes long: in [Phase#SYN_SENT] or [Phase#SYN_RECEIVED] nothing has happened for
    /// [TcpTracker#SLOW_HANDSHAKE], or in the former for [TcpTracker#FAILED_HANDSHAKE].
    ///
    /// @param waited nanoseconds
    default void onHandshakeTimeout(TcpConnection connection, long waited) {}

    /// A SYN was refused, and for [TcpTracker#RETRY] the client has not tried again.
    default void onRefusalSettled(TcpConnection connection) {}

    /// A segment with RST came; the connection does not know of it yet.
    default void onReset(TcpReset reset) {}

    /// An end that had reset the connection goes on with it.
    default void onAfterReset(TcpConnection connection, Packet packet) {}

    /// A copy of a packet that came just before.
    ///
    /// @param ttlDrop by how much its time to live is lower than that of the first copy
    default void onDuplicate(TcpConnection connection, Packet packet, int ttlDrop) {}

    /// The peer of `sender` acknowledged bytes that the capture does not have.
    default void onMissed(TcpConnection connection, TcpEnd sender, long bytes, Packet packet) {}

    /// A segment without RST shows that data was lost, came out of order, was acknowledged again and again, or
    /// has to wait.
    ///
    /// @param sender the end that sent the segment
    /// @param events bits of [TransferEvents]
    default void onTransfer(TcpConnection connection, TcpEnd sender, int events, Packet packet) {}

    /// A segment with data, SYN or FIN has a checksum that is wrong, or that was not finished when it was
    /// captured. The latter is told of an end once.
    default void onChecksum(TcpConnection connection, TcpEnd sender, Checksum checksum, Packet packet) {}

    /// A segment with data or FIN came, after the connection has taken it in. Not told of connections whose
    /// [TcpConnection#content()] is [TcpContent#IGNORED].
    default void onSegment(TcpConnection connection, TcpEnd sender, Packet packet) {}

    /// A segment that had passed the vantage point before was sent again; SYNs and keep-alive probes are not
    /// told.
    default void onRetransmission(TcpConnection connection, TcpEnd sender, Packet packet) {}

    /// How long after a packet a connection is looked at first, nanoseconds; see [#onLook].
    default long lookAfter() {
        return TimeUnit.SECONDS.toNanos(10);
    }

    /// Time has passed on a connection that is in use: something on it may wait in vain. Told first
    /// [#lookAfter()] a packet, then as often as the answers ask for.
    ///
    /// @param now the capture's time, nanoseconds since the epoch
    /// @return nanoseconds after which to look again if no packet comes before, or [#NEVER]
    default long onLook(TcpConnection connection, long now) {
        return NEVER;
    }

    /// A segment without RST came on a connection that is followed; see [TcpConnection#follow()].
    default void onFollowed(TcpConnection connection, TcpEnd sender, Packet packet) {}

    /// No more will come of a connection.
    ///
    /// @param time of the capture, nanoseconds since the epoch
    default void onEnd(TcpConnection connection, End end, long time) {}

    /// Why no more comes of a connection.
    enum End {
        /// A new connection took its addresses and ports.
        REPLACED,
        /// Too many connections: it was idle for longest.
        EVICTED,
        /// The capture has ended.
        CAPTURE
    }
}
