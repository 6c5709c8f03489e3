package dev.faultline.agent;

import dev.faultline.engine.finding.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The findings of a capture, each as it is now, numbered in the order in which they were told: whoever was
/// away asks for what came behind the last number that it has, and gets every finding once. Thread-safe.
final class FindingJournal {
    private final int limit;
    private final Bell bell;
    private final TreeMap<Long, Finding> findings = new TreeMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private long last;
    private long lost;

    /// A finding and its number.
    record Entry(long number, Finding finding) {}

    /// @param limit findings kept; beyond it the one told of longest ago goes
    /// @param bell is rung for each finding
    FindingJournal(int limit, Bell bell) {
        this.limit = limit;
        this.bell = bell;
    }

    /// A finding is new or has changed.
    void add(Finding finding) {
        synchronized (this) {
            Long before = numbers.put(finding.id(), ++last);
            if (before != null) {
                findings.remove(before);
            }
            findings.put(last, finding);
            if (findings.size() > limit) {
                numbers.remove(findings.pollFirstEntry().getValue().id());
                lost++;
            }
        }
        bell.ring();
    }

    /// The entries behind a number, oldest first.
    ///
    /// @param most how many at most
    synchronized List<Entry> since(long number, int most) {
        return findings.tailMap(number, false).entrySet().stream()
                .limit(most)
                .map(entry -> new Entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// The number given last; 0 before the first.
    synchronized long last() {
        return last;
    }

    /// Findings kept now.
    synchronized int size() {
        return findings.size();
    }

    /// Findings that the limit pushed out.
    synchronized long lost() {
        return lost;
    }
}
