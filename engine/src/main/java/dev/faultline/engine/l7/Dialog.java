package dev.faultline.engine.l7;

import dev.faultline.engine.flow.TimerWheel;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpContent;
import dev.faultline.engine.tcp.TcpEnd;
import java.lang.foreign.MemorySegment;

/// What the two ends of one connection say to each other in one protocol. The bytes of each direction come in
/// order, each once. Has one timer, which [#wake(long)] sets.
public abstract class Dialog extends TimerWheel.Entry implements TcpContent {
    private final TcpConnection connection;
    private final Inflow client;
    private final Inflow server;
    private boolean over;
    private long wake;
    private long frame;
    private long position;
    private long time;

    protected Dialog(TcpConnection connection, StreamMemory memory) {
        this.connection = connection;
        client = new Inflow(true, memory);
        server = new Inflow(false, memory);
    }

    // ------------------------------------------------------------------------------------------ for protocols

    /// The next bytes of an end. Valid only during the call.
    protected abstract void data(boolean fromClient, MemorySegment bytes, long at, int length);

    /// The next `length` bytes of an end were not captured.
    protected abstract void missing(boolean fromClient, int length);

    /// An end has sent all that it had, and FIN.
    protected abstract void closed(boolean fromClient);

    /// The connection was reset.
    protected abstract void reset(boolean byClient);

    /// The timer ran out.
    protected abstract void timeout();

    /// The capture has ended.
    protected abstract void captureEnded();

    /// Gives back what is kept in [StreamMemory].
    protected void release() {}

    /// Sets the timer: [#timeout()] is to be called `nanos` from now on; the earliest, if set more than once by
    /// one packet.
    protected final void wake(long nanos) {
        wake = wake == 0 ? nanos : Math.min(wake, nanos);
    }

    /// Nothing more will be read of this connection.
    protected final void giveUp() {
        over = true;
    }

    // ------------------------------------------------------------------------------------------------- facts

    public final TcpConnection connection() {
        return connection;
    }

    /// Whether the beginning of the connection was captured, and packets of both ends.
    public final boolean isWhole() {
        return connection.clientEnd().isSynSent() && connection.serverEnd().isSynSent();
    }

    /// Whether either end acknowledged what the capture does not have: then what seems missing may just not
    /// have been captured.
    public final boolean hasGaps() {
        return hasGaps(connection.clientEnd()) || hasGaps(connection.serverEnd());
    }

    private static boolean hasGaps(TcpEnd end) {
        return end.missedBytes() > 0 || end.isAckedBeyondNext();
    }

    /// Bytes of both ends that the capture is known to lack.
    final long missedBytes() {
        return connection.clientEnd().missedBytes() + connection.serverEnd().missedBytes();
    }

    /// Whether an end acknowledges data of the other that has not been seen yet.
    final boolean isAheadOfCapture() {
        return connection.clientEnd().isAckedBeyondNext()
                || connection.serverEnd().isAckedBeyondNext();
    }

    /// The frame whose bytes are being read.
    public final long frame() {
        return frame;
    }

    /// Where the record of that frame begins.
    public final long position() {
        return position;
    }

    /// Time of that frame or event, nanoseconds since the epoch.
    public final long time() {
        return time;
    }

    final boolean isOver() {
        return over;
    }

    /// The delay that [#wake(long)] asked for, once; 0 if it did not.
    final long takeWake() {
        long nanos = wake;
        wake = 0;
        return nanos;
    }

    final void reading(long atFrame, long atPosition, long atTime) {
        frame = atFrame;
        position = atPosition;
        time = atTime;
    }

    final void segment(Packet packet, TcpEnd sender) {
        boolean fromClient = connection.isClient(sender);
        (fromClient ? server : client).acknowledged(this, sender);
        if (!over) {
            (fromClient ? client : server).accept(this, packet, sender, connection.peer(sender));
        }
    }

    final void finish() {
        client.release();
        server.release();
        release();
    }
}
