package dev.faultline.engine.tcp;

import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import java.util.concurrent.TimeUnit;

/// Knows the packets of the last moments again: copies, made by the network or by capturing at several points,
/// are no retransmissions. Of constant size; a packet that was pushed out is taken for a new one.
final class DuplicateFilter {
    /// No copy.
    static final int FIRST = -1;

    private static final int SLOTS = 1 << 12;
    private static final long NEAR = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int MOST_HOPS = 8;
    private static final long TTL = 0xff;

    /// Two for each slot, beside each other: the key, and the time with its last byte replaced by the time to
    /// live.
    private final long[] slots = new long[2 * SLOTS];

    /// Whether a packet is a copy of one that came less than 5 ms before: same numbers, flags and window, and
    /// the same IPv4 identification, or the same timestamp of a segment that is not sent twice in one moment,
    /// or a lower time to live.
    ///
    /// @param side tells vantage point, conversation and direction apart
    /// @return by how much the time to live is lower than that of the first copy, or [#FIRST]
    int check(Packet packet, long side) {
        TcpHeader tcp = packet.tcp();
        IpHeader ip = packet.ip();
        int stamp = ip.version() == 4 && ip.id() != 0 ? ip.id() : tcp.hasTimestamps() ? tcp.timestampValue() : 0;
        long key = key(tcp, side, stamp);
        int slot = (int) (key >>> 52) * 2;
        long now = packet.timestamp() & ~TTL;
        if (slots[slot] == key && Math.abs(now - (slots[slot + 1] & ~TTL)) < NEAR) {
            int first = (int) (slots[slot + 1] & TTL);
            int drop = first - ip.ttl();
            boolean hops = drop > 0 && (drop <= MOST_HOPS || ip.version() == 4 && ip.id() != 0);
            if (hops || drop == 0 && isUnique(ip, tcp)) {
                slots[slot + 1] = now | first;
                return drop;
            }
        }
        slots[slot] = key;
        slots[slot + 1] = now | ip.ttl();
        return FIRST;
    }

    /// Whether two of its kind with all the same numbers must be copies.
    private static boolean isUnique(IpHeader ip, TcpHeader tcp) {
        return ip.version() == 4 && ip.id() != 0 || tcp.hasTimestamps() && tcp.sequenceLength() > 0;
    }

    private static long key(TcpHeader tcp, long side, int stamp) {
        long key = mix(side + ((long) tcp.seq() << 32 | tcp.ack() & 0xffff_ffffL));
        key = mix(key + ((long) stamp << 32 | (long) tcp.payloadLength() << 8 | tcp.flags()));
        return mix(key + tcp.window()) | 1;
    }

    private static long mix(long bits) {
        long x = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
        return x ^ x >>> 32;
    }
}
