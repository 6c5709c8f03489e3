package dev.faultline.app.export;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Findings as people read them: those of the same kind between the same client and the same server address and
/// port are one row, and what is only a consequence hangs below what it is a consequence of.
///
/// @param title of all of them
/// @param findings from 1, in order of time
/// @param parts what hangs below, folded likewise
public record FoldedRow(String title, List<Finding> findings, List<FoldedRow> parts) {

    private record Key(
            FindingKind kind,
            String title,
            @Nullable String from,
            @Nullable Endpoint to) {
        static Key of(Finding finding, String title) {
            Endpoint src = finding.src();
            String from = src == null ? null : finding.transport() + src.ip().toString();
            return new Key(finding.kind(), title, from, finding.dst());
        }
    }

    /// Folds findings that are in order of time. A finding whose parent is not among them stands for itself.
    public static List<FoldedRow> of(List<Finding> findings, Explainer explainer) {
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
        return fold(tops, explainer).entrySet().stream()
                .map(row -> new FoldedRow(row.getKey().title, row.getValue(), parts(row.getValue(), below, explainer)))
                .toList();
    }

    private static List<FoldedRow> parts(List<Finding> tops, Map<Finding, List<Finding>> below, Explainer explainer) {
        List<Finding> parts = tops.stream()
                .flatMap(top -> below.getOrDefault(top, List.of()).stream())
                .sorted(FileReport.ORDER)
                .toList();
        return fold(parts, explainer).entrySet().stream()
                .map(row -> new FoldedRow(row.getKey().title, row.getValue(), List.of()))
                .toList();
    }

    private static Map<Key, List<Finding>> fold(List<Finding> findings, Explainer explainer) {
        Map<Key, List<Finding>> rows = new LinkedHashMap<>();
        for (Finding finding : findings) {
            Key key = Key.of(finding, explainer.explain(finding).title());
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
