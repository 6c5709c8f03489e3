package dev.faultline.engine.correlate;

import dev.faultline.engine.finding.Twins;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpObserver;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Finds the connections of different vantage points that are one and the same. Addresses, ports and the time
/// to live may change on the way; sequence numbers do not. Of constant size where there is one vantage point.
public final class Trails implements TcpObserver, Twins {
    private static final int SLOTS = 1 << 12;
    /// From the first vantage point to the last a packet takes less, whatever the clocks have left.
    private static final long NEAR = TimeUnit.SECONDS.toNanos(2);

    private final @Nullable TcpConnection[] recent = new @Nullable TcpConnection[SLOTS];
    private final long[] keys = new long[SLOTS];
    private final Map<TcpConnection, Trail> trails = new HashMap<>();

    @Override
    public void onOpened(TcpConnection connection, Packet packet) {
        TcpHeader tcp = packet.tcp();
        boolean syn = (tcp.flags() & (TcpHeader.SYN | TcpHeader.ACK)) == TcpHeader.SYN;
        long key = mix((long) tcp.seq() << 32 | (syn ? 1 : tcp.ack() & 0xffff_ffffL));
        int slot = (int) (key >>> 52);
        TcpConnection other = recent[slot];
        if (other != null && keys[slot] == key && isSame(other, connection)) {
            join(other, connection);
            return;
        }
        keys[slot] = key;
        recent[slot] = connection;
    }

    /// One end at least keeps its port, and mostly its address, through a translation of addresses.
    private static boolean isSame(TcpConnection a, TcpConnection b) {
        boolean ports = a.client().port() == b.client().port()
                || a.server().port() == b.server().port()
                || a.client().port() == b.server().port();
        return ports && Math.abs(a.firstSeen() - b.firstSeen()) < NEAR;
    }

    private void join(TcpConnection known, TcpConnection connection) {
        Trail trail = trails.computeIfAbsent(known, Trail::new);
        if (!trail.has(connection.vantage())) {
            trail.add(connection);
            trails.put(connection, trail);
        }
    }

    private static long mix(long bits) {
        long x = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
        x = (x ^ x >>> 32) * 0xd6e8feb86659fd93L;
        return x ^ x >>> 32;
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        if (end != End.CAPTURE) {
            trails.remove(connection);
        }
    }

    /// The trail of a connection that several vantage points see, or null.
    public @Nullable Trail of(TcpConnection connection) {
        return trails.get(connection);
    }

    /// All trails that are known.
    public Set<Trail> all() {
        return new LinkedHashSet<>(trails.values());
    }

    @Override
    public Collection<? extends Flow> of(Flow flow) {
        Trail trail = flow instanceof TcpConnection connection ? trails.get(connection) : null;
        return trail == null ? List.of() : trail.sightings();
    }
}
