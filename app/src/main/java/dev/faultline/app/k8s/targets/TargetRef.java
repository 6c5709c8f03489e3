package dev.faultline.app.k8s.targets;

/// Names one object of a cluster.
///
/// @param namespace empty for namespaces and nodes
public record TargetRef(TargetKind kind, String namespace, String name) {
    /// `Deployment shop/cart`.
    @Override
    public String toString() {
        return kind.kind() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
