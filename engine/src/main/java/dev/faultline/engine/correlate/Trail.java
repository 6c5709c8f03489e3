package dev.faultline.engine.correlate;

import dev.faultline.engine.tcp.TcpConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// One connection as several vantage points see it, in the order in which the client's packets pass them.
public final class Trail {
    /// Each router on the way takes one off the time to live; where there is none between, time tells.
    private static final Comparator<TcpConnection> FROM_CLIENT = Comparator.<TcpConnection>comparingInt(
                    sighting -> -sighting.clientEnd().ttl())
            .thenComparingLong(TcpConnection::firstSeen);

    private final List<TcpConnection> sightings = new ArrayList<>();

    Trail(TcpConnection first) {
        sightings.add(first);
    }

    /// Whether that vantage point is one of its own.
    boolean has(int vantage) {
        return sightings.stream().anyMatch(sighting -> sighting.vantage() == vantage);
    }

    void add(TcpConnection sighting) {
        sightings.add(sighting);
        sightings.sort(FROM_CLIENT);
    }

    /// The connection at each vantage point, that nearest to the client first.
    public List<TcpConnection> sightings() {
        return sightings;
    }

    /// The vantage points that `other` passes and this one does not reach, where the two are on the same way so
    /// far: the next of them; or -1.
    int nextAfterEnd(Trail other) {
        int size = sightings.size();
        if (other.sightings.size() <= size) {
            return -1;
        }
        for (int i = 0; i < size; i++) {
            if (other.sightings.get(i).vantage() != sightings.get(i).vantage()) {
                return -1;
            }
        }
        return other.sightings.get(size).vantage();
    }
}
