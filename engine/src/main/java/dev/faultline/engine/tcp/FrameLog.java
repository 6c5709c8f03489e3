package dev.faultline.engine.tcp;

import java.util.Arrays;

/// A few frames of one sort, such as the SYNs of a connection. Keeps the first ones.
public final class FrameLog {
    private static final int MOST = 20;

    private long[] frames = new long[4];
    private long[] positions = new long[4];
    private long[] times = new long[4];
    private int size;

    void add(long frame, long position, long time) {
        if (size == MOST) {
            return;
        }
        if (size == frames.length) {
            int room = Math.min(MOST, 2 * size);
            frames = Arrays.copyOf(frames, room);
            positions = Arrays.copyOf(positions, room);
            times = Arrays.copyOf(times, room);
        }
        frames[size] = frame;
        positions[size] = position;
        times[size] = time;
        size++;
    }

    void clear() {
        size = 0;
    }

    /// Frames kept.
    public int size() {
        return size;
    }

    /// Number of a frame.
    public long frame(int index) {
        return frames[index];
    }

    /// Where its record begins, or -1.
    public long position(int index) {
        return positions[index];
    }

    /// Its time, nanoseconds since the epoch.
    public long time(int index) {
        return times[index];
    }
}
