package dev.faultline.app.live;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.JoinedFindings;
import dev.faultline.engine.correlate.JoinedFindings.Told;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// What the feeds of a session find, each error told once, whoever sees it first. Nobody waits for another
/// feed: what one tells is told at once, and again when another one adds to it. Thread-safe.
final class LiveFindings {
    private final JoinedFindings joined = new JoinedFindings(Limits.DEFAULT);
    private final BiConsumer<Integer, List<Finding>> out;

    /// @param out takes the number of the feed whose packets prove them, and findings
    LiveFindings(BiConsumer<Integer, List<Finding>> out) {
        this.out = out;
    }

    /// A feed has findings that are new or have changed.
    synchronized void found(int feed, List<Finding> findings) {
        tell(joined.accept(feed, findings, List.of(), Long.MIN_VALUE));
    }

    /// A feed has seen more of connections, and nothing else until that time by its clock.
    synchronized void seen(int feed, List<Sighting> sightings, long time) {
        tell(joined.accept(feed, List.of(), sightings, time));
    }

    /// A feed has ended, or could not see for a while.
    synchronized void blind(int feed) {
        joined.forget(feed);
    }

    private void tell(List<Told> told) {
        SequencedMap<Integer, List<Finding>> byFeed = new TreeMap<>();
        told.forEach(t ->
                byFeed.computeIfAbsent(t.source(), feed -> new ArrayList<>()).add(t.finding()));
        byFeed.forEach(out);
    }
}
