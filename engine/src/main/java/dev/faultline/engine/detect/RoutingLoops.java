package dev.faultline.engine.detect;

import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import java.util.concurrent.TimeUnit;

/// Knows packets again that come round with an ever lower time to live. Of constant size; a packet that was
/// pushed out is taken for a new one.
final class RoutingLoops {
    /// The path between capture points that were merged into one is not that long.
    private static final int HOPS = 6;

    private static final int ROUNDS = 3;
    private static final int SLOTS = 1 << 11;
    private static final long NEAR = TimeUnit.SECONDS.toNanos(1);

    private final long[] keys = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private final short[] firstTtls = new short[SLOTS];
    private final short[] ttls = new short[SLOTS];
    private final byte[] rounds = new byte[SLOTS];
    private int found;

    /// Whether a packet other than TCP has come by before, with a higher time to live each time.
    boolean isInLoop(Packet packet, int vantage) {
        IpHeader ip = packet.ip();
        int check = check(packet);
        if (check == 0 && ip.id() == 0) {
            return false;
        }
        long key = key(ip, (long) check << 32 | ip.id() << 8 | ip.protocol(), vantage);
        int slot = (int) (key >>> 53);
        short ttl = (short) ip.ttl();
        boolean again = keys[slot] == key && Math.abs(packet.timestamp() - times[slot]) < NEAR;
        if (!again || ttl > ttls[slot]) {
            keys[slot] = key;
            firstTtls[slot] = ttl;
            rounds[slot] = 0;
        } else if (ttl < ttls[slot] && rounds[slot] < Byte.MAX_VALUE) {
            rounds[slot]++;
        }
        times[slot] = packet.timestamp();
        ttls[slot] = ttl;
        found = slot;
        return rounds[slot] >= ROUNDS && firstTtls[slot] - ttl >= HOPS;
    }

    /// The time to live that the last packet asked about had at first.
    int firstTtl() {
        return firstTtls[found];
    }

    /// What does not change on the way and differs from packet to packet.
    private static int check(Packet packet) {
        if (packet.isUdp()) {
            return packet.udp().checksum() | packet.udp().srcPort() << 16;
        }
        return packet.isIcmp() ? packet.icmp().checksum() : 0;
    }

    private static long key(IpHeader ip, long packet, int vantage) {
        long key = mix(ip.srcLow() * 31 + ip.dstLow() + vantage);
        return mix(key ^ packet) | 1;
    }

    private static long mix(long bits) {
        long x = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
        return x ^ x >>> 32;
    }
}
