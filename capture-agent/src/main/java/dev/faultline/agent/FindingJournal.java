package dev.faultline.agent;

import dev.faultline.engine.finding.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The findings of a capture, each as it is now, numbered in the order in which they were told: whoever was
/// away asks for what came behind the last number that it has, and gets every finding once. Thread-safe.
final class FindingJournal {
    private final int limit;
    private final TreeMap<Long, Finding> findings = new TreeMap<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private long last;
    private long lost;

    /// A finding and its number.
    record Entry(long number, Finding finding) {}

    /// @param limit findings kept; beyond it the one told of longest ago goes
    FindingJournal(int limit) {
        this.limit = limit;
    }

    /// A finding is new or has changed.
    synchronized void add(Finding finding) {
        Long before = numbers.put(finding.id(), ++last);
        if (before != null) {
            findings.remove(before);
        }
        findings.put(last, finding);
        if (findings.size() > limit) {
            numbers.remove(findings.pollFirstEntry().getValue().id());
            lost++;
        }
        notifyAll();
    }

    /// The entries behind a number, oldest first; waits for the first of them.
    ///
    /// @param most how many at most
    /// @param milliseconds how long to wait at most
    /// @return none when the time passes without any
    synchronized List<Entry> since(long number, int most, long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (last <= number && System.nanoTime() < end) {
            wait(milliseconds);
        }
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
