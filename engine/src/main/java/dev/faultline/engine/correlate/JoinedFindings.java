package dev.faultline.engine.correlate;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.LossPlaces.Place;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.FlowMark;
import dev.faultline.engine.flow.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The findings of several vantage points of one network, each error told once: those of one capture, or of
/// several sources that are analysed apart, live too. What was told once is only ever told again, under the
/// same id: with the further places that have seen it, and with the place where its packets were lost, as soon
/// as all that lie on the way have told what they have seen.
///
/// Not thread-safe; takes next to no time. Its memory is bounded by [Limits], whatever the number of sources.
public final class JoinedFindings {
    /// What two places see of one error is at the same time, but for how long a packet takes and how well
    /// clocks are compared.
    private static final long NEAR = TimeUnit.SECONDS.toNanos(2);
    /// How far clocks may be apart that could not be compared, and how long one place may be later to tell.
    private static final long FAR = TimeUnit.MINUTES.toNanos(1);

    /// Ends that come back with ever new errors are not compared with all of them.
    private static final int MOST_OF_FLOW = 64;

    private static final int MOST_NOWHERE = 1000;

    private final int limit;
    private final Clocks clocks = new Clocks();
    private final LossPlaces places;
    private final SequencedMap<String, JoinedFinding> rows = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, JoinedFinding> byId = new HashMap<>();
    private final Map<Object, List<JoinedFinding>> ofFlow = new HashMap<>();
    /// Connections of which the place is to be looked for again.
    private final SequencedSet<Long> due = new LinkedHashSet<>();

    /// Those that were lost where nothing is known to go on: what others learn may tell.
    private final SequencedSet<Long> nowhere = new LinkedHashSet<>();

    private final SequencedSet<JoinedFinding> changed = new LinkedHashSet<>();

    /// A finding as it is told.
    ///
    /// @param source the one whose packets prove it
    public record Told(int source, Finding finding) {}

    /// Both ends of a flow, whoever opened it.
    private record Ends(Transport transport, Set<Endpoint> ends) {}

    /// The client of a flow whose server's address may be translated.
    private record Client(Transport transport, Endpoint client, int port) {}

    public JoinedFindings(Limits limits) {
        limit = limits.findingFlows() / 4;
        places = new LossPlaces(limits, clocks);
    }

    /// A source tells what is new there.
    ///
    /// @param source number of it, the same each time
    /// @param findings that are new or have changed
    /// @param sightings connections that are new or have changed, see [Sightings]
    /// @param time until which that is all, nanoseconds since the epoch by its own clock
    /// @return what is to be told of that
    public List<Told> accept(int source, List<Finding> findings, List<Sighting> sightings, long time) {
        places.reached(source, time);
        for (Sighting sighting : sightings) {
            places.saw(source, sighting);
            if (ofFlow.containsKey(sighting.mark())) {
                due.add(sighting.mark());
            }
        }
        for (Finding finding : findings) {
            put(source, finding);
        }
        if (places.learn()) {
            due.addAll(nowhere);
            nowhere.clear();
        }
        lookForPlaces(false);
        return drain();
    }

    /// A source has ended, or could not see for a while. What it has told stays; what it has not seen says
    /// nothing any more.
    public void forget(int source) {
        places.forget(source);
    }

    /// Nothing more comes from any source: what is not known by now will not be.
    public List<Told> end() {
        lookForPlaces(true);
        return drain();
    }

    private List<Told> drain() {
        List<Told> told = new ArrayList<>(changed.size());
        for (JoinedFinding row : changed) {
            told.add(row.told(places.way(row.finding().mark()), this::rowOf));
        }
        changed.clear();
        return told;
    }

    private String rowOf(String id) {
        JoinedFinding row = byId.get(id);
        return row == null ? id : row.id();
    }

    // ------------------------------------------------------------------------------------------------ joining

    private void put(int source, Finding finding) {
        JoinedFinding row = byId.get(finding.id());
        if (row == null) {
            row = find(source, finding);
            if (row == null) {
                row = add(source, finding);
            } else {
                join(row, source, finding);
            }
        } else {
            rows.get(row.id());
            row.put(source, finding);
        }
        changed.add(row);
        if (LossPlaces.concerns(finding.kind()) && finding.mark() != FlowMark.NONE) {
            due.add(finding.mark());
        }
    }

    private JoinedFinding add(int source, Finding finding) {
        JoinedFinding row = new JoinedFinding(source, finding);
        for (JoinedFinding other : ofSameFlow(finding)) {
            compare(row, other);
        }
        rows.put(row.id(), row);
        index(row, finding);
        if (rows.size() > limit) {
            remove(rows.firstEntry().getValue());
        }
        return row;
    }

    /// One error may have two kinds at two places: what says less becomes a part of the other.
    private void compare(JoinedFinding row, JoinedFinding other) {
        if (other.isOfSameVantage(row.source(), row.finding())
                || row.isConsequence()
                || other.isConsequence()
                || !isNear(other, row.source(), row.finding(), FAR)) {
            return;
        }
        if (Kinship.isAbove(other.finding().kind(), row.finding().kind())) {
            row.consequenceOf(other);
        } else if (Kinship.isAbove(row.finding().kind(), other.finding().kind())) {
            other.consequenceOf(row);
            changed.add(other);
        }
    }

    private void join(JoinedFinding row, int source, Finding finding) {
        rows.get(row.id());
        row.put(source, finding);
        index(row, finding);
        for (JoinedFinding other : ofSameFlow(finding)) {
            if (other.isConsequence()) {
                changed.add(other);
            }
        }
    }

    /// The error that another vantage point has told of, or null.
    private @Nullable JoinedFinding find(int source, Finding finding) {
        for (Object key : keys(finding)) {
            for (JoinedFinding row : ofFlow.getOrDefault(key, List.of())) {
                if (isSame(row, source, finding, key)) {
                    return row;
                }
            }
        }
        return null;
    }

    private boolean isSame(JoinedFinding row, int source, Finding finding, Object key) {
        Finding known = row.finding();
        if (!Kinship.isOne(known.kind(), finding.kind())
                || known.qualifier() != finding.qualifier()
                || row.isOfSameVantage(source, finding)
                || !isOneFlow(known, finding)) {
            return false;
        }
        boolean begun = FlowMark.isBegun(finding.mark()) && known.mark() == finding.mark();
        boolean comparable = clocks.isKnown(row.source(), source);
        return begun || isNear(row, source, finding, comparable || key instanceof Client ? NEAR : FAR);
    }

    /// Whether nothing shows that they are two.
    private static boolean isOneFlow(Finding known, Finding finding) {
        if (known.mark() == finding.mark()) {
            return keepsAnEnd(known, finding);
        }
        return !FlowMark.isBegun(known.mark()) || !FlowMark.isBegun(finding.mark());
    }

    private static boolean keepsAnEnd(Finding a, Finding b) {
        Endpoint srcA = a.src();
        Endpoint dstA = a.dst();
        Endpoint srcB = b.src();
        Endpoint dstB = b.dst();
        if (srcA == null || dstA == null || srcB == null || dstB == null) {
            return false;
        }
        return srcA.port() == Endpoint.NO_PORT
                ? srcA.equals(srcB) || dstA.equals(dstB)
                : Way.keepsPort(srcA, dstA, srcB, dstB);
    }

    /// Whether both happened at the same time, by the clock of the first.
    private boolean isNear(JoinedFinding row, int source, Finding finding, long slack) {
        Finding known = row.finding();
        long ahead = clocks.ahead(row.source(), source);
        return finding.first() - ahead <= known.last() + slack && finding.last() - ahead >= known.first() - slack;
    }

    // ------------------------------------------------------------------------------------------------ places

    private void lookForPlaces(boolean atEnd) {
        due.removeIf(mark -> {
            Way way = places.way(mark);
            return way == null || lookForPlaces(mark, way, atEnd);
        });
    }

    /// Looks for the place of what one connection lost.
    ///
    /// @return whether nothing more is waited for
    private boolean lookForPlaces(long mark, Way way, boolean atEnd) {
        boolean settled = true;
        for (JoinedFinding row : ofFlow.getOrDefault(mark, List.of())) {
            if (LossPlaces.concerns(row.finding().kind())) {
                Place place = places.place(way, row.finding());
                if (!atEnd && !places.isSettled(way, place)) {
                    settled = false;
                } else if (place == null && !way.isAnswered()) {
                    nowhere.add(mark);
                } else if ((place != null || mayRetract(row, way)) && row.lostAt(place)) {
                    changed.add(row);
                }
            }
        }
        if (nowhere.size() > MOST_NOWHERE) {
            nowhere.removeFirst();
        }
        return settled;
    }

    /// Only who was told to have seen nothing can show that it did.
    private static boolean mayRetract(JoinedFinding row, Way way) {
        Place told = row.place();
        return told == null || way.spots(Integer.MAX_VALUE).contains(told.before());
    }

    // ------------------------------------------------------------------------------------------------ index

    /// What finds a finding's flow again: the surest first.
    private static List<Object> keys(Finding finding) {
        List<Object> keys = new ArrayList<>(3);
        Endpoint src = finding.src();
        Endpoint dst = finding.dst();
        if (finding.mark() != FlowMark.NONE) {
            keys.add(finding.mark());
        }
        if (src == null || dst == null) {
            return keys;
        }
        keys.add(new Ends(finding.transport(), src.equals(dst) ? Set.of(src) : Set.of(src, dst)));
        if (finding.transport() != Transport.TCP && src.port() != Endpoint.NO_PORT) {
            keys.add(new Client(finding.transport(), src, dst.port()));
        }
        return keys;
    }

    private List<JoinedFinding> ofSameFlow(Finding finding) {
        List<JoinedFinding> same = new ArrayList<>();
        for (Object key : keys(finding)) {
            for (JoinedFinding row : ofFlow.getOrDefault(key, List.of())) {
                if (!same.contains(row) && isOneFlow(row.finding(), finding)) {
                    same.add(row);
                }
            }
        }
        return same;
    }

    private void index(JoinedFinding row, Finding finding) {
        byId.put(finding.id(), row);
        for (Object key : keys(finding)) {
            List<JoinedFinding> known = ofFlow.computeIfAbsent(key, k -> new ArrayList<>(1));
            if (!known.contains(row)) {
                if (known.size() == MOST_OF_FLOW) {
                    known.removeFirst();
                }
                known.add(row);
            }
        }
    }

    private void remove(JoinedFinding row) {
        rows.remove(row.id());
        row.findings().forEach(finding -> {
            byId.remove(finding.id());
            for (Object key : keys(finding)) {
                ofFlow.computeIfPresent(key, (k, known) -> {
                    known.remove(row);
                    return known.isEmpty() ? null : known;
                });
            }
        });
    }
}
