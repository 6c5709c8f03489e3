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

    private final SequencedMap<Leg, Next> known = new LinkedHashMap<>(16, 0.75f, true);

    /// Packets to `server`, under its address at the last of `passed`.
    private record Leg(List<Spot> passed, IpAddress server) {}

    /// @param spot null where there are several
    private record Next(@Nullable Spot spot) {}

    /// A connection was answered.
    void learn(Way way) {
        List<Way.Stop> stops = way.stops();
        for (int i = 0; i + 1 < stops.size(); i++) {
            Leg leg = new Leg(way.spots(i + 1), stops.get(i).sighting().dst().ip());
            Spot next = stops.get(i + 1).spot();
            Next before = known.get(leg);
            known.put(leg, before == null ? new Next(next) : settled(before, next, way));
        }
        while (known.size() > MOST) {
            known.pollFirstEntry();
        }
    }

    /// The nearer one is next: sources tell at different times, so that one between the two may still be
    /// missing.
    private static Next settled(Next before, Spot next, Way way) {
        Spot spot = before.spot;
        if (spot == null || spot.equals(next)) {
            return before;
        }
        List<Spot> passed = way.spots(Integer.MAX_VALUE);
        return new Next(passed.contains(spot) ? next : null);
    }

    /// The vantage point that packets should come to next after all those of `way`; null where that is not
    /// known.
    @Nullable
    Spot after(Way way) {
        List<Way.Stop> stops = way.stops();
        Next next = known.get(new Leg(
                way.spots(stops.size()), stops.getLast().sighting().dst().ip()));
        return next == null ? null : next.spot;
    }

    /// A source has ended, or could not see for a while: where packets go from there may have changed.
    void forget(int source) {
        known.entrySet().removeIf(entry -> {
            Spot next = entry.getValue().spot;
            return next != null && next.source() == source
                    || entry.getKey().passed.stream().anyMatch(spot -> spot.source() == source);
        });
    }
}
