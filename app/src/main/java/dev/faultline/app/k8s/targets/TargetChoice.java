package dev.faultline.app.k8s.targets;

import java.util.List;

/// One thing that a user chose.
public sealed interface TargetChoice {

    /// An object: a pod; the pods of a workload, namespace or service; a node with all its packets.
    record One(TargetRef ref) implements TargetChoice {}

    /// A service's pods, and its clients wherever they are: packets of its addresses on all nodes.
    record BothEnds(TargetRef service) implements TargetChoice {}

    /// Pods by their labels.
    ///
    /// @param namespace empty for all
    record Labelled(String namespace, LabelSelector selector) implements TargetChoice {}

    /// Pods that a search finds.
    record Found(TargetQuery query) implements TargetChoice {}

    /// The pods that it means now, running or not.
    default List<PodTarget> pods(TargetSnapshot all) {
        return switch (this) {
            case One(TargetRef ref) -> all.podsOf(ref);
            case BothEnds(TargetRef service) -> all.podsOf(service);
            case Labelled(String namespace, LabelSelector selector) ->
                all.pods().stream()
                        .filter(pod -> namespace.isEmpty() || pod.namespace().equals(namespace))
                        .filter(pod -> selector.matches(pod.labels()))
                        .toList();
            case Found(TargetQuery query) ->
                all.pods().stream().filter(pod -> query.matches(pod, all)).toList();
        };
    }
}
