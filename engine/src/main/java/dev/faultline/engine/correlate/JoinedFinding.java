package dev.faultline.engine.correlate;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.correlate.LossPlaces.Place;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One error, as one vantage point or several have told of it. It keeps the id under which it was told first.
final class JoinedFinding {
    private final String id;
    private final List<Member> members = new ArrayList<>(1);
    private @Nullable Place place;
    private @Nullable JoinedFinding consequenceOf;

    /// What one source tells of it now.
    private record Member(int source, Finding finding) {}

    /// The ends of a flow, as a vantage point sees them.
    private record Ends(@Nullable Endpoint src, @Nullable Endpoint dst) {
        static Ends of(Finding finding) {
            return new Ends(finding.src(), finding.dst());
        }

        /// Whether one end is the same, and the other one is not.
        boolean isTranslationOf(Ends other) {
            return Objects.equals(src, other.src) != Objects.equals(dst, other.dst);
        }
    }

    JoinedFinding(int source, Finding finding) {
        id = finding.id();
        members.add(new Member(source, finding));
    }

    String id() {
        return id;
    }

    /// As it was told first.
    Finding finding() {
        return members.getFirst().finding;
    }

    int source() {
        return members.getFirst().source;
    }

    boolean isConsequence() {
        return consequenceOf != null || members.stream().anyMatch(m -> m.finding.partOf() != null);
    }

    Stream<Finding> findings() {
        return members.stream().map(Member::finding);
    }

    /// Whether one of the vantage points that told of `finding` told of this before.
    boolean isOfSameVantage(int source, Finding finding) {
        return members.stream()
                .anyMatch(
                        m -> m.source == source && m.finding.vantage().stream().anyMatch(finding.vantage()::contains));
    }

    /// Takes in what a source tells of it: for the first time, or again.
    void put(int source, Finding finding) {
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).finding.id().equals(finding.id())) {
                members.set(i, new Member(source, finding));
                return;
            }
        }
        members.add(new Member(source, finding));
    }

    @Nullable
    Place place() {
        return place;
    }

    /// Sets the place where its packets were lost.
    ///
    /// @return whether that is news
    boolean lostAt(@Nullable Place found) {
        boolean news = !Objects.equals(place, found);
        place = found;
        return news;
    }

    void consequenceOf(JoinedFinding cause) {
        consequenceOf = cause;
    }

    /// As it is told now: as the vantage point nearest to the client sees it, with what the others add.
    ///
    /// @param way of its connection, where that is known
    /// @param rowOf gives the id under which the finding of an id is told
    JoinedFindings.Told told(@Nullable Way way, UnaryOperator<String> rowOf) {
        Member near = nearest(way);
        Ends outer = outer(near.finding, way);
        Finding told = merged(near.finding, outer, rowOf);
        Ends inner = inner(outer, near.finding, way);
        if (inner != null && inner.src != null && inner.dst != null) {
            told = told.withTranslation(inner.src, inner.dst);
        }
        Place lost = place;
        if (lost != null) {
            told = told.withLoss(lost.after().vantage(), lost.before().vantage(), lost.fromClient());
        }
        return new JoinedFindings.Told(near.source, told);
    }

    private Member nearest(@Nullable Way way) {
        Member nearest = members.getFirst();
        int stop = stop(nearest, way);
        for (Member member : members) {
            int other = stop(member, way);
            boolean nearer = other == stop ? member.finding.clientTtl() > nearest.finding.clientTtl() : other < stop;
            if (nearer) {
                nearest = member;
                stop = other;
            }
        }
        return nearest;
    }

    /// How many vantage points the client's packets pass before the first that told so.
    private static int stop(Member member, @Nullable Way way) {
        if (way == null) {
            return 0;
        }
        int stop = 0;
        for (Way.Stop passed : way.stops()) {
            if (passed.source() == member.source
                    && member.finding.vantage().contains(passed.sighting().vantage())) {
                return stop;
            }
            stop++;
        }
        return stop;
    }

    /// The ends as the client knows them, even where its own place has nothing to tell.
    private static Ends outer(Finding near, @Nullable Way way) {
        Ends ends = Ends.of(near);
        if (way == null || isAboutAddresses(near)) {
            return ends;
        }
        Sighting first = way.stops().getFirst().sighting();
        Ends outer = new Ends(first.src(), first.dst());
        return outer.isTranslationOf(ends) ? outer : ends;
    }

    /// Whether the finding holds for the addresses of its own vantage point alone.
    private static boolean isAboutAddresses(Finding finding) {
        return finding.kind() == FindingKind.TCP_PORT_REUSE || finding.kind().findingClass() == FindingClass.NETWORK;
    }

    /// The ends behind a translation of addresses; null where there is none.
    private @Nullable Ends inner(Ends outer, Finding near, @Nullable Way way) {
        Stream<Ends> seen = members.stream().map(member -> Ends.of(member.finding));
        Stream<Ends> passed = way == null
                ? Stream.of(Ends.of(near))
                : way.stops().stream()
                        .map(Way.Stop::sighting)
                        .map(sighting -> new Ends(sighting.src(), sighting.dst()));
        return Stream.concat(seen, passed)
                .filter(outer::isTranslationOf)
                .reduce((a, b) -> b)
                .orElse(null);
    }

    private Finding merged(Finding near, Ends ends, UnaryOperator<String> rowOf) {
        Finding surest = near;
        Finding blaming = near;
        Finding saying = near;
        Severity severity = near.severity();
        FindingState state = near.state();
        long count = near.count();
        Set<String> vantages = new HashSet<>(near.vantage());
        List<String> places = new ArrayList<>(near.vantage());
        for (Member member : members) {
            Finding other = member.finding;
            surest = other.confidence().compareTo(surest.confidence()) > 0 ? other : surest;
            saying = Kinship.isAbove(other.kind(), saying.kind()) ? other : saying;
            blaming = blaming.blame() == Blame.UNKNOWN ? other : blaming;
            severity = other.severity().compareTo(severity) > 0 ? other.severity() : severity;
            state = other.state() == FindingState.FINAL ? other.state() : state;
            count = Math.max(count, other.count());
            other.vantage().stream().filter(vantages::add).forEach(places::add);
        }
        boolean lost = place != null && blaming.blame() == Blame.UNKNOWN;
        return new Finding(
                id,
                saying.kind(),
                severity,
                state,
                surest.confidence(),
                surest.confidenceWhy(),
                cause(rowOf),
                near.first(),
                near.last(),
                count,
                near.transport(),
                ends.src,
                ends.dst,
                lost ? Blame.PATH : blaming.blame(),
                blaming.reporter() == null ? near.reporter() : blaming.reporter(),
                near.tcpStream(),
                places,
                near.evidence(),
                saying.icmp(),
                saying.facts(),
                saying.notes());
    }

    private @Nullable String cause(UnaryOperator<String> rowOf) {
        JoinedFinding above = consequenceOf;
        if (above != null) {
            return above.id;
        }
        for (Member member : members) {
            String partOf = member.finding.partOf();
            if (partOf != null && !rowOf.apply(partOf).equals(id)) {
                return rowOf.apply(partOf);
            }
        }
        return null;
    }
}
