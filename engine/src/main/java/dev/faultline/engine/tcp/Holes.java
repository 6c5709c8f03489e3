package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;

/// Runs of sequence numbers of one end that were skipped: lost or late on their way to the vantage point, or
/// missed by the capture. Few at a time; when there is no more room the oldest is forgotten.
final class Holes {
    private static final int MOST = 16;

    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private int size;

    /// Numbers from `start` up to `end` were skipped.
    void open(int start, int end) {
        if (size == MOST) {
            remove(0);
        }
        starts[size] = start;
        ends[size] = end;
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
            open(end, rest);
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

    boolean isEmpty() {
        return size == 0;
    }

    private void remove(int i) {
        System.arraycopy(starts, i + 1, starts, i, size - i - 1);
        System.arraycopy(ends, i + 1, ends, i, size - i - 1);
        size--;
    }
}
