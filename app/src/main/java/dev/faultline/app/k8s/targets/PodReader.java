package dev.faultline.app.k8s.targets;

import dev.faultline.app.k8s.targets.PodTarget.Container;
import dev.faultline.app.k8s.targets.PodTarget.Phase;
import dev.faultline.engine.common.IpAddress;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads pods.
final class PodReader {
    /// The controller of Deployments names a ReplicaSet after the Deployment and this label.
    private static final String TEMPLATE_HASH = "pod-template-hash";
    /// That of Argo's Rollouts does the same with this one.
    private static final String ROLLOUT_HASH = "rollouts-pod-template-hash";
    /// The controller of CronJobs names a Job after the CronJob and the minute it was due.
    private static final Pattern CRON_JOB = Pattern.compile("(.+)-[0-9]{8,10}");

    private PodReader() {}

    static PodTarget read(Pod pod) {
        PodSpec spec = Objects.requireNonNullElseGet(pod.getSpec(), PodSpec::new);
        PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        long created = ObjectReader.created(pod);
        return new PodTarget(
                ObjectReader.ref(TargetKind.POD, pod),
                ObjectReader.text(pod.getMetadata().getUid()),
                ObjectReader.labels(pod),
                spec.getNodeName(),
                addresses(status),
                Boolean.TRUE.equals(spec.getHostNetwork()),
                phase(pod, status),
                PodStatusReader.read(pod, status),
                "True".equals(status(condition(status, "Ready"))),
                readyContainers(status),
                restarts(status),
                containers(spec),
                workload(pod),
                created,
                addressed(status, created));
    }

    private static List<IpAddress> addresses(PodStatus status) {
        return Addresses.of(Stream.concat(
                        Stream.ofNullable(status.getPodIP()),
                        ObjectReader.list(status.getPodIPs()).stream().map(PodIP::getIp)))
                .toList();
    }

    private static Phase phase(Pod pod, PodStatus status) {
        String phase = ObjectReader.text(status.getPhase());
        if (phase.equals("Succeeded")) {
            return Phase.SUCCEEDED;
        }
        if (phase.equals("Failed")) {
            return Phase.FAILED;
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return Phase.TERMINATING;
        }
        return switch (phase) {
            case "Pending" -> Phase.PENDING;
            case "Running" -> Phase.RUNNING;
            default -> Phase.UNKNOWN;
        };
    }

    private static @Nullable PodCondition condition(PodStatus status, String type) {
        return ObjectReader.list(status.getConditions()).stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String status(@Nullable PodCondition condition) {
        return condition == null ? null : condition.getStatus();
    }

    private static int readyContainers(PodStatus status) {
        return (int) ObjectReader.list(status.getContainerStatuses()).stream()
                .filter(container -> Boolean.TRUE.equals(container.getReady()))
                .count();
    }

    private static int restarts(PodStatus status) {
        return ObjectReader.list(status.getContainerStatuses()).stream()
                .map(ContainerStatus::getRestartCount)
                .mapToInt(count -> ObjectReader.number(count, 0))
                .sum();
    }

    private static List<Container> containers(PodSpec spec) {
        return ObjectReader.list(spec.getContainers()).stream()
                .map(container -> new Container(
                        container.getName(),
                        ObjectReader.text(container.getImage()),
                        ObjectReader.list(container.getPorts()).stream()
                                .map(ContainerPort::getContainerPort)
                                .filter(Objects::nonNull)
                                .toList()))
                .toList();
    }

    /// When its network was ready (`PodReadyToStartContainers`, from Kubernetes 1.29 on), else when its node
    /// took it over.
    private static long addressed(PodStatus status, long created) {
        PodCondition ready = condition(status, "PodReadyToStartContainers");
        long network = ready != null && "True".equals(ready.getStatus())
                ? ObjectReader.nanos(ready.getLastTransitionTime())
                : 0;
        if (network != 0) {
            return network;
        }
        long started = ObjectReader.nanos(status.getStartTime());
        return started == 0 ? created : started;
    }

    /// A Deployment or Rollout is known by the name of its ReplicaSet, a CronJob by that of its Job, so that
    /// neither needs a right to list them.
    private static @Nullable TargetRef workload(Pod pod) {
        OwnerReference owner = ObjectReader.controller(pod);
        if (owner == null) {
            return null;
        }
        String namespace = ObjectReader.text(pod.getMetadata().getNamespace());
        String name = owner.getName();
        return switch (owner.getKind()) {
            case "ReplicaSet" -> ofReplicas(ObjectReader.labels(pod), namespace, name);
            case "StatefulSet" -> new TargetRef(TargetKind.STATEFUL_SET, namespace, name);
            case "DaemonSet" -> new TargetRef(TargetKind.DAEMON_SET, namespace, name);
            case "Job" -> {
                Matcher cron = CRON_JOB.matcher(name);
                yield cron.matches()
                        ? new TargetRef(TargetKind.CRON_JOB, namespace, cron.group(1))
                        : new TargetRef(TargetKind.JOB, namespace, name);
            }
            case "Node" -> null; // a static pod
            default -> TargetRef.custom(owner.getKind(), namespace, name);
        };
    }

    private static TargetRef ofReplicas(Map<String, String> labels, String namespace, String set) {
        String deployment = "-" + labels.get(TEMPLATE_HASH);
        String rollout = "-" + labels.get(ROLLOUT_HASH);
        if (set.endsWith(deployment)) {
            return new TargetRef(TargetKind.DEPLOYMENT, namespace, without(deployment, set));
        }
        return set.endsWith(rollout)
                ? TargetRef.custom("Rollout", namespace, without(rollout, set))
                : new TargetRef(TargetKind.REPLICA_SET, namespace, set);
    }

    private static String without(String suffix, String name) {
        return name.substring(0, name.length() - suffix.length());
    }
}
