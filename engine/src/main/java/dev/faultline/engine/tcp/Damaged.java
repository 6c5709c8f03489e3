package dev.faultline.engine.tcp;

import dev.faultline.engine.packet.Packet;

/// Segments of one end whose checksum is wrong. Exists from the first one on.
public final class Damaged {
    private int count;
    private int seq;
    private long frame;
    private long position;
    private long time;

    void add(Packet packet) {
        count++;
        seq = packet.tcp().seq();
        frame = packet.frame();
        position = packet.position();
        time = packet.timestamp();
    }

    /// How many there were.
    public int count() {
        return count;
    }

    /// Sequence number of the last one.
    public int seq() {
        return seq;
    }

    /// Frame of the last one.
    public long frame() {
        return frame;
    }

    /// Where its record begins, or -1.
    public long position() {
        return position;
    }

    /// When it came, nanoseconds since the epoch.
    public long time() {
        return time;
    }
}
