package dev.faultline.app.k8s.targets;

import dev.faultline.engine.common.IpAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service and what is behind it.
///
/// @param type such as `ClusterIP`
/// @param ips addresses it is reached by: cluster, external and load balancer; none for a headless one
/// @param ports it is reached at
/// @param backends from its EndpointSlices
/// @param created nanoseconds since the epoch
public record ServiceTarget(
        TargetRef ref,
        Map<String, String> labels,
        String type,
        List<IpAddress> ips,
        List<Port> ports,
        List<Backend> backends,
        long created)
        implements Target {

    public ServiceTarget {
        labels = Map.copyOf(labels);
        ips = List.copyOf(ips);
        ports = List.copyOf(ports);
        backends = List.copyOf(backends);
    }

    /// A port of a service.
    ///
    /// @param name empty for none
    /// @param protocol `TCP`, `UDP` or `SCTP`
    /// @param nodePort 0 for none
    public record Port(String name, String protocol, int port, int nodePort) {}

    /// One address behind a service.
    ///
    /// @param pod that has it; null for an address of something else
    /// @param ready whether it is sent traffic
    /// @param ports that traffic is sent to; none where the slice names none
    public record Backend(
            IpAddress ip, @Nullable TargetRef pod, @Nullable String node, boolean ready, List<Integer> ports) {
        public Backend {
            ports = List.copyOf(ports);
        }
    }
}
