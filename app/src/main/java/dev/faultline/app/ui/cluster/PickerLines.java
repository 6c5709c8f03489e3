package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.targets.NamespaceTarget;
import dev.faultline.app.k8s.targets.PodTarget;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the picker shows of a cluster at one moment. Pure, so that it may be made on any thread.
///
/// @param rows pods, services or nodes
/// @param resolved what the choices mean now
/// @param pods that run in the namespaces that are looked at
/// @param matching how many pods, services or nodes the search finds
record PickerLines(
        List<TargetRow> rows, List<NamespaceRow> namespaces, ResolvedTargets resolved, long pods, long matching) {

    /// @param asked its `resolved` is not looked at
    /// @param words what a namespace's name must contain
    static PickerLines of(TargetRows.Question asked, String words) {
        ResolvedTargets now = asked.choices().selection().resolve(asked.snapshot());
        List<TargetRow> rows = TargetRows.of(asked.with(now));
        long pods = TargetRows.choosable(asked.snapshot())
                .filter(pod ->
                        asked.namespaces().isEmpty() || asked.namespaces().contains(pod.namespace()))
                .filter(pod -> !pod.phase().isOver())
                .count();
        long matching = asked.tab() == PickerTab.PODS
                ? rows.stream().filter(row -> row.kind() == TargetRow.Kind.POD).count()
                : rows.size();
        return new PickerLines(rows, namespaces(asked, words), now, pods, matching);
    }

    private static List<NamespaceRow> namespaces(TargetRows.Question asked, String words) {
        Map<String, Long> pods = TargetRows.choosable(asked.snapshot())
                .filter(pod -> !pod.phase().isOver())
                .collect(Collectors.groupingBy(PodTarget::namespace, HashMap::new, Collectors.counting()));
        Set<String> names = new TreeSet<>(asked.namespaces());
        asked.snapshot().namespaces().stream().map(NamespaceTarget::name).forEach(names::add);
        names.addAll(pods.keySet());
        return names.stream()
                .filter(name -> name.contains(words))
                .map(name -> new NamespaceRow(
                        name,
                        pods.getOrDefault(name, 0L),
                        asked.namespaces().isEmpty() || asked.namespaces().contains(name)))
                .toList();
    }
}
