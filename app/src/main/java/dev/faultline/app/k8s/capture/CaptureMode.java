package dev.faultline.app.k8s.capture;

import java.util.Locale;

/// Where in a cluster packets are captured.
public enum CaptureMode {
    /// The first of the others, in their order, that the user and the cluster allow.
    AUTO,
    /// A job on each node, in the network of the node, for packets of the chosen addresses.
    NODE,
    /// A further container in each chosen pod, in the network of the pod. It stays listed until the pod goes.
    POD,
    /// The `tcpdump` that a container of the chosen pod has itself. Nothing is made.
    TCPDUMP;

    /// As the command line takes it.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
