package dev.faultline.app.k8s.targets;

import java.util.Map;

/// A namespace.
///
/// @param listed whether the server told of it; one that only the kubeconfig names may not exist
public record NamespaceTarget(TargetRef ref, Map<String, String> labels, boolean listed) implements Target {
    public NamespaceTarget {
        labels = Map.copyOf(labels);
    }
}
