package dev.faultline.app.k8s.capture;

/// Something that a capture made in a cluster, or was about to make.
///
/// @param kind what it is
/// @param namespace of it
/// @param name of the job, or of the pod that the container is in
/// @param container name of the ephemeral container; empty for a job
public record MadeObject(Kind kind, String namespace, String name, String container) {

    /// What captures make.
    public enum Kind {
        JOB,
        EPHEMERAL_CONTAINER
    }

    static MadeObject job(String namespace, String name) {
        return new MadeObject(Kind.JOB, namespace, name, "");
    }

    static MadeObject ephemeral(String namespace, String pod, String container) {
        return new MadeObject(Kind.EPHEMERAL_CONTAINER, namespace, pod, container);
    }

    /// As kubectl writes it: `job/faultline-x-1`, `pod/cart (container faultline-x-1)`, with its namespace.
    @Override
    public String toString() {
        return switch (kind) {
            case JOB -> "job/" + name + " -n " + namespace;
            case EPHEMERAL_CONTAINER -> "pod/" + name + " -n " + namespace + " -c " + container;
        };
    }
}
