package dev.faultline.app.k8s.targets;

/// Kinds of objects that packets can be captured of.
public enum TargetKind {
    NAMESPACE("Namespace"),
    DEPLOYMENT("Deployment"),
    STATEFUL_SET("StatefulSet"),
    DAEMON_SET("DaemonSet"),
    /// One that belongs to no Deployment.
    REPLICA_SET("ReplicaSet"),
    CRON_JOB("CronJob"),
    /// One that belongs to no CronJob.
    JOB("Job"),
    /// A kind that an operator brought into the cluster and that runs pods by itself, such as `Rollout`: known by
    /// its pods alone. [TargetRef#custom] has its name.
    CUSTOM("Custom"),
    POD("Pod"),
    SERVICE("Service"),
    NODE("Node");

    private final String kind;

    TargetKind(String kind) {
        this.kind = kind;
    }

    /// The `kind` of its objects.
    public String kind() {
        return kind;
    }

    /// Whether its objects run pods.
    public boolean isWorkload() {
        return switch (this) {
            case DEPLOYMENT, STATEFUL_SET, DAEMON_SET, REPLICA_SET, CRON_JOB, JOB, CUSTOM -> true;
            case NAMESPACE, POD, SERVICE, NODE -> false;
        };
    }
}
