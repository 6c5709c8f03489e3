package dev.faultline.engine.capture;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A run of captured packets in off-heap memory, with an index of primitive arrays: reused, so that nothing is
/// allocated for a packet.
///
/// A source writes raw bytes into [#memory()] and calls [#add] for each packet in them. Packets keep the byte
/// order and the padding of their source; only their bytes are shared.
///
/// A live source also says what there is *no* packet of: that nothing was captured until some time, so that
/// timers may run out ([#quietUntil()]), or that it could not see for a while ([#blindFrom()]). Both may come
/// with no packet at all.
public final class PacketBatch implements AutoCloseable {
    /// No time is told.
    public static final long NO_TIME = Long.MIN_VALUE;

    private final Arena arena = Arena.ofShared();
    private final int capacity;
    private MemorySegment memory;
    private @Nullable MemorySegment own;
    private @Nullable Runnable giveBack;
    private int size;
    private final long[] frames;
    private final int[] offsets;
    private final int[] captured;
    private final int[] lengths;
    private final int[] interfaceIds;
    private final int[] linkTypes;
    private final long[] timestamps;
    private final long[] positions;
    private long framesBefore;
    private int interfacesBefore;
    private long quietUntil = NO_TIME;
    private long blindFrom = NO_TIME;
    private long blindUntil = NO_TIME;

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

    /// Forgets all packets, and all else that was told.
    public void clear() {
        giveBack();
        size = 0;
        framesBefore = 0;
        interfacesBefore = 0;
        quietUntil = NO_TIME;
        blindFrom = NO_TIME;
        blindUntil = NO_TIME;
    }

    /// The packets are of a capture that goes on where another one ended: their frames and interfaces are
    /// numbered on from those.
    public void follow(long frames, int interfaces) {
        framesBefore = frames;
        interfacesBefore = interfaces;
    }

    /// Behind these packets nothing was captured until `time`, nanoseconds since the epoch.
    public void quietUntil(long time) {
        quietUntil = time;
    }

    /// Time until which nothing was captured behind these packets, or [#NO_TIME].
    public long quietUntil() {
        return quietUntil;
    }

    /// Before these packets the source could not see: what happened then is not known. Times are nanoseconds
    /// since the epoch.
    public void blind(long from, long until) {
        blindFrom = from;
        blindUntil = until;
    }

    /// When the source could see no more, before these packets; [#NO_TIME] when it saw all the time.
    public long blindFrom() {
        return blindFrom;
    }

    /// When it could see again.
    public long blindUntil() {
        return blindUntil;
    }

    /// The raw bytes. Valid until the batch is closed or [#ensureBytes] replaces it.
    public MemorySegment memory() {
        return memory;
    }

    /// Takes its packets from memory of the source instead of its own, until it is cleared or closed.
    ///
    /// @param lent the memory that [#add] refers to
    /// @param back tells the source that the memory is its own again; called once, on the thread that clears or
    /// closes
    public void borrow(MemorySegment lent, Runnable back) {
        giveBack();
        own = memory;
        memory = lent;
        giveBack = back;
    }

    private void giveBack() {
        Runnable back = giveBack;
        if (back != null && own != null) {
            giveBack = null;
            memory = own;
            back.run();
        }
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
        return frames[index] + framesBefore;
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
        return interfaceIds[index] + interfacesBefore;
    }

    public int linkType(int index) {
        return linkTypes[index];
    }

    public long position(int index) {
        return positions[index];
    }

    @Override
    public void close() {
        giveBack();
        arena.close();
    }
}
