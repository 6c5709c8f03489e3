package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.FIN;
import static dev.faultline.engine.packet.TcpHeader.RST;
import static dev.faultline.engine.packet.TcpHeader.SYN;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.packet.TcpHeader;
import java.util.concurrent.TimeUnit;

/// What one end takes in, as its acknowledgments and windows tell its peer. Times are nanoseconds since the
/// epoch, 0 for what has not happened.
public final class Reception {
    private static final int STORM = 50;
    private static final long STORM_SPAN = TimeUnit.SECONDS.toNanos(1);
    /// One duplicate in ten packets.
    private static final int STORM_SHARE = 10;

    private boolean ackKnown;
    private int lastAck;
    private int rightEdge;
    private int lastWindow;
    private boolean shiftKnown;

    private int duplicateAcks;
    private int duplicates;
    private long stormTime;
    private int stormSize;
    private int stormPackets;
    private boolean sacked;
    private int highestSacked;
    private int twiceReceived;

    private long zeroTime;
    private int zeroWindows;
    private long zeroLasted;
    private int shrunk;

    /// Takes in a segment without RST that the end sent.
    ///
    /// @param shift of its window; the largest there is, where that is not known
    /// @param exact whether the shift is known
    /// @param peer the end that it speaks to
    /// @return bits of [TransferEvents]
    int told(TcpHeader tcp, int shift, boolean exact, TcpEnd peer, long time) {
        int events = zeroWindow(tcp, peer, time);
        if (!tcp.has(ACK)) {
            return events;
        }
        int edge = tcp.ack() + (tcp.window() << shift);
        if (ackKnown) {
            events |= duplicate(tcp, peer, time) | shrinks(tcp, edge, shift, exact);
        }
        if (!ackKnown || SequenceNumber.after(edge, rightEdge)) {
            rightEdge = edge;
        }
        if (!ackKnown || SequenceNumber.after(tcp.ack(), lastAck)) {
            lastAck = tcp.ack();
            duplicateAcks = 0;
            sacked = sacked && SequenceNumber.after(highestSacked, lastAck);
        }
        ackKnown = true;
        shiftKnown = exact;
        lastWindow = tcp.window();
        return tcp.sackBlocks() > 0 ? events | sack(tcp) : events;
    }

    /// Once the peer has sent FIN there is nothing more to take, and some stop offering a window.
    private int zeroWindow(TcpHeader tcp, TcpEnd peer, long time) {
        if (tcp.window() == 0 && !tcp.hasAny(SYN | FIN | RST) && !peer.isFinSent()) {
            zeroWindows += zeroTime == 0 ? 1 : 0;
            zeroTime = zeroTime == 0 ? time : zeroTime;
            return TransferEvents.WINDOW_ZERO;
        }
        if (zeroTime == 0) {
            return 0;
        }
        zeroLasted = time - zeroTime;
        zeroTime = 0;
        return TransferEvents.WINDOW_OPENED;
    }

    private int duplicate(TcpHeader tcp, TcpEnd peer, long time) {
        boolean same = tcp.ack() == lastAck && (tcp.window() == lastWindow || tcp.sackBlocks() > 0);
        boolean plain = tcp.payloadLength() == 0 && !tcp.hasAny(SYN | FIN) && tcp.window() != 0;
        if (!same || !plain || !peer.isNextKnown() || !SequenceNumber.after(peer.next(), lastAck)) {
            return 0;
        }
        duplicateAcks++;
        duplicates++;
        if (time - stormTime > STORM_SPAN || stormSize == 0) {
            stormTime = time;
            stormSize = 0;
            stormPackets = peer.packets();
        }
        stormSize++;
        boolean many = stormSize >= STORM && (long) stormSize * STORM_SHARE > peer.packets() - stormPackets;
        if (!many) {
            return 0;
        }
        stormSize = 0;
        return TransferEvents.DUPLICATE_STORM;
    }

    private int shrinks(TcpHeader tcp, int edge, int shift, boolean exact) {
        boolean news = exact && shiftKnown && SequenceNumber.atOrAfter(tcp.ack(), lastAck) && !tcp.hasAny(SYN | FIN);
        if (!news || SequenceNumber.distance(edge, rightEdge) <= 1 << shift) {
            return 0;
        }
        shrunk++;
        return TransferEvents.WINDOW_SHRUNK;
    }

    private int sack(TcpHeader tcp) {
        int left = tcp.sackLeft(0);
        int right = tcp.sackRight(0);
        boolean below = SequenceNumber.before(left, tcp.ack());
        boolean inside = tcp.sackBlocks() > 1
                && SequenceNumber.atOrAfter(left, tcp.sackLeft(1))
                && SequenceNumber.atOrBefore(right, tcp.sackRight(1));
        boolean twice = below || inside;
        for (int i = twice ? 1 : 0; i < tcp.sackBlocks(); i++) {
            int edge = tcp.sackRight(i);
            if (!sacked || SequenceNumber.after(edge, highestSacked)) {
                highestSacked = edge;
                sacked = true;
            }
        }
        if (!twice) {
            return 0;
        }
        twiceReceived++;
        return TransferEvents.TWICE_RECEIVED;
    }

    // ------------------------------------------------------------------------------------------------- facts

    boolean isAckKnown() {
        return ackKnown;
    }

    int lastAck() {
        return lastAck;
    }

    int rightEdge() {
        return rightEdge;
    }

    /// Whether [#rightEdge()] is no estimate: the handshake told the shift of the window.
    boolean isEdgeExact() {
        return shiftKnown;
    }

    /// Duplicate acknowledgments since the last one that was news.
    public int duplicateAcks() {
        return duplicateAcks;
    }

    /// Duplicate acknowledgments in all.
    public int duplicates() {
        return duplicates;
    }

    /// Whether it says that it has bytes after a gap, up to [#highestSacked()].
    public boolean isSacked() {
        return sacked;
    }

    /// The number after the last byte that it has beyond a gap; meaningful with [#isSacked()].
    public int highestSacked() {
        return highestSacked;
    }

    /// How often it said that it got bytes twice.
    public int twiceReceived() {
        return twiceReceived;
    }

    /// Since when its window is zero.
    public long zeroTime() {
        return zeroTime;
    }

    /// How often its window went to zero.
    public int zeroWindows() {
        return zeroWindows;
    }

    /// How long its window was zero the last time that it opened again, nanoseconds.
    public long zeroLasted() {
        return zeroLasted;
    }

    /// How often it took back a part of its window.
    public int shrunk() {
        return shrunk;
    }
}
