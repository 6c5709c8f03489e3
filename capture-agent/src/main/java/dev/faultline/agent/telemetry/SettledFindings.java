package dev.faultline.agent.telemetry;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// Findings change for a while after they are made: who did it, what they are part of, how bad they are. Each is let
/// through once, as it is some seconds after it was made, and again only when it has become graver. Thread-safe;
/// nothing in it takes longer than a look into a table.
final class SettledFindings {
    /// Findings let through whose severity is remembered. One that is forgotten may come a second time.
    private static final int REMEMBERED = 20_000;

    private final int most;
    private final long settleNanos;
    private final Predicate<Finding> wanted;
    private final LongSupplier nanoTime;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, Severity> told = new LinkedHashMap<>();
    private long refused;

    private record Waiting(Finding finding, long due) {}

    /// @param most findings that wait at once; beyond it new ones are refused
    /// @param settleNanos how long each waits
    /// @param wanted chooses those that are let through
    /// @param nanoTime as [System#nanoTime()]
    SettledFindings(int most, long settleNanos, Predicate<Finding> wanted, LongSupplier nanoTime) {
        this.most = most;
        this.settleNanos = settleNanos;
        this.wanted = wanted;
        this.nanoTime = nanoTime;
    }

    /// A finding is new or has changed.
    synchronized void found(Finding finding) {
        Waiting before = waiting.get(finding.id());
        if (before != null) {
            waiting.put(finding.id(), new Waiting(finding, before.due()));
            return;
        }
        Severity known = told.get(finding.id());
        boolean isNews = known == null || finding.severity().compareTo(known) > 0;
        if (!isNews || !wanted.test(finding)) {
            return;
        }
        if (waiting.size() >= most) {
            refused++;
            return;
        }
        waiting.put(finding.id(), new Waiting(finding, nanoTime.getAsLong() + settleNanos));
    }

    /// Those whose time has come, in the order in which they were made; each is given once.
    synchronized List<Finding> settled() {
        return take(nanoTime.getAsLong());
    }

    /// All that wait: nothing changes any more.
    synchronized List<Finding> rest() {
        return take(Long.MAX_VALUE);
    }

    private List<Finding> take(long now) {
        List<Finding> taken = new ArrayList<>();
        Iterator<Waiting> each = waiting.values().iterator();
        while (each.hasNext()) {
            Waiting next = each.next();
            if (now != Long.MAX_VALUE && next.due() - now > 0) {
                break;
            }
            each.remove();
            // It may have become milder meanwhile.
            if (wanted.test(next.finding())) {
                taken.add(next.finding());
                remember(next.finding());
            }
        }
        return taken;
    }

    private void remember(Finding finding) {
        told.remove(finding.id());
        told.put(finding.id(), finding.severity());
        if (told.size() > REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
    }

    /// Findings that came while too many waited.
    synchronized long refused() {
        return refused;
    }
}
