package dev.faultline.engine.tcp;

import dev.faultline.engine.packet.Packet;

/// What of one end's data had to be sent again or came out of order, as one vantage point sees it. Exists from
/// the first such segment on.
public final class Resent {
    int behind;
    int before;
    int fast;
    int spurious;
    int outOfOrder;

    private int retransmissions;
    private int repeats;
    private final Backoff backoff = new Backoff();

    private boolean known;
    private int seq;
    private int times;
    private int length;
    private int least;
    private boolean shorter;

    /// A segment was sent again.
    void again(int number, int bytes) {
        if (!known || number != seq) {
            known = true;
            seq = number;
            times = 0;
            length = bytes;
            least = bytes;
            shorter = false;
        }
        times++;
        shorter |= bytes < length;
        length = Math.max(length, bytes);
        least = Math.min(least, bytes);
    }

    /// A segment that had passed the vantage point, and begins with `number`, was sent again.
    void retransmitted(int number, Packet packet) {
        retransmissions++;
        repeats++;
        backoff.resent(number, packet);
    }

    /// The peer has acknowledged something new.
    void progressed() {
        repeats = 0;
        backoff.end();
    }

    /// Segments sent again although they had passed the vantage point before.
    public int retransmissions() {
        return retransmissions;
    }

    /// Those of [#retransmissions()] since the peer last acknowledged anything new.
    public int repeats() {
        return repeats;
    }

    /// How often the same segment was sent again, after ever longer pauses, since the peer last acknowledged
    /// anything new.
    public int backoffs() {
        return backoff.times();
    }

    /// When that segment was first sent again; meaningful with [#backoffs()].
    public long backoffSince() {
        return backoff.since();
    }

    /// The frames in which it was sent again.
    public FrameLog backoffFrames() {
        return backoff.frames();
    }

    /// Segments that passed the vantage point and were sent again: lost behind it, or their acknowledgments.
    public int behind() {
        return behind;
    }

    /// Segments that were lost before the vantage point, and then sent again.
    public int before() {
        return before;
    }

    /// Those of [#behind()] and [#before()] that the peer had asked for.
    public int fast() {
        return fast;
    }

    /// Segments sent again although the peer had acknowledged them.
    public int spurious() {
        return spurious;
    }

    /// Segments overtaken by others.
    public int outOfOrder() {
        return outOfOrder;
    }

    /// How often the segment that was sent again last was sent again.
    public int times() {
        return times;
    }

    /// Bytes of that segment, where its sender tried several sizes the largest.
    public int length() {
        return length;
    }

    /// The fewest bytes with which its sender tried it.
    public int least() {
        return least;
    }

    /// Whether its sender tried it with fewer bytes.
    public boolean isShortened() {
        return shorter;
    }
}
