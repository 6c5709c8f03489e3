package dev.faultline.engine.evidence;

import dev.faultline.engine.capture.PacketBatch;
import java.lang.foreign.MemorySegment;

/// A run of packets in the ring: their bytes, their flow, and where they were kept if they were.
final class RingChunk implements AutoCloseable {
    static final int BYTES = 1 << 20;
    static final int PACKETS = 1 << 13;

    final PacketBatch batch = new PacketBatch(BYTES, PACKETS);
    final long[] keys = new long[PACKETS];
    /// The packet before, of those whose keys fall into the same slot.
    final long[] previous = new long[PACKETS];
    /// Number of the packet in the evidence file, or 0.
    final long[] keptFrames = new long[PACKETS];

    final long[] keptPositions = new long[PACKETS];
    final int[] keptStreams = new int[PACKETS];
    /// Whether a packet that was kept begins its connection.
    final boolean[] begins = new boolean[PACKETS];
    /// Counts the chunks of a ring.
    long serial;

    private int used;

    boolean hasRoom(int bytes) {
        return used + bytes <= BYTES && !batch.isFull();
    }

    void clear(long newSerial) {
        batch.clear();
        serial = newSerial;
        used = 0;
    }

    /// Adds a packet, and gives its index.
    int add(PacketBatch from, int index, long key, long before) {
        int at = batch.size();
        int captured = from.captured(index);
        MemorySegment.copy(from.memory(), from.offset(index), batch.memory(), used, captured);
        batch.add(
                from.frameNumber(index),
                used,
                captured,
                from.length(index),
                from.timestamp(index),
                from.interfaceId(index),
                from.linkType(index),
                -1);
        used += captured;
        keys[at] = key;
        previous[at] = before;
        keptFrames[at] = 0;
        return at;
    }

    /// Index of the frame, or -1. Frames ascend.
    int indexOf(long frame) {
        int low = 0;
        int high = batch.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = batch.frameNumber(middle);
            if (found == frame) {
                return middle;
            }
            if (found < frame) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    @Override
    public void close() {
        batch.close();
    }
}
