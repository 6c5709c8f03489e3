package dev.faultline.engine.l7.http1;

import dev.faultline.engine.l7.StreamMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Gathers one line of a stream at a time. A line that lies in one packet is only looked at; the part of a line
/// that ends a packet is kept.
final class Http1Lines {
    static final int MOST = 16 * 1024;
    private static final int STEP = 512;
    private static final byte[] NONE = {};

    private final StreamMemory memory;
    private byte[] kept = NONE;
    private int length;
    private boolean full;

    Http1Lines(StreamMemory memory) {
        this.memory = memory;
    }

    /// The line, without its end, after [#read] found one.
    byte[] bytes() {
        return kept;
    }

    /// Bytes gathered, without CR and LF where the line is complete.
    int length() {
        return length;
    }

    /// Whether the line is too long, or there is no memory for it.
    boolean isFull() {
        return full;
    }

    /// Adds bytes up to the end of the line.
    ///
    /// @return how many were taken; the last one is LF where the line is complete
    int read(MemorySegment bytes, long at, int available) {
        int n = 0;
        while (n < available && bytes.get(ValueLayout.JAVA_BYTE, at + n) != '\n') {
            n++;
        }
        if (!makeRoom(n)) {
            full = true;
            return n;
        }
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, kept, length, n);
        length += n;
        return n < available ? n + 1 : n;
    }

    private boolean makeRoom(int more) {
        int needed = length + more;
        if (needed <= kept.length) {
            return true;
        }
        int size = (needed + STEP - 1) / STEP * STEP;
        if (needed > MOST || !memory.take(size - kept.length)) {
            return false;
        }
        kept = Arrays.copyOf(kept, size);
        return true;
    }

    /// The line is complete: cuts off its CR.
    void cutEnd() {
        if (length > 0 && kept[length - 1] == '\r') {
            length--;
        }
    }

    /// Begins another line.
    void clear() {
        length = 0;
    }

    /// Lets go of the memory.
    void release() {
        memory.give(kept.length);
        kept = NONE;
        length = 0;
    }
}
