package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;
import java.util.Arrays;

/// Runs of sequence numbers of one end that were skipped: lost or late on their way to the vantage point, or
/// missed by the capture. A few at a time; when there is no more room the oldest is forgotten.
final class Holes {
    private static final int MOST = 64;

    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private long[] times = new long[4];
    private int size;
    private long filledTime;

    /// Numbers from `start` up to `end` were skipped.
    void open(int start, int end, long time) {
        if (size == MOST) {
            remove(0);
        } else if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            times = Arrays.copyOf(times, 2 * size);
        }
        starts[size] = start;
        ends[size] = end;
        times[size] = time;
        size++;
    }

    /// A segment came.
    ///
    /// @return whether it brought any number that was missing
    boolean fill(int start, int end) {
        boolean filled = false;
        for (int i = size - 1; i >= 0; i--) {
            if (SequenceNumber.before(start, ends[i]) && SequenceNumber.after(end, starts[i])) {
                filled = true;
                filledTime = times[i];
                cut(i, start, end);
            }
        }
        return filled;
    }

    private void cut(int i, int start, int end) {
        boolean fromStart = SequenceNumber.atOrBefore(start, starts[i]);
        boolean toEnd = SequenceNumber.atOrAfter(end, ends[i]);
        if (fromStart && toEnd) {
            remove(i);
        } else if (fromStart) {
            starts[i] = end;
        } else if (toEnd) {
            ends[i] = start;
        } else {
            int rest = ends[i];
            ends[i] = start;
            open(end, rest, times[i]);
        }
    }

    /// The peer acknowledged everything before `ack`, and the sender went on after that.
    ///
    /// @return how many of the numbers acknowledged were never seen; they are holes no longer
    int acknowledge(int ack) {
        int missed = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (SequenceNumber.atOrBefore(ends[i], ack)) {
                missed += SequenceNumber.distance(starts[i], ends[i]);
                remove(i);
            }
        }
        return missed;
    }

    /// When the hole that was filled last came up.
    long filledTime() {
        return filledTime;
    }

    /// When the oldest of the holes came up, or 0.
    long oldestTime() {
        return size == 0 ? 0 : times[0];
    }

    /// Numbers that are missing.
    int missing() {
        int missing = 0;
        for (int i = 0; i < size; i++) {
            missing += SequenceNumber.distance(starts[i], ends[i]);
        }
        return missing;
    }

    private void remove(int i) {
        System.arraycopy(starts, i + 1, starts, i, size - i - 1);
        System.arraycopy(ends, i + 1, ends, i, size - i - 1);
        System.arraycopy(times, i + 1, times, i, size - i - 1);
        size--;
    }
}
