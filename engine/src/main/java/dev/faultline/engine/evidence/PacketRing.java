package dev.faultline.engine.evidence;

import dev.faultline.engine.capture.PacketBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The latest packets of a live capture, in memory of a fixed size, linked by flow. Adding one copies its bytes
/// and allocates nothing once the ring is full. Used by the analysing thread alone.
///
/// A packet is referred to by a number that grows from packet to packet.
public final class PacketRing implements AutoCloseable {
    /// No packet.
    public static final long NONE = -1;

    private static final int INDEX_BITS = 13;
    private static final int SLOTS = 1 << 17;

    private final int most;
    private final List<RingChunk> chunks = new ArrayList<>();
    /// The latest packet of all keys that fall into a slot.
    private final long[] latest = new long[SLOTS];

    private RingChunk last;
    private long evicted;

    /// @param bytes memory for packets; about half as much again is needed to find them
    public PacketRing(long bytes) {
        most = (int) Math.max(2, bytes / RingChunk.BYTES);
        Arrays.fill(latest, NONE);
        last = new RingChunk();
        chunks.add(last);
    }

    /// Adds a packet of the flow `key`. One larger than a megabyte is not kept.
    public void add(PacketBatch batch, int index, long key) {
        add(batch, index, key, false);
    }

    /// As [#add(PacketBatch, int, long)].
    ///
    /// @param begins whether its connection begins with it
    void add(PacketBatch batch, int index, long key, boolean begins) {
        int captured = batch.captured(index);
        if (captured > RingChunk.BYTES) {
            evicted++;
            return;
        }
        if (!last.hasRoom(captured)) {
            last = nextChunk();
        }
        int slot = slot(key);
        int at = last.add(batch, index, key, latest[slot]);
        last.begins[at] = begins;
        latest[slot] = last.serial << INDEX_BITS | at;
    }

    private RingChunk nextChunk() {
        long serial = last.serial + 1;
        if (chunks.size() < most) {
            RingChunk added = new RingChunk();
            added.clear(serial);
            chunks.add(added);
            return added;
        }
        RingChunk oldest = chunks.get((int) (serial % most));
        evicted += oldest.batch.size();
        oldest.clear(serial);
        return oldest;
    }

    private static int slot(long key) {
        return (int) key & SLOTS - 1;
    }

    /// The latest packet of a flow, or [#NONE].
    public long latest(long key) {
        return matching(latest[slot(key)], key);
    }

    /// The packet of the same flow before `packet`, or [#NONE].
    public long before(long packet) {
        RingChunk chunk = chunk(packet);
        int index = index(packet);
        return matching(chunk.previous[index], chunk.keys[index]);
    }

    private long matching(long from, long key) {
        long packet = from;
        while (holds(packet)) {
            RingChunk chunk = chunk(packet);
            int index = index(packet);
            if (chunk.keys[index] == key) {
                return packet;
            }
            packet = chunk.previous[index];
        }
        return NONE;
    }

    /// The packet with that number in the capture, or [#NONE].
    public long ofFrame(long frame) {
        for (RingChunk chunk : chunks) {
            int size = chunk.batch.size();
            if (size > 0 && chunk.batch.frameNumber(0) <= frame && frame <= chunk.batch.frameNumber(size - 1)) {
                int index = chunk.indexOf(frame);
                return index < 0 ? NONE : chunk.serial << INDEX_BITS | index;
            }
        }
        return NONE;
    }

    private boolean holds(long packet) {
        return packet >= 0 && packet >>> INDEX_BITS > last.serial - most;
    }

    RingChunk chunk(long packet) {
        return chunks.get((int) ((packet >>> INDEX_BITS) % most));
    }

    static int index(long packet) {
        return (int) packet & RingChunk.PACKETS - 1;
    }

    /// Time of the earliest packet, nanoseconds since the epoch; 0 when there is none.
    long earliest() {
        RingChunk oldest = chunks.size() < most ? chunks.getFirst() : chunks.get((int) ((last.serial + 1) % most));
        return oldest.batch.size() == 0 ? 0 : oldest.batch.timestamp(0);
    }

    /// Packets that had to make room for later ones.
    public long evicted() {
        return evicted;
    }

    /// Bytes of memory in use for packets and their places.
    public long memory() {
        return (long) chunks.size() * (RingChunk.BYTES + 84L * RingChunk.PACKETS) + 8L * SLOTS;
    }

    @Override
    public void close() {
        chunks.forEach(RingChunk::close);
    }
}
