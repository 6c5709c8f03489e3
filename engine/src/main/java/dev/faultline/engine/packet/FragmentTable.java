package dev.faultline.engine.packet;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.packet.FragmentListener.IncompletePacket;
import dev.faultline.engine.packet.FragmentedPacket.Fragment;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// IP packets that wait for the rest of their fragments. As in Wireshark, the fragment that leaves no hole
/// completes the packet; where fragments overlap, the one of the lower offset counts, and of the same offset
/// the one that came first; what lies behind the first last fragment is ignored.
///
/// A packet is forgotten when it is complete, when its time is up (30 s for IPv4, 60 s for IPv6 after its first
/// fragment; capture time), or when its memory is needed for a younger one. Everything that was allocated is
/// used again.
final class FragmentTable {
    private static final long IPV4_TIMEOUT = 30_000_000_000L;
    private static final long IPV6_TIMEOUT = 60_000_000_000L;
    /// What a length field of 16 bits can say.
    private static final int PACKET_BYTES = 0xffff;
    /// Far more than real packets have; keeps hostile ones from making every step slow.
    private static final int PACKET_FRAGMENTS = 2048;
    private static final int HEADER_ROOM = 1024;

    private final Arena arena = Arena.ofAuto();
    private final FragmentMemory memory;
    private final int capacity;
    private final @Nullable FragmentedPacket[] buckets;
    private @Nullable FragmentedPacket oldest;
    private @Nullable FragmentedPacket youngest;
    private @Nullable FragmentedPacket freePackets;
    private @Nullable Fragment freeFragments;
    private MemorySegment assembled = MemorySegment.NULL;
    private int waiting;
    private long expired;
    private long evicted;
    private boolean laterSeen;
    private final FragmentListener listener;

    /// @param bytes memory for fragments
    /// @param packets packets that wait at once
    /// @param listener hears of packets that stay incomplete
    FragmentTable(int bytes, int packets, FragmentListener listener) {
        this.listener = listener;
        memory = new FragmentMemory(bytes);
        capacity = Math.max(1, packets);
        buckets = new @Nullable FragmentedPacket[Integer.highestOneBit(capacity) * 2];
    }

    /// Packets that are not complete yet.
    int waiting() {
        return waiting;
    }

    /// Packets whose time was up.
    long expired() {
        return expired;
    }

    /// Packets that were given up to keep within the limits.
    long evicted() {
        return evicted;
    }

    /// Takes the fragment whose payload is at the cursor, all of it captured. When it completes its packet, the
    /// cursor is moved to the payload of that, behind its header, in memory that is valid until the next packet
    /// is complete, and `ip` is no longer a fragment.
    ///
    /// @param headerLength bytes from the IP header to what was split, without the fragment header of IPv6
    /// @return whether the packet is complete
    boolean add(Cursor c, IpHeader ip, int headerLength, long time, long frame, long position) {
        while (oldest != null && isExpired(oldest, time)) {
            expired(oldest, time);
        }
        laterSeen |= ip.fragmentOffset > 0;
        int offset = ip.fragmentOffset;
        int length = c.left();
        if (length == 0 || offset + length > PACKET_BYTES || !memory.couldHold(length)) {
            return false;
        }
        FragmentedPacket packet = find(ip, c.vlan, time);
        if (packet == null) {
            packet = begin(ip, c.vlan, time);
        }
        if (!ip.moreFragments && packet.total == FragmentedPacket.UNKNOWN) {
            packet.total = offset + length;
        }
        packet.frame = frame;
        packet.position = position;
        if (packet.hasSame(offset, length) || !store(packet, c, offset, length) || !packet.isComplete()) {
            return false;
        }
        assemble(packet, c, ip, headerLength);
        forget(packet);
        return true;
    }

    /// Takes note of a fragment that lacks bytes, so that its packet will never be complete here.
    void cut(Cursor c, IpHeader ip, long time) {
        laterSeen |= ip.fragmentOffset > 0;
        FragmentedPacket packet = find(ip, c.vlan, time);
        if (packet == null) {
            packet = begin(ip, c.vlan, time);
        }
        packet.cut = true;
    }

    /// The capture has ended.
    void end(long time) {
        for (FragmentedPacket packet = oldest; packet != null; packet = packet.younger) {
            tell(packet, time);
        }
    }

    private void expired(FragmentedPacket packet, long time) {
        expired++;
        tell(packet, time);
        forget(packet);
    }

    private void tell(FragmentedPacket packet, long time) {
        if (packet.cut) {
            return;
        }
        listener.onIncomplete(new IncompletePacket(
                packet.version,
                new IpAddress(packet.version, packet.srcHigh, packet.srcLow),
                new IpAddress(packet.version, packet.dstHigh, packet.dstLow),
                packet.firstSeen,
                Math.max(0, time - packet.firstSeen),
                isExpired(packet, time),
                packet.frame,
                packet.position,
                !laterSeen));
    }

    private static boolean isExpired(FragmentedPacket packet, long time) {
        return time - packet.firstSeen > (packet.version == 4 ? IPV4_TIMEOUT : IPV6_TIMEOUT);
    }

    private @Nullable FragmentedPacket find(IpHeader ip, int vlan, long time) {
        FragmentedPacket packet = buckets[bucket(FragmentedPacket.hash(ip, vlan))];
        while (packet != null && !packet.isOf(ip, vlan)) {
            packet = packet.inBucket;
        }
        if (packet != null && isExpired(packet, time)) {
            expired(packet, time);
            return null;
        }
        return packet;
    }

    private int bucket(int hash) {
        return hash & buckets.length - 1;
    }

    private FragmentedPacket begin(IpHeader ip, int vlan, long time) {
        if (waiting == capacity && oldest != null) {
            evicted++;
            forget(oldest);
        }
        FragmentedPacket packet = freePackets;
        if (packet == null) {
            packet = new FragmentedPacket();
        } else {
            freePackets = packet.inBucket;
        }
        packet.begin(ip, vlan, time);
        int bucket = bucket(packet.hash());
        packet.inBucket = buckets[bucket];
        buckets[bucket] = packet;
        packet.older = youngest;
        packet.younger = null;
        if (youngest == null) {
            oldest = packet;
        } else {
            youngest.younger = packet;
        }
        youngest = packet;
        waiting++;
        return packet;
    }

    /// Keeps a fragment, at the cost of older packets where there is no room.
    private boolean store(FragmentedPacket packet, Cursor c, int offset, int length) {
        if (packet.count == PACKET_FRAGMENTS) {
            return false;
        }
        while (!memory.canHold(length) && oldest != null) {
            boolean itself = oldest == packet;
            evicted++;
            forget(oldest);
            if (itself) {
                return false;
            }
        }
        Fragment fragment = freeFragments;
        if (fragment == null) {
            fragment = new Fragment();
        } else {
            freeFragments = fragment.next;
        }
        fragment.offset = offset;
        fragment.length = length;
        fragment.block = memory.store(c.bytes, c.offset, length);
        packet.insert(fragment);
        return true;
    }

    private void assemble(FragmentedPacket packet, Cursor c, IpHeader ip, int headerLength) {
        int size = headerLength + packet.total;
        MemorySegment target = assembled;
        if (size > target.byteSize()) {
            target = arena.allocate(Math.max(size, PACKET_BYTES + HEADER_ROOM));
        }
        // what was assembled before may be what the header is in, where a tunnel carries fragments in fragments
        MemorySegment.copy(c.bytes, ip.headerOffset, target, 0, headerLength);
        assembled = target;
        int done = 0;
        for (Fragment f = packet.first; f != null && done < packet.total; f = f.next) {
            int end = Math.min(f.offset + f.length, packet.total);
            if (end > done) {
                memory.copy(f.block, done - f.offset, target, headerLength + done, end - done);
                done = end;
            }
        }
        c.bytes = target;
        c.offset = headerLength;
        c.end = size;
        c.wireEnd = size;
        ip.headerOffset = 0;
        ip.fragment = false;
        ip.fragmentOffset = 0;
        ip.moreFragments = false;
    }

    private void forget(FragmentedPacket packet) {
        for (Fragment f = packet.first; f != null; ) {
            Fragment following = f.next;
            memory.release(f.block);
            f.next = freeFragments;
            freeFragments = f;
            f = following;
        }
        removeFromBucket(packet);
        if (packet.older == null) {
            oldest = packet.younger;
        } else {
            packet.older.younger = packet.younger;
        }
        if (packet.younger == null) {
            youngest = packet.older;
        } else {
            packet.younger.older = packet.older;
        }
        packet.inBucket = freePackets;
        freePackets = packet;
        waiting--;
    }

    private void removeFromBucket(FragmentedPacket packet) {
        int bucket = bucket(packet.hash());
        FragmentedPacket at = buckets[bucket];
        if (at == packet) {
            buckets[bucket] = packet.inBucket;
            return;
        }
        while (at != null && at.inBucket != packet) {
            at = at.inBucket;
        }
        if (at != null) {
            at.inBucket = packet.inBucket;
        }
    }
}
