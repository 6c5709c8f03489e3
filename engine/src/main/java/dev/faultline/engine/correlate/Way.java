package dev.faultline.engine.correlate;

import dev.faultline.engine.common.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// The way of one connection's packets: what each vantage point has seen of it, that nearest to the client
/// first.
final class Way {
    private final List<Stop> stops = new ArrayList<>();
    private boolean learned;

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

    /// Takes in what a vantage point has seen until now; what it says of clocks goes to `clocks`. To be sorted
    /// before anything is concluded from its order.
    void put(int source, Sighting sighting, Clocks clocks) {
        boolean known = stops.removeIf(
                stop -> stop.source == source && stop.sighting.vantage().equals(sighting.vantage()));
        learned &= known;
        for (Stop stop : stops) {
            clocks.add(stop.source, stop.sighting, source, sighting);
        }
        stops.add(new Stop(source, sighting));
    }

    /// Brings the stops into order, by what is known now.
    void sort(Clocks clocks, Orders orders) {
        orders.sort(stops, clocks);
    }

    void forget(int source) {
        stops.removeIf(stop -> stop.source == source);
    }

    /// The first vantage points, up to that number.
    List<Spot> spots(int count) {
        return stops.stream().limit(count).map(Stop::spot).toList();
    }

    /// Whether others have learned from it where packets go.
    boolean isLearned() {
        return learned;
    }

    void learned() {
        learned = true;
    }

    boolean isAnswered() {
        return stops.stream().anyMatch(stop -> stop.sighting.isAnswered());
    }
}
