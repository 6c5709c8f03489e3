package dev.faultline.app.k8s.targets;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import org.jspecify.annotations.Nullable;

/// Reads what runs pods.
final class WorkloadReader {
    private static final int UNKNOWN = -1;

    private WorkloadReader() {}

    static WorkloadTarget read(Deployment deployment) {
        return target(
                TargetKind.DEPLOYMENT,
                deployment,
                deployment.getSpec() == null ? null : deployment.getSpec().getReplicas(),
                deployment.getStatus() == null ? null : deployment.getStatus().getReadyReplicas());
    }

    static WorkloadTarget read(StatefulSet set) {
        return target(
                TargetKind.STATEFUL_SET,
                set,
                set.getSpec() == null ? null : set.getSpec().getReplicas(),
                set.getStatus() == null ? null : set.getStatus().getReadyReplicas());
    }

    static WorkloadTarget read(DaemonSet set) {
        boolean told = set.getStatus() != null;
        return target(
                TargetKind.DAEMON_SET,
                set,
                told ? set.getStatus().getDesiredNumberScheduled() : null,
                told ? set.getStatus().getNumberReady() : null);
    }

    static WorkloadTarget read(CronJob job) {
        return target(TargetKind.CRON_JOB, job, null, null);
    }

    /// A Job; null for one of a CronJob, which is shown instead.
    static @Nullable WorkloadTarget read(Job job) {
        if (ObjectReader.controller(job) != null) {
            return null;
        }
        return target(
                TargetKind.JOB,
                job,
                job.getSpec() == null ? null : job.getSpec().getParallelism(),
                job.getStatus() == null ? null : job.getStatus().getReady());
    }

    private static WorkloadTarget target(
            TargetKind kind, HasMetadata object, @Nullable Integer desired, @Nullable Integer ready) {
        return new WorkloadTarget(
                ObjectReader.ref(kind, object),
                ObjectReader.labels(object),
                ObjectReader.number(desired, UNKNOWN),
                ObjectReader.number(ready, 0));
    }
}
