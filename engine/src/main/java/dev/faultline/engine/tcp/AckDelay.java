package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;

/// The shortest time until something that an end sent was acknowledged. One segment at a time is watched, and
/// none that was sent twice (Karn's algorithm, RFC 6298, section 3).
final class AckDelay {
    private long since;
    private int watched;
    private long shortest = TcpEnd.UNKNOWN_DELAY;

    /// New numbers up to `end` were sent.
    void sent(int end, long time) {
        if (since == 0) {
            since = time;
            watched = end;
        }
    }

    /// Something was sent again: an acknowledgment may be of either copy.
    void spoil() {
        since = 0;
    }

    /// The peer has acknowledged everything before `ack`.
    void acknowledged(int ack, long time) {
        if (since == 0 || SequenceNumber.before(ack, watched)) {
            return;
        }
        long delay = time - since;
        if (delay >= 0 && (shortest < 0 || delay < shortest)) {
            shortest = delay;
        }
        since = 0;
    }

    /// Nanoseconds, or [TcpEnd#UNKNOWN_DELAY].
    long shortest() {
        return shortest;
    }
}
