package dev.faultline.engine.tcp;

import dev.faultline.engine.packet.Packet;

/// The pauses between the times that a segment was sent again: a retransmission timer that gets no answer waits
/// twice as long each time (RFC 6298, section 5.5).
final class Backoff {
    private static final double LEAST_GROWTH = 1.4;
    private static final double MOST_GROWTH = 3;

    private int seq;
    private int times;
    private long first;
    private long last;
    private long pause;
    private final FrameLog frames = new FrameLog();

    /// The segment that begins with `number` was sent again. A pause that does not grow begins anew.
    void resent(int number, Packet packet) {
        long time = packet.timestamp();
        long since = time - last;
        boolean another = times == 0 || number != seq;
        if (another || times > 1 && !isGrown(since)) {
            begin(number, time);
        } else {
            pause = since;
            last = time;
            times++;
        }
        frames.add(packet.frame(), packet.position(), time);
    }

    private void begin(int number, long time) {
        seq = number;
        first = time;
        last = time;
        pause = 0;
        times = 1;
        frames.clear();
    }

    private boolean isGrown(long since) {
        return since >= LEAST_GROWTH * pause && since <= MOST_GROWTH * pause;
    }

    /// The peer has acknowledged something.
    void end() {
        times = 0;
    }

    /// How often it was sent again.
    int times() {
        return times;
    }

    /// The frames in which it was sent again.
    FrameLog frames() {
        return frames;
    }

    /// When it was first sent again.
    long since() {
        return first;
    }
}
