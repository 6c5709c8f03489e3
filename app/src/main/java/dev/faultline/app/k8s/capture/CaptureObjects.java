package dev.faultline.app.k8s.capture;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.CapabilitiesBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;

/// The objects that a capture makes. Pure: the same for the same run and settings.
///
/// The container is root without any right but to open packet sockets. Debian's and Red Hat's tcpdump give root
/// up after opening the socket and fail where they may not change their groups, even for `-Z root`: hence
/// SETUID and SETGID beside NET_RAW.
final class CaptureObjects {
    static final String CONTAINER = "tcpdump";
    private static final long SECONDS_AFTER_END = 60;

    private final CaptureRun run;
    private final CaptureSettings settings;
    private final boolean usualCapabilities;

    /// @param usualCapabilities whether to name no capabilities, so that the container runtime's own hold: the
    /// Pod Security level `baseline` admits that, and not NET_RAW by name
    CaptureObjects(CaptureRun run, CaptureSettings settings, boolean usualCapabilities) {
        this.run = run;
        this.settings = settings;
        this.usualCapabilities = usualCapabilities;
    }

    Job job(CaptureSite.NodeJob site) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(site.name())
                .withNamespace(site.namespace())
                .withLabels(run.labels())
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withActiveDeadlineSeconds(settings.deadline().toSeconds())
                .withTtlSecondsAfterFinished((int) SECONDS_AFTER_END)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(run.labels())
                .endMetadata()
                .withSpec(podSpec(site))
                .endTemplate()
                .endSpec()
                .build();
    }

    /// The pod that the job makes, to ask beforehand whether it is admitted: a job is, whatever its pod.
    Pod pod(CaptureSite.NodeJob site) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(site.name())
                .withNamespace(site.namespace())
                .withLabels(run.labels())
                .endMetadata()
                .withSpec(podSpec(site))
                .build();
    }

    private PodSpec podSpec(CaptureSite.NodeJob site) {
        return new PodSpecBuilder()
                .withNodeName(site.node())
                .withHostNetwork(true)
                .withDnsPolicy("ClusterFirstWithHostNet")
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(2L)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTolerations(settings.tolerations())
                .withImagePullSecrets(pullSecrets())
                .withNewSecurityContext()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewContainer()
                .withName(CONTAINER)
                .withImage(settings.image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(CaptureScripts.stay(settings))
                .withSecurityContext(securityContext())
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("20m"), "memory", new Quantity("32Mi")))
                .withLimits(Map.of("cpu", new Quantity("1"), "memory", new Quantity("128Mi")))
                .endResources()
                .endContainer()
                .build();
    }

    private List<LocalObjectReference> pullSecrets() {
        return settings.pullSecret().isEmpty() ? List.of() : List.of(new LocalObjectReference(settings.pullSecret()));
    }

    /// Resources of ephemeral containers cannot be limited: they live in those of the pod.
    EphemeralContainer container(CaptureSite.PodContainer site) {
        return new EphemeralContainerBuilder()
                .withName(site.container())
                .withImage(settings.image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(CaptureScripts.stay(settings))
                .withSecurityContext(securityContext())
                .build();
    }

    private SecurityContext securityContext() {
        return new SecurityContextBuilder()
                .withRunAsUser(0L)
                .withRunAsNonRoot(false)
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withCapabilities(usualCapabilities ? null : capabilities())
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static Capabilities capabilities() {
        return new CapabilitiesBuilder()
                .withDrop("ALL")
                .withAdd("NET_RAW", "SETUID", "SETGID")
                .build();
    }
}
