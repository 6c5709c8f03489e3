package dev.faultline.engine.correlate;

import dev.faultline.engine.correlate.Way.Stop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// In which order packets pass vantage points. What a client sent comes back later the nearer the client is:
/// that needs no clocks to agree, and tells places apart that one machine stamps with the same time. Where
/// nothing came back, the order is that of connections that were answered.
final class Orders {
    private static final int MOST = 256;

    private final SequencedSet<List<Spot>> known = new LinkedHashSet<>();

    /// Brings the stops of a way into order, that nearest to the client first.
    void sort(List<Stop> stops, Clocks clocks) {
        if (stops.stream().allMatch(stop -> stop.sighting().turnaround() >= 0)) {
            stops.sort(Comparator.<Stop>comparingLong(stop -> -stop.sighting().turnaround())
                    .thenComparing(byTime(clocks)));
            learn(stops.stream().map(Stop::spot).toList());
            return;
        }
        stops.sort(byTime(clocks));
        List<Stop> sorted = asKnown(stops);
        if (sorted != null) {
            stops.clear();
            stops.addAll(sorted);
        }
    }

    /// Each router on the way takes one off the time to live; where there is none between, time tells.
    private static Comparator<Stop> byTime(Clocks clocks) {
        return Comparator.<Stop>comparingInt(stop -> -stop.sighting().clientTtl())
                .thenComparingLong(stop -> stop.sighting().firstSeen() - clocks.ahead(0, stop.source()))
                .thenComparingInt(Stop::source);
    }

    private void learn(List<Spot> order) {
        if (order.size() > 1 && !order.equals(known.isEmpty() ? null : known.getLast())) {
            known.addLast(order);
            if (known.size() > MOST) {
                known.removeFirst();
            }
        }
    }

    private @Nullable List<Stop> asKnown(List<Stop> stops) {
        Map<Spot, Stop> bySpot = new HashMap<>();
        stops.forEach(stop -> bySpot.put(stop.spot(), stop));
        for (List<Spot> order : known.reversed()) {
            List<Stop> sorted = new ArrayList<>();
            for (Spot spot : order) {
                Stop stop = bySpot.get(spot);
                if (stop != null) {
                    sorted.add(stop);
                }
            }
            if (sorted.size() == stops.size() && isPossible(sorted)) {
                return sorted;
            }
        }
        return null;
    }

    /// Whether no packet gains time to live on the way.
    private static boolean isPossible(List<Stop> sorted) {
        int ttl = Integer.MAX_VALUE;
        for (Stop stop : sorted) {
            if (stop.sighting().clientTtl() > ttl) {
                return false;
            }
            ttl = stop.sighting().clientTtl();
        }
        return true;
    }
}
