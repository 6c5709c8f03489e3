package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;
import org.jspecify.annotations.Nullable;

/// The sequence numbers that an end has sent, as far as they passed the vantage point: which came, which were
/// skipped, and which the peer has although the capture does not.
final class SentNumbers {
    private static final int MOST_MISSED = 1 << 30;

    private boolean known;
    private int next;
    private int lowest;
    private boolean ackedBeyondNext;
    private int ackedUpTo;
    private long missed;
    private @Nullable Holes holes;

    /// Other numbers begin.
    void forget() {
        known = false;
        holes = null;
    }

    /// A segment that only acknowledges tells where its sender is.
    ///
    /// @return whether it is at the number before the next: a probe
    boolean at(int seq, long time) {
        if (!known) {
            known = true;
            next = seq;
            lowest = seq;
            return false;
        }
        if (SequenceNumber.after(seq, next)) {
            skipped(seq, time);
            next = seq;
            return false;
        }
        return seq == next - 1;
    }

    /// Numbers from `seq` up to `end` came, the last of them new.
    void advance(int seq, int end) {
        lowest = known ? lowest : seq;
        next = end;
        known = true;
    }

    /// A segment left a hole before it. Numbers that the peer had acknowledged before were missed by the
    /// capture.
    void skipped(int seq, long time) {
        int from = next;
        if (isAckedBeyondNext() && SequenceNumber.atOrBefore(ackedUpTo, seq)) {
            missed += SequenceNumber.distance(next, ackedUpTo);
            from = ackedUpTo;
        }
        ackedBeyondNext = false;
        if (from != seq) {
            hole(from, seq, time);
        }
    }

    /// Numbers came from before the first that the capture has: whether they were sent before then, nobody
    /// knows.
    void early(int seq, int end, long time) {
        if (SequenceNumber.before(end, lowest)) {
            hole(end, lowest, time);
        }
        lowest = seq;
    }

    private void hole(int from, int to, long time) {
        if (holes == null) {
            holes = new Holes();
        }
        holes.open(from, to, time);
    }

    /// Numbers came again, or late.
    ///
    /// @return whether that brought any number that was missing
    boolean fill(int seq, int end) {
        return holes != null && holes.fill(seq, end);
    }

    /// When the hole that was filled last came up, or 0.
    long filledTime() {
        return holes == null ? 0 : holes.filledTime();
    }

    /// The peer has acknowledged everything before `ack`.
    void acknowledged(int ack) {
        if (holes != null) {
            missed += holes.acknowledge(ack);
        }
        if (SequenceNumber.after(ack, next)) {
            ackedBeyondNext = SequenceNumber.distance(next, ack) < MOST_MISSED;
            ackedUpTo = ack;
        }
    }

    /// Whether [#next()] is known.
    boolean isKnown() {
        return known;
    }

    int next() {
        return next;
    }

    /// The first number that the capture has.
    int lowest() {
        return lowest;
    }

    int missing() {
        return holes == null ? 0 : holes.missing();
    }

    long missingSince() {
        return holes == null ? 0 : holes.oldestTime();
    }

    /// Numbers that the peer acknowledged and the capture does not have.
    long missed() {
        return missed;
    }

    boolean isAckedBeyondNext() {
        return ackedBeyondNext && SequenceNumber.after(ackedUpTo, next);
    }
}
