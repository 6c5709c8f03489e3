package dev.faultline.app.export;

import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Findings as people read them: those of the same kind between the same client and the same server (each its
/// workload, else its address) and port are one row, and what is only a consequence hangs below what it is a
/// consequence of.
///
/// @param title of all of them
/// @param findings from 1, in order of time
/// @param parts what hangs below, folded likewise
public record FoldedRow(String title, List<Finding> findings, List<FoldedRow> parts) {

    private record Key(
            FindingKind kind,
            String title,
            Transport transport,
            @Nullable String from,
            @Nullable String to,
            int port) {
        static Key of(Finding finding, String title, EndpointNames names) {
            Endpoint dst = finding.dst();
            return new Key(
                    finding.kind(),
                    title,
                    finding.transport(),
                    who(finding.src(), finding.first(), names),
                    who(dst, finding.first(), names),
                    dst == null ? Endpoint.NO_PORT : dst.port());
        }

        private static @Nullable String who(@Nullable Endpoint end, long time, EndpointNames names) {
            AddressName name = names.at(end, time);
            if (end == null || name.workload() == null) {
                return end == null ? null : end.ip().toString();
            }
            return name.namespace() + "/" + name.workload();
        }
    }

    /// Folds findings that are in order of time. A finding whose parent is not among them stands for itself.
    ///
    /// @param names what addresses are called
    public static List<FoldedRow> of(List<Finding> findings, Explainer explainer, EndpointNames names) {
        Map<String, Finding> byId = new HashMap<>();
        findings.forEach(finding -> byId.put(finding.id(), finding));
        Map<Finding, List<Finding>> below = new HashMap<>();
        List<Finding> tops = new ArrayList<>();
        for (Finding finding : findings) {
            Finding top = top(finding, byId);
            if (top.id().equals(finding.id())) {
                tops.add(finding);
            } else {
                below.computeIfAbsent(top, t -> new ArrayList<>()).add(finding);
            }
        }
        return fold(tops, explainer, names).entrySet().stream()
                .map(row -> new FoldedRow(
                        row.getKey().title, row.getValue(), parts(row.getValue(), below, explainer, names)))
                .toList();
    }

    private static List<FoldedRow> parts(
            List<Finding> tops, Map<Finding, List<Finding>> below, Explainer explainer, EndpointNames names) {
        List<Finding> parts = tops.stream()
                .flatMap(top -> below.getOrDefault(top, List.of()).stream())
                .sorted(FileReport.ORDER)
                .toList();
        return fold(parts, explainer, names).entrySet().stream()
                .map(row -> new FoldedRow(row.getKey().title, row.getValue(), List.of()))
                .toList();
    }

    private static Map<Key, List<Finding>> fold(List<Finding> findings, Explainer explainer, EndpointNames names) {
        Map<Key, List<Finding>> rows = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Key key = Key.of(finding, explainer.explain(finding).title(), names);
            rows.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
        }
        return rows;
    }

    /// The number of steps is bounded, so that findings that name each other as parents do no harm.
    private static Finding top(Finding finding, Map<String, Finding> byId) {
        Finding top = finding;
        for (int i = 0; i < byId.size() && top.partOf() != null; i++) {
            Finding parent = byId.get(top.partOf());
            if (parent == null) {
                return top;
            }
            top = parent;
        }
        return top;
    }

    /// The finding that stands for all: the first.
    public Finding lead() {
        return findings.getFirst();
    }

    /// The worst of them.
    public Severity severity() {
        return findings.stream().map(Finding::severity).max(Severity::compareTo).orElseThrow();
    }

    /// How often it happened, over all of them.
    public long count() {
        return findings.stream().mapToLong(Finding::count).sum();
    }

    /// How many flows it happened on.
    public long flows() {
        return findings.stream()
                .map(finding -> Objects.toString(finding.src()) + finding.tcpStream())
                .distinct()
                .count();
    }
}
