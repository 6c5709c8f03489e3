package dev.faultline.engine.correlate;

import dev.faultline.engine.common.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The way of one connection's packets: what each vantage point has seen of it, that nearest to the client
/// first.
final class Way {
    private final List<Stop> stops = new ArrayList<>();

    /// One vantage point on the way.
    record Stop(int source, Sighting sighting) {
        Spot spot() {
            return new Spot(source, sighting.vantage());
        }
    }

    List<Stop> stops() {
        return stops;
    }

    /// Whether that may be the same connection: one end at least keeps its port through a translation of
    /// addresses, be it seen from the other side.
    boolean fits(Sighting sighting) {
        Sighting known = stops.getFirst().sighting();
        return keepsPort(known.src(), known.dst(), sighting.src(), sighting.dst());
    }

    static boolean keepsPort(Endpoint src, Endpoint dst, Endpoint otherSrc, Endpoint otherDst) {
        return src.port() == otherSrc.port() || dst.port() == otherDst.port() || src.port() == otherDst.port();
    }

    /// Takes in what a vantage point has seen until now; what it says of clocks goes to `clocks`.
    void put(int source, Sighting sighting, Clocks clocks) {
        stops.removeIf(stop -> stop.source == source && stop.sighting.vantage().equals(sighting.vantage()));
        for (Stop stop : stops) {
            clocks.add(stop.source, stop.sighting, source, sighting);
        }
        stops.add(new Stop(source, sighting));
        stops.sort(fromClient(clocks));
    }

    /// Each router on the way takes one off the time to live; where there is none between, time tells.
    private static Comparator<Stop> fromClient(Clocks clocks) {
        return Comparator.<Stop>comparingInt(stop -> -stop.sighting.clientTtl())
                .thenComparingLong(stop -> stop.sighting.firstSeen() - clocks.ahead(0, stop.source))
                .thenComparingInt(Stop::source);
    }

    void forget(int source) {
        stops.removeIf(stop -> stop.source == source);
    }

    /// The first vantage points, up to that number.
    List<Spot> spots(int count) {
        return stops.stream().limit(count).map(Stop::spot).toList();
    }

    boolean isAnswered() {
        return stops.stream().anyMatch(stop -> stop.sighting.isAnswered());
    }
}
