package dev.faultline.app.k8s.targets;

import java.util.Map;

/// An object of a cluster, as it was at one moment.
public sealed interface Target permits NamespaceTarget, WorkloadTarget, PodTarget, ServiceTarget, NodeTarget {

    /// What names it.
    TargetRef ref();

    /// Its labels.
    Map<String, String> labels();

    /// Its name.
    default String name() {
        return ref().name();
    }

    /// Its namespace; empty for namespaces and nodes.
    default String namespace() {
        return ref().namespace();
    }
}
