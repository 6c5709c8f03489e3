package dev.faultline.engine.capture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A run of captured packets in off-heap memory, with an index of primitive arrays: reused, so that nothing is
/// allocated for a packet.
///
/// A source writes raw bytes into [#memory()] and calls [#add] for each packet in them. Packets keep the byte
/// order and the padding of their source; only their bytes are shared.
public final class PacketBatch implements AutoCloseable {
    private final Arena arena = Arena.ofShared();
    private final int capacity;
    private MemorySegment memory;
    private int size;
    private final long[] frames;
    private final int[] offsets;
    private final int[] captured;
    private final int[] lengths;
    private final int[] interfaceIds;
    private final int[] linkTypes;
    private final long[] timestamps;
    private final long[] positions;

    /// @param bytes room for raw bytes
    /// @param packets room for index entries
    public PacketBatch(int bytes, int packets) {
        memory = arena.allocate(bytes, 8);
        capacity = packets;
        frames = new long[packets];
        offsets = new int[packets];
        captured = new int[packets];
        lengths = new int[packets];
        interfaceIds = new int[packets];
        linkTypes = new int[packets];
        timestamps = new long[packets];
        positions = new long[packets];
    }

    /// Forgets all packets.
    public void clear() {
        size = 0;
    }

    /// The raw bytes. Valid until the batch is closed or [#ensureBytes] replaces it.
    public MemorySegment memory() {
        return memory;
    }

    /// Makes room for `bytes`, keeping the first `keep` bytes. For the rare packet larger than the batch; the
    /// old memory is freed with the batch.
    public void ensureBytes(long bytes, long keep) {
        if (bytes > memory.byteSize()) {
            MemorySegment larger = arena.allocate(Math.max(bytes, 2 * memory.byteSize()), 8);
            MemorySegment.copy(memory, 0, larger, 0, keep);
            memory = larger;
        }
    }

    public boolean isFull() {
        return size == capacity;
    }

    /// Adds the packet whose bytes begin at `offset` of [#memory()].
    ///
    /// @param frame its number in the capture, from 1, as Wireshark counts frames (some blocks without packets
    /// count too)
    /// @param offset of its first byte
    /// @param capturedBytes bytes present
    /// @param length bytes it had on the wire
    /// @param timestamp nanoseconds since 1970-01-01T00:00Z
    /// @param interfaceId index into [CaptureSource#interfaces()]
    /// @param linkType `LINKTYPE_` value
    /// @param position where the packet's record begins in the (uncompressed) source, or -1
    public void add(
            long frame,
            int offset,
            int capturedBytes,
            int length,
            long timestamp,
            int interfaceId,
            int linkType,
            long position) {
        frames[size] = frame;
        offsets[size] = offset;
        captured[size] = capturedBytes;
        lengths[size] = length;
        timestamps[size] = timestamp;
        interfaceIds[size] = interfaceId;
        linkTypes[size] = linkType;
        positions[size] = position;
        size++;
    }

    /// Number of packets.
    public int size() {
        return size;
    }

    /// Number of the packet's frame in its capture, from 1, as Wireshark counts.
    public long frameNumber(int index) {
        return frames[index];
    }

    public int offset(int index) {
        return offsets[index];
    }

    public int captured(int index) {
        return captured[index];
    }

    public int length(int index) {
        return lengths[index];
    }

    public long timestamp(int index) {
        return timestamps[index];
    }

    public int interfaceId(int index) {
        return interfaceIds[index];
    }

    public int linkType(int index) {
        return linkTypes[index];
    }

    public long position(int index) {
        return positions[index];
    }

    @Override
    public void close() {
        arena.close();
    }
}
