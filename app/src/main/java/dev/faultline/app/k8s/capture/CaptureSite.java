package dev.faultline.app.k8s.capture;

import dev.faultline.app.k8s.AccessRight;
import dev.faultline.app.live.FeedPlace;
import java.util.List;

/// One place in the cluster where something captures, and what is made for it.
public sealed interface CaptureSite {
    /// Where it captures.
    FeedPlace place();

    /// The namespace of what is made, and of the pod in which the command runs.
    String namespace();

    /// Which packets are captured.
    PcapFilter filter();

    /// The same, where what is made has another name: one that was used cannot be used again.
    CaptureSite named(String name);

    /// The rights that it needs, no more.
    List<AccessRight> rights();

    /// A job on a node, in the node's network.
    ///
    /// @param name of the job
    /// @param node on which it runs
    record NodeJob(FeedPlace place, String namespace, String name, String node, PcapFilter filter)
            implements CaptureSite {
        @Override
        public CaptureSite named(String other) {
            return new NodeJob(place, namespace, other, node, filter);
        }

        @Override
        public List<AccessRight> rights() {
            return List.of(
                    new AccessRight("create", "batch", "jobs", "", namespace),
                    new AccessRight("delete", "batch", "jobs", "", namespace),
                    AccessRight.core("get", "pods", namespace),
                    AccessRight.core("list", "pods", namespace),
                    AccessRight.core("get", "pods", "exec", namespace),
                    AccessRight.core("create", "pods", "exec", namespace));
        }
    }

    /// An ephemeral container in a pod.
    ///
    /// @param pod in which it runs
    /// @param container its name, which cannot be used again
    record PodContainer(FeedPlace place, String namespace, String pod, String container, PcapFilter filter)
            implements CaptureSite {
        @Override
        public CaptureSite named(String other) {
            return new PodContainer(place, namespace, pod, other, filter);
        }

        @Override
        public List<AccessRight> rights() {
            return List.of(
                    AccessRight.core("get", "pods", namespace),
                    AccessRight.core("patch", "pods", "ephemeralcontainers", namespace),
                    AccessRight.core("get", "pods", "exec", namespace),
                    AccessRight.core("create", "pods", "exec", namespace));
        }
    }

    /// The `tcpdump` of a container that is there.
    ///
    /// @param pod in which it runs
    /// @param container that has `tcpdump`
    record InPlace(FeedPlace place, String namespace, String pod, String container, PcapFilter filter)
            implements CaptureSite {
        /// Nothing is made.
        @Override
        public CaptureSite named(String other) {
            return this;
        }

        @Override
        public List<AccessRight> rights() {
            return List.of(
                    AccessRight.core("get", "pods", namespace),
                    AccessRight.core("get", "pods", "exec", namespace),
                    AccessRight.core("create", "pods", "exec", namespace));
        }
    }
}
