package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;

/// What one end of a connection has sent, as seen at one vantage point.
public final class TcpEnd {
    private boolean synSent;
    private int isn;
    private boolean nextKnown;
    private int next;
    private boolean ackKnown;
    private int lastAck;
    private long packets;

    void sent(int seq, int sequenceLength, boolean syn) {
        packets++;
        if (syn && !synSent) {
            synSent = true;
            isn = seq;
        }
        int end = seq + sequenceLength;
        if (!nextKnown || SequenceNumber.after(end, next)) {
            nextKnown = true;
            next = end;
        }
    }

    void acknowledged(int ack) {
        ackKnown = true;
        lastAck = ack;
    }

    /// Whether its SYN (or SYN-ACK) was seen.
    public boolean isSynSent() {
        return synSent;
    }

    /// The sequence number of its SYN; meaningful with [#isSynSent()].
    public int isn() {
        return isn;
    }

    /// Whether [#next()] is known: it has sent something.
    public boolean isNextKnown() {
        return nextKnown;
    }

    /// The sequence number after all that it has sent (`SND.NXT`).
    public int next() {
        return next;
    }

    /// Whether [#lastAck()] is known.
    public boolean isAckKnown() {
        return ackKnown;
    }

    /// The last acknowledgment number that it sent: the peer's `SND.UNA`.
    public int lastAck() {
        return lastAck;
    }

    /// Packets that it sent.
    public long packets() {
        return packets;
    }
}
