package dev.faultline.app.k8s.targets;

import java.util.Map;

/// What runs pods: a Deployment, StatefulSet, DaemonSet, CronJob, or a ReplicaSet or Job of its own. Known by
/// its object, or by its pods alone where the object may not be listed.
///
/// @param desired pods it should have; -1 where unknown
/// @param ready pods that are ready
public record WorkloadTarget(TargetRef ref, Map<String, String> labels, int desired, int ready) implements Target {
    public WorkloadTarget {
        labels = Map.copyOf(labels);
    }
}
