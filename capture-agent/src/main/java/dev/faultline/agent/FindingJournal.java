package dev.faultline.agent;

import dev.faultline.engine.finding.Finding;
import java.util.List;
import java.util.function.Consumer;

/// The findings of a capture, each as it is now, numbered in the order in which they were told: whoever was
/// away asks for what came behind the last number that it has, and gets every finding once. Thread-safe.
final class FindingJournal {
    private final Bell bell;
    private final Numbered<String, Finding> findings;
    private Consumer<Finding> listener = finding -> {};
    private long lost;

    /// A finding and its number.
    record Entry(long number, Finding finding) {}

    /// @param limit findings kept; beyond it the one told of longest ago goes
    /// @param bell is rung for each finding
    FindingJournal(int limit, Bell bell) {
        findings = new Numbered<>(limit);
        this.bell = bell;
    }

    /// A finding is new or has changed.
    void add(Finding finding) {
        synchronized (this) {
            if (findings.put(finding.id(), finding) != null) {
                lost++;
            }
            listener.accept(finding);
        }
        bell.ring();
    }

    /// Hears each finding that there is, as it is now, and each that comes or changes.
    ///
    /// @param other is called by whoever adds findings, and must return at once
    synchronized void listen(Consumer<Finding> other) {
        listener = other;
        findings.since(0, Integer.MAX_VALUE).forEach(entry -> other.accept(entry.value()));
    }

    /// The entries behind a number, oldest first.
    ///
    /// @param most how many at most
    synchronized List<Entry> since(long number, int most) {
        return findings.since(number, most).stream()
                .map(entry -> new Entry(entry.number(), entry.value()))
                .toList();
    }

    /// The number given last; 0 before the first.
    synchronized long last() {
        return findings.last();
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
