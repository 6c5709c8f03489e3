package dev.faultline.app.k8s.targets;

import dev.faultline.engine.common.IpAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pod.
///
/// @param uid differs from that of an earlier pod of the same name
/// @param node that it runs on; null before it is scheduled
/// @param ips its addresses; those of the node with `hostNetwork`
/// @param hostNetwork whether it shares the network of its node
/// @param phase as the cluster has it
/// @param status in a word, as `kubectl get pods` has it: `Running`, `CrashLoopBackOff`, `Completed`
/// @param ready whether all its containers are
/// @param readyContainers how many of its containers are ready
/// @param restarts of all its containers
/// @param containers its containers; not those for initialisation
/// @param workload what runs it; null for a bare pod
/// @param created nanoseconds since the epoch
/// @param addressed when it got its addresses, as far as the cluster tells: nanoseconds since the epoch
public record PodTarget(
        TargetRef ref,
        String uid,
        Map<String, String> labels,
        @Nullable String node,
        List<IpAddress> ips,
        boolean hostNetwork,
        Phase phase,
        String status,
        boolean ready,
        int readyContainers,
        int restarts,
        List<Container> containers,
        @Nullable TargetRef workload,
        long created,
        long addressed)
        implements Target {

    public PodTarget {
        labels = Map.copyOf(labels);
        ips = List.copyOf(ips);
        containers = List.copyOf(containers);
    }

    /// Whether it captures for Faultline: nobody's to choose, and no news.
    public boolean isCapturer() {
        return TargetSelection.CAPTURER.equals(labels.get(TargetSelection.CAPTURER_LABEL));
    }

    /// How far a pod is in its life.
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        /// Its end was asked for; it may still run.
        TERMINATING,
        UNKNOWN;

        /// Whether the pod will have no traffic again.
        public boolean isOver() {
            return this == SUCCEEDED || this == FAILED;
        }
    }

    /// A container of a pod.
    ///
    /// @param ports that it says to listen on, without those it keeps to itself
    public record Container(String name, String image, List<Integer> ports) {
        public Container {
            ports = List.copyOf(ports);
        }
    }
}
