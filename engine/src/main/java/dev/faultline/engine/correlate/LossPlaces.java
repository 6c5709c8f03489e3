package dev.faultline.engine.correlate;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.Way.Stop;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.flow.Transport;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Says between which two vantage points the packets of a connection were lost: the last that saw them, and the
/// first that did not.
final class LossPlaces {
    private static final Set<FindingKind> IN_HANDSHAKE = EnumSet.of(
            FindingKind.TCP_CONNECT_NO_REPLY,
            FindingKind.TCP_CONNECT_FILTERED,
            FindingKind.TCP_CONNECT_DEAD_HOST,
            FindingKind.TCP_CONNECT_SYNACK_LOST,
            FindingKind.TCP_CONNECT_HANDSHAKE_INCOMPLETE);
    private static final Set<FindingKind> LATER = EnumSet.of(
            FindingKind.TCP_FIN_UNACKED,
            FindingKind.TCP_LAST_ACK,
            FindingKind.TCP_RESET_RETRANS_GIVEUP,
            FindingKind.TCP_RETRANSMISSION,
            FindingKind.TCP_FAST_RETRANSMISSION,
            FindingKind.TCP_OUT_OF_ORDER,
            FindingKind.TCP_LOST_SEGMENT,
            FindingKind.TCP_DUPACK_STORM,
            FindingKind.TCP_PMTU_BLACKHOLE);
    /// As far as the time of a source must have come before what it has not seen counts.
    private static final long MARGIN = TimeUnit.MILLISECONDS.toNanos(20);

    private static final int MOST_TO_LEARN = 1000;

    private final int limit;
    private final Clocks clocks;
    private final Orders orders = new Orders();
    private final Routes routes = new Routes();
    private final SequencedMap<Long, Way> ways = new LinkedHashMap<>(16, 0.75f, true);
    /// Connections that were answered lately.
    private final SequencedSet<Long> toLearn = new LinkedHashSet<>();

    private final Map<Integer, Long> reached = new HashMap<>();

    /// Where packets were lost.
    ///
    /// @param after vantage point that saw them
    /// @param before vantage point that should have seen them next
    /// @param fromClient whether the client had sent them
    record Place(Spot after, Spot before, boolean fromClient) {}

    LossPlaces(Limits limits, Clocks clocks) {
        limit = limits.tcpFlows() / 8;
        this.clocks = clocks;
    }

    /// Whether packets that were lost are what that kind is about.
    static boolean concerns(FindingKind kind) {
        return IN_HANDSHAKE.contains(kind) || isLater(kind);
    }

    private static boolean isLater(FindingKind kind) {
        return LATER.contains(kind) || kind.findingClass() == FindingClass.TIMEOUT;
    }

    // ------------------------------------------------------------------------------------------------ seen

    void saw(int source, Sighting sighting) {
        Way way = ways.get(sighting.mark());
        if (way == null || way.stops().isEmpty() || !way.fits(sighting)) {
            way = new Way();
            ways.put(sighting.mark(), way);
            if (ways.size() > limit) {
                ways.pollFirstEntry();
            }
        }
        way.put(source, sighting, clocks);
        way.sort(clocks, orders);
        if (way.isAnswered() && !way.isLearned()) {
            toLearn.add(sighting.mark());
        }
    }

    /// A source has told all that it saw until then, nanoseconds since the epoch by its clock.
    void reached(int source, long time) {
        reached.merge(source, time, Math::max);
    }

    /// Learns where packets go from the connections of which all have told by now.
    ///
    /// @return whether there is news
    boolean learn() {
        boolean news = false;
        for (Iterator<Long> marks = toLearn.iterator(); marks.hasNext(); ) {
            Way way = way(marks.next());
            if (way == null) {
                marks.remove();
            } else if (haveAllReached(way)) {
                marks.remove();
                way.learned();
                way.sort(clocks, orders);
                news |= routes.learn(way);
            }
        }
        while (toLearn.size() > MOST_TO_LEARN) {
            toLearn.removeFirst();
        }
        return news;
    }

    private boolean haveAllReached(Way way) {
        return reached.keySet().stream()
                .allMatch(source -> way.stops().stream().allMatch(stop -> hasReached(source, stop)));
    }

    /// A source has ended, or could not see for a while: what it has not seen says nothing any more.
    void forget(int source) {
        ways.values().forEach(way -> way.forget(source));
        routes.forget(source);
        reached.remove(source);
    }

    /// The way of a connection, or null where nobody has told of it.
    @Nullable
    Way way(long mark) {
        Way way = ways.get(mark);
        return way == null || way.stops().isEmpty() ? null : way;
    }

    /// Whether all that should have seen the latest packets of that connection have told by now.
    boolean isSettled(Way way, @Nullable Place place) {
        for (Stop latest : way.stops()) {
            for (Stop stop : way.stops()) {
                if (!hasReached(stop.source(), latest)) {
                    return false;
                }
            }
            if (place != null && !hasReached(place.before.source(), latest)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasReached(int source, Stop latest) {
        long time = latest.sighting().changed() + clocks.ahead(latest.source(), source);
        return reached.getOrDefault(source, Long.MIN_VALUE) >= time + MARGIN;
    }

    // ------------------------------------------------------------------------------------------------ lost

    /// Where the packets were lost that a finding of that kind is about; null where that is not known.
    @Nullable
    Place place(Way way, Finding finding) {
        way.sort(clocks, orders);
        if (finding.transport() == Transport.UDP) {
            return missing(way, Sighting.Sent::packets);
        }
        return isLater(finding.kind()) ? repeats(way) : missing(way, Sighting.Sent::syns);
    }

    /// Packets of which there is one that passed one vantage point and not the next one; else what nobody saw
    /// answered.
    private @Nullable Place missing(Way way, ToIntFunction<Sighting.Sent> count) {
        Place there = drop(way.stops(), stop -> count.applyAsInt(stop.sighting().client()), true);
        if (there != null) {
            return there;
        }
        Place back = drop(
                way.stops().reversed(), stop -> count.applyAsInt(stop.sighting().server()), false);
        return back != null || way.isAnswered() ? back : beyond(way);
    }

    /// The pair of neighbours of which the first saw the most packets that the second did not. What one further
    /// on has seen has passed all before it.
    private static @Nullable Place drop(List<Stop> way, ToIntFunction<Stop> count, boolean fromClient) {
        Place place = null;
        int most = 0;
        int passed = 0;
        for (int i = way.size() - 1; i >= 0; i--) {
            Stop here = way.get(i);
            int lost = count.applyAsInt(here) - passed;
            if (i + 1 < way.size() && lost >= Math.max(1, most)) {
                most = lost;
                place = new Place(here.spot(), way.get(i + 1).spot(), fromClient);
            }
            passed = Math.max(passed, count.applyAsInt(here));
        }
        return place;
    }

    /// Data that passed one vantage point twice passed the next one once: its first copy was lost between them.
    private static @Nullable Place repeats(Way way) {
        List<Stop> stops = way.stops();
        Place there = drop(stops, stop -> stop.sighting().client().again(), true);
        Place back = drop(stops.reversed(), stop -> stop.sighting().server().again(), false);
        if (there == null || back == null) {
            return there == null ? back : there;
        }
        int client = stops.getFirst().sighting().client().again();
        return client >= stops.getLast().sighting().server().again() ? there : back;
    }

    /// SYNs that no vantage point saw answered left the last of them: other connections to the same server tell
    /// where they should have come next.
    private @Nullable Place beyond(Way way) {
        Spot next = routes.after(way);
        return next == null ? null : new Place(way.stops().getLast().spot(), next, true);
    }
}
