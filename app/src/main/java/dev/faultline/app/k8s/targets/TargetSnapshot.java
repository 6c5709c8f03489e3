package dev.faultline.app.k8s.targets;

import dev.faultline.engine.common.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All targets of a cluster at one moment. Immutable.
public final class TargetSnapshot {
    /// Nothing is known yet.
    public static final TargetSnapshot EMPTY = new TargetSnapshot(List.of(), Map.of());

    private final Map<TargetKind, List<Target>> byKind = new EnumMap<>(TargetKind.class);
    private final Map<TargetRef, Target> byRef = new LinkedHashMap<>();
    private final Map<TargetRef, List<PodTarget>> podsOf;
    private final Map<IpAddress, List<Target>> byIp = new HashMap<>();
    private final Map<TargetKind, WatchState> states;

    /// @param targets in the order in which they are listed
    /// @param states by the kind that is watched; pods of workloads are watched as pods
    public TargetSnapshot(Collection<? extends Target> targets, Map<TargetKind, WatchState> states) {
        this.states = Map.copyOf(states);
        Map<TargetRef, List<PodTarget>> pods = new HashMap<>();
        for (Target target : targets) {
            byRef.put(target.ref(), target);
            byKind.computeIfAbsent(target.ref().kind(), kind -> new ArrayList<>())
                    .add(target);
            addresses(target)
                    .forEach(ip ->
                            byIp.computeIfAbsent(ip, key -> new ArrayList<>(1)).add(target));
            if (target instanceof PodTarget pod && pod.workload() != null) {
                pods.computeIfAbsent(pod.workload(), key -> new ArrayList<>()).add(pod);
            }
        }
        podsOf = pods;
    }

    private static List<IpAddress> addresses(Target target) {
        return switch (target) {
            case PodTarget pod -> pod.ips();
            case ServiceTarget service -> service.ips();
            case NodeTarget node -> node.ips();
            case NamespaceTarget namespace -> List.of();
            case WorkloadTarget workload -> List.of();
        };
    }

    /// All targets.
    public Stream<Target> targets() {
        return byRef.values().stream();
    }

    /// Namespaces, by name.
    public List<NamespaceTarget> namespaces() {
        return of(TargetKind.NAMESPACE, NamespaceTarget.class::cast);
    }

    /// Workloads of all kinds.
    public List<WorkloadTarget> workloads() {
        return targets()
                .filter(WorkloadTarget.class::isInstance)
                .map(WorkloadTarget.class::cast)
                .toList();
    }

    /// Pods, those that are over too.
    public List<PodTarget> pods() {
        return of(TargetKind.POD, PodTarget.class::cast);
    }

    /// Services.
    public List<ServiceTarget> services() {
        return of(TargetKind.SERVICE, ServiceTarget.class::cast);
    }

    /// Nodes.
    public List<NodeTarget> nodes() {
        return of(TargetKind.NODE, NodeTarget.class::cast);
    }

    private <T> List<T> of(TargetKind kind, Function<Target, T> cast) {
        return byKind.getOrDefault(kind, List.of()).stream().map(cast).toList();
    }

    /// The target of that name; null when there is none.
    public @Nullable Target find(TargetRef ref) {
        return byRef.get(ref);
    }

    /// Targets that have an address: pods, services, nodes.
    public List<Target> at(IpAddress ip) {
        return List.copyOf(byIp.getOrDefault(ip, List.of()));
    }

    /// Pods of a target: itself, those of its workload, namespace, service or node.
    public List<PodTarget> podsOf(TargetRef ref) {
        return switch (ref.kind()) {
            case POD -> byRef.get(ref) instanceof PodTarget pod ? List.of(pod) : List.of();
            case NAMESPACE ->
                pods().stream()
                        .filter(pod -> pod.namespace().equals(ref.name()))
                        .toList();
            case NODE ->
                pods().stream().filter(pod -> ref.name().equals(pod.node())).toList();
            case SERVICE -> behind(ref);
            case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, CRON_JOB, JOB, CUSTOM ->
                List.copyOf(podsOf.getOrDefault(ref, List.of()));
        };
    }

    private List<PodTarget> behind(TargetRef service) {
        if (!(byRef.get(service) instanceof ServiceTarget found)) {
            return List.of();
        }
        return found.backends().stream()
                .map(ServiceTarget.Backend::pod)
                .flatMap(Stream::ofNullable)
                .distinct()
                .map(byRef::get)
                .flatMap(pod -> pod instanceof PodTarget known ? Stream.of(known) : Stream.empty())
                .toList();
    }

    /// How well a kind of object is known.
    public WatchState state(TargetKind kind) {
        return states.getOrDefault(kind, new WatchState.Listing());
    }

    /// Whether all lists have come, as far as they may be had.
    boolean isListed() {
        return states.values().stream().noneMatch(WatchState.Listing.class::isInstance);
    }

    /// How well all kinds that are watched are known.
    public Map<TargetKind, WatchState> states() {
        return states;
    }
}
