package dev.faultline.engine.correlate;

import dev.faultline.engine.common.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Where packets to a server go next after the vantage points that they have passed, as connections show that
/// were answered. Says nothing where they go now here, now there, as a Service's do.
final class Routes {
    private static final int MOST = 10_000;
    /// One that went elsewhere takes that many that did not.
    private static final int SURE = 8;

    private final SequencedMap<Leg, Next> known = new LinkedHashMap<>(16, 0.75f, true);

    /// Packets to `server`, under its address at the last of `passed`.
    private record Leg(List<Spot> passed, IpAddress server) {}

    /// @param hits connections that went there
    /// @param misses those that went elsewhere
    private record Next(Spot spot, int hits, int misses) {
        Next told(Spot other) {
            if (spot.equals(other)) {
                return new Next(spot, hits + 1, misses);
            }
            return misses < hits ? new Next(spot, hits, misses + 1) : new Next(other, 1, hits);
        }

        boolean isSure() {
            return misses * SURE <= hits;
        }
    }

    /// A connection was answered, and all that lie on its way have told.
    ///
    /// @return whether it goes where nothing was known to go
    boolean learn(Way way) {
        boolean news = false;
        List<Way.Stop> stops = way.stops();
        for (int i = 0; i + 1 < stops.size(); i++) {
            Leg leg = new Leg(way.spots(i + 1), stops.get(i).sighting().dst().ip());
            Spot spot = stops.get(i + 1).spot();
            Next before = known.get(leg);
            news |= before == null;
            known.put(leg, before == null ? new Next(spot, 1, 0) : before.told(spot));
        }
        while (known.size() > MOST) {
            known.pollFirstEntry();
        }
        return news;
    }

    /// The vantage point that packets should come to next after all those of `way`; null where that is not
    /// known.
    @Nullable
    Spot after(Way way) {
        List<Way.Stop> stops = way.stops();
        Next next = known.get(new Leg(
                way.spots(stops.size()), stops.getLast().sighting().dst().ip()));
        return next == null || !next.isSure() ? null : next.spot;
    }

    /// A source has ended, or could not see for a while: where packets go from there may have changed.
    void forget(int source) {
        known.entrySet().removeIf(entry -> {
            Spot next = entry.getValue().spot;
            return next.source() == source || entry.getKey().passed.stream().anyMatch(spot -> spot.source() == source);
        });
    }
}
