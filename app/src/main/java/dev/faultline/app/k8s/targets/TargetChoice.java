package dev.faultline.app.k8s.targets;

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
}
