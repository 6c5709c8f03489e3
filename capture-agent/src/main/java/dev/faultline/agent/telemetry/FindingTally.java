package dev.faultline.agent.telemetry;

import dev.faultline.engine.finding.Finding;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Counts findings by kind, class and severity, and by namespace and workload of their ends where these are known;
/// never by address. Thread-safe.
final class FindingTally {
    /// What namespaces and workloads are counted as when there are too many of them.
    static final String OTHER = "other";

    private final int most;
    private final EndNames names;
    private final Map<Map<String, String>, Long> counts = new HashMap<>();

    /// @param most groups that are counted apart by namespace and workload; of further ones only kind, class and
    /// severity
    FindingTally(int most, EndNames names) {
        this.most = most;
        this.names = names;
    }

    synchronized void add(Finding finding) {
        Map<String, String> group = new TreeMap<>();
        group.put(Attribute.KIND, finding.kind().id());
        group.put(Attribute.CLASS, finding.kind().findingClass().id());
        group.put(Attribute.SEVERITY, finding.severity().id());
        group.put(Attribute.CONSEQUENCE, Boolean.toString(finding.partOf() != null));
        Map<String, String> named = new TreeMap<>(group);
        Attribute.SRC.name(names.at(finding.src(), finding.first()).group(), named::put);
        Attribute.DST.name(names.at(finding.dst(), finding.first()).group(), named::put);
        if (named.size() > group.size() && !counts.containsKey(named) && counts.size() >= most) {
            named = group;
            named.put(Attribute.SRC.of("k8s.namespace.name"), OTHER);
        }
        counts.merge(named, 1L, Long::sum);
    }

    /// The counts, by what is counted together.
    synchronized Map<Map<String, String>, Long> counts() {
        return Map.copyOf(counts);
    }
}
