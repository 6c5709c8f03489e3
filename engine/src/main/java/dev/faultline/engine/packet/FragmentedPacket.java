package dev.faultline.engine.packet;

import org.jspecify.annotations.Nullable;

/// An IP packet of which only some fragments are there; one of a pool.
final class FragmentedPacket {
    static final int UNKNOWN = -1;

    /// A fragment; one of a pool.
    static final class Fragment {
        int offset;
        int length;
        /// Where its bytes are, in [FragmentMemory].
        int block;

        @Nullable
        Fragment next;
    }

    int version;
    int vlan;
    int protocol;
    int id;
    long srcHigh;
    long srcLow;
    long dstHigh;
    long dstLow;
    long firstSeen;
    long frame;
    long position;
    /// Whether a fragment came of which bytes were not captured.
    boolean cut;
    /// Bytes in all, or [#UNKNOWN] until the last fragment is there.
    int total;
    int count;
    /// The fragments in the order of their offsets, those of the same offset as they came.
    @Nullable
    Fragment first;

    @Nullable
    Fragment last;

    @Nullable
    FragmentedPacket inBucket;

    @Nullable
    FragmentedPacket older;

    @Nullable
    FragmentedPacket younger;

    void begin(IpHeader ip, int tag, long time) {
        version = ip.version;
        vlan = tag;
        protocol = ip.version == 4 ? ip.protocol : 0;
        id = ip.id;
        srcHigh = ip.srcHigh;
        srcLow = ip.srcLow;
        dstHigh = ip.dstHigh;
        dstLow = ip.dstLow;
        firstSeen = time;
        cut = false;
        total = UNKNOWN;
        count = 0;
        first = null;
        last = null;
    }

    /// Whether fragments with that header belong to it (RFC 791, section 3.2; RFC 8200, section 4.5).
    boolean isOf(IpHeader ip, int tag) {
        return id == ip.id
                && srcLow == ip.srcLow
                && dstLow == ip.dstLow
                && srcHigh == ip.srcHigh
                && dstHigh == ip.dstHigh
                && version == ip.version
                && vlan == tag
                && (version == 6 || protocol == ip.protocol);
    }

    /// A hash of what [#isOf] compares.
    static int hash(IpHeader ip, int tag) {
        return hash(ip.srcHigh ^ ip.srcLow, ip.dstHigh ^ ip.dstLow, ip.id, tag);
    }

    int hash() {
        return hash(srcHigh ^ srcLow, dstHigh ^ dstLow, id, vlan);
    }

    private static int hash(long src, long dst, int id, int tag) {
        long mixed = ((src * 31 + dst) * 31 + id) * 31 + tag;
        return (int) (mixed * 0x9e37_79b9_7f4a_7c15L >>> 32);
    }

    /// Whether the very same range is there already.
    boolean hasSame(int offset, int length) {
        for (Fragment f = first; f != null && f.offset <= offset; f = f.next) {
            if (f.offset == offset && f.length == length) {
                return true;
            }
        }
        return false;
    }

    void insert(Fragment fragment) {
        count++;
        Fragment end = last;
        if (end == null || end.offset <= fragment.offset) {
            fragment.next = null;
            if (end == null) {
                first = fragment;
            } else {
                end.next = fragment;
            }
            last = fragment;
            return;
        }
        Fragment before = null;
        Fragment after = first;
        while (after != null && after.offset <= fragment.offset) {
            before = after;
            after = after.next;
        }
        fragment.next = after;
        if (before == null) {
            first = fragment;
        } else {
            before.next = fragment;
        }
    }

    /// Whether there is no hole left.
    boolean isComplete() {
        if (total == UNKNOWN) {
            return false;
        }
        int reached = 0;
        for (Fragment f = first; f != null && f.offset <= reached; f = f.next) {
            reached = Math.max(reached, f.offset + f.length);
        }
        return reached >= total;
    }
}
