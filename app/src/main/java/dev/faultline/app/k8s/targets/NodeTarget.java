package dev.faultline.app.k8s.targets;

import dev.faultline.engine.common.IpAddress;
import java.util.List;
import java.util.Map;

/// A node.
///
/// @param ips internal and external addresses
/// @param ready whether its kubelet says so
/// @param system operating system and architecture as Kubernetes names them, such as `linux/amd64`
/// @param taints such as `node-role.kubernetes.io/control-plane:NoSchedule`
/// @param listed whether the server told of it; where nodes may not be listed, they are known by their pods
/// @param created nanoseconds since the epoch; 0 where unknown
public record NodeTarget(
        TargetRef ref,
        Map<String, String> labels,
        List<IpAddress> ips,
        boolean ready,
        String system,
        List<String> taints,
        boolean listed,
        long created)
        implements Target {

    public NodeTarget {
        labels = Map.copyOf(labels);
        ips = List.copyOf(ips);
        taints = List.copyOf(taints);
    }
}
