package dev.faultline.app.k8s.targets;

/// Names one object of a cluster.
///
/// @param custom what the cluster calls its kind where that is [TargetKind#CUSTOM], as `Rollout`; else empty
/// @param namespace empty for namespaces and nodes
public record TargetRef(TargetKind kind, String custom, String namespace, String name) {
    public TargetRef {
        if ((kind == TargetKind.CUSTOM) == custom.isEmpty()) {
            throw new IllegalArgumentException(kind + " " + custom);
        }
    }

    /// An object of a kind that Kubernetes itself has.
    public TargetRef(TargetKind kind, String namespace, String name) {
        this(kind, "", namespace, name);
    }

    /// An object of a kind that somebody brought into the cluster.
    public static TargetRef custom(String kind, String namespace, String name) {
        return new TargetRef(TargetKind.CUSTOM, kind, namespace, name);
    }

    /// Its `kind`, as the cluster writes it.
    public String kindName() {
        return custom.isEmpty() ? kind.kind() : custom;
    }

    /// `Deployment shop/cart`.
    @Override
    public String toString() {
        return kindName() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
