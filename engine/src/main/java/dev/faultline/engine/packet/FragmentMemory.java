package dev.faultline.engine.packet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Bytes of fragments, in chains of blocks of one size. Grows to its limit, then only reuses; what it has taken
/// is freed with the table that holds it.
final class FragmentMemory {
    static final int NONE = -1;
    private static final int BLOCK = 2048;
    private static final int BLOCKS_PER_SLAB = 128;

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment[] slabs;
    private final int[] next;
    private final int capacity;
    private int used;
    private int free = NONE;
    private int available;

    /// @param bytes the most it may take
    FragmentMemory(int bytes) {
        capacity = bytes / BLOCK;
        available = capacity;
        next = new int[capacity];
        slabs = new MemorySegment[(capacity + BLOCKS_PER_SLAB - 1) / BLOCKS_PER_SLAB];
    }

    /// Whether `length` bytes would fit if nothing else were stored.
    boolean couldHold(int length) {
        return blocks(length) <= capacity;
    }

    /// Whether `length` bytes fit now.
    boolean canHold(int length) {
        return blocks(length) <= available;
    }

    private static int blocks(int length) {
        return (length + BLOCK - 1) / BLOCK;
    }

    /// Stores bytes that fit.
    ///
    /// @return the first block of their chain
    int store(MemorySegment source, int offset, int length) {
        int first = NONE;
        int last = NONE;
        for (int done = 0; done < length; done += BLOCK) {
            int block = take();
            MemorySegment.copy(source, (long) offset + done, slab(block), at(block), Math.min(BLOCK, length - done));
            if (first == NONE) {
                first = block;
            } else {
                next[last] = block;
            }
            last = block;
        }
        return first;
    }

    private int take() {
        available--;
        int block = free;
        if (block == NONE) {
            block = used++;
        } else {
            free = next[block];
        }
        next[block] = NONE;
        return block;
    }

    private MemorySegment slab(int block) {
        int index = block / BLOCKS_PER_SLAB;
        MemorySegment slab = slabs[index];
        if (slab == null) {
            slab = arena.allocate((long) BLOCK * BLOCKS_PER_SLAB);
            slabs[index] = slab;
        }
        return slab;
    }

    private static long at(int block) {
        return (long) (block % BLOCKS_PER_SLAB) * BLOCK;
    }

    /// Copies `length` bytes of a chain, from its byte `from` on.
    void copy(int first, int from, MemorySegment target, int offset, int length) {
        int block = first;
        int skip = from;
        while (skip >= BLOCK) {
            block = next[block];
            skip -= BLOCK;
        }
        for (int done = 0; done < length; ) {
            int count = Math.min(BLOCK - skip, length - done);
            MemorySegment.copy(slab(block), at(block) + skip, target, (long) offset + done, count);
            done += count;
            skip = 0;
            block = next[block];
        }
    }

    /// Gives a chain back.
    void release(int first) {
        int block = first;
        while (block != NONE) {
            int following = next[block];
            next[block] = free;
            free = block;
            available++;
            block = following;
        }
    }
}
