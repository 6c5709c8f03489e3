package dev.faultline.app.k8s.targets;

import dev.faultline.engine.common.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts a snapshot together, and fills in from pods what may not be listed: their namespaces, nodes and
/// workloads.
final class SnapshotBuilder {
    private static final Comparator<TargetRef> BY_NAME = Comparator.comparing(TargetRef::namespace)
            .thenComparing(TargetRef::kind)
            .thenComparing(TargetRef::custom)
            .thenComparing(TargetRef::name);

    private final List<PodTarget> pods;
    private final Map<TargetKind, WatchState> states;
    private final List<Target> targets = new ArrayList<>();

    SnapshotBuilder(List<PodTarget> pods, Map<TargetKind, WatchState> states) {
        this.pods = pods;
        this.states = states;
    }

    /// @param named by the user; they may not exist
    SnapshotBuilder namespaces(Collection<NamespaceTarget> listed, Collection<String> named) {
        Map<String, NamespaceTarget> namespaces = new TreeMap<>();
        listed.forEach(namespace -> namespaces.put(namespace.name(), namespace));
        if (states.get(TargetKind.NAMESPACE) instanceof WatchState.Forbidden) {
            Set<String> guessed = new TreeSet<>(named);
            pods.forEach(pod -> guessed.add(pod.namespace()));
            guessed.forEach(name -> namespaces.putIfAbsent(
                    name, new NamespaceTarget(new TargetRef(TargetKind.NAMESPACE, "", name), Map.of(), false)));
        }
        targets.addAll(namespaces.values());
        return this;
    }

    SnapshotBuilder workloads(Collection<WorkloadTarget> listed) {
        Map<TargetRef, WorkloadTarget> workloads = new TreeMap<>(BY_NAME);
        listed.forEach(workload -> workloads.put(workload.ref(), workload));
        Map<TargetRef, Integer> ready = new HashMap<>();
        for (PodTarget pod : pods) {
            TargetRef workload = pod.workload();
            if (workload != null) {
                ready.merge(workload, pod.ready() ? 1 : 0, Integer::sum);
            }
        }
        ready.forEach((ref, count) -> workloads.putIfAbsent(ref, new WorkloadTarget(ref, Map.of(), -1, count)));
        targets.addAll(workloads.values());
        targets.addAll(pods);
        return this;
    }

    SnapshotBuilder services(Collection<ServiceTarget> services, Collection<ServiceReader.Slice> slices) {
        Map<TargetRef, List<ServiceTarget.Backend>> backends = new HashMap<>();
        slices.forEach(slice -> backends.computeIfAbsent(slice.service(), key -> new ArrayList<>())
                .addAll(slice.backends()));
        services.forEach(
                service -> targets.add(ServiceReader.with(service, backends.getOrDefault(service.ref(), List.of()))));
        return this;
    }

    SnapshotBuilder nodes(Collection<NodeTarget> listed) {
        Map<String, NodeTarget> nodes = new TreeMap<>();
        listed.forEach(node -> nodes.put(node.name(), node));
        if (states.get(TargetKind.NODE) instanceof WatchState.Forbidden) {
            Map<String, Set<IpAddress>> guessed = new TreeMap<>();
            for (PodTarget pod : pods) {
                if (pod.node() != null) {
                    Set<IpAddress> ips = guessed.computeIfAbsent(pod.node(), key -> new HashSet<>());
                    ips.addAll(pod.hostNetwork() ? pod.ips() : List.of());
                }
            }
            guessed.forEach((name, ips) -> nodes.putIfAbsent(name, unlisted(name, ips)));
        }
        targets.addAll(nodes.values());
        return this;
    }

    private static NodeTarget unlisted(String name, Set<IpAddress> ips) {
        TargetRef ref = new TargetRef(TargetKind.NODE, "", name);
        return new NodeTarget(ref, Map.of(), List.copyOf(ips), true, "/", List.of(), false, 0);
    }

    TargetSnapshot build() {
        return new TargetSnapshot(targets, states);
    }
}
