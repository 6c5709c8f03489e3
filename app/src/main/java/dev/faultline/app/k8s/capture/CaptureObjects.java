package dev.faultline.app.k8s.capture;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.CapabilitiesBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;

/// The objects that a capture makes. Pure: the same for the same run and settings.
///
/// The container is root without any right but to open packet sockets. Debian's and Red Hat's tcpdump give root
/// up after opening the socket and fail where they may not change their groups, even for `-Z root`: hence
/// SETUID and SETGID beside NET_RAW. The agent needs NET_RAW alone.
final class CaptureObjects {
    private static final String FOLDER_VOLUME = "folder";
    private static final long SECONDS_AFTER_END = 60;

    /// An agent that is told to end while somebody listens, at the deadline of its job or as its node is drained,
    /// may take 25 s to analyse what it has captured and to say goodbye: killed before, it would keep the last
    /// findings to itself. It is a limit, not a delay: an agent ends once it has said goodbye, at a stop before its
    /// job is deleted, and without analysing further where nobody listens.
    private static final long AGENT_GRACE_SECONDS = 30;

    /// The shell ends at once; what tcpdump has captured is with the desktop already.
    private static final long TCPDUMP_GRACE_SECONDS = 2;

    private final CaptureRun run;
    private final CaptureSettings settings;
    private final CaptureProgram program;
    private final boolean usualCapabilities;

    /// @param program never [CaptureProgram#AUTO]
    /// @param usualCapabilities whether to name no capabilities, so that the container runtime's own hold: the
    /// Pod Security level `baseline` admits that, and not NET_RAW by name
    CaptureObjects(CaptureRun run, CaptureSettings settings, CaptureProgram program, boolean usualCapabilities) {
        this.run = run;
        this.settings = settings;
        this.program = program;
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
                .withTerminationGracePeriodSeconds(isAgent() ? AGENT_GRACE_SECONDS : TCPDUMP_GRACE_SECONDS)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTolerations(settings.tolerations())
                .withImagePullSecrets(pullSecrets())
                .withNewSecurityContext()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container(site))
                .withVolumes(volumes())
                .build();
    }

    /// What the container of a job is called.
    String containerName() {
        return program.id();
    }

    private Container container(CaptureSite.NodeJob site) {
        ContainerBuilder container = new ContainerBuilder()
                .withName(containerName())
                .withImage(image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command(site))
                .withArgs(arguments(site))
                .withSecurityContext(securityContext(true))
                .withResources(isAgent() ? agentResources() : tcpdumpResources());
        if (isAgent()) {
            container
                    .addNewVolumeMount()
                    .withName(FOLDER_VOLUME)
                    .withMountPath(AgentScripts.FOLDER)
                    .endVolumeMount();
        }
        return container.build();
    }

    private boolean isAgent() {
        return program == CaptureProgram.AGENT;
    }

    private String image() {
        return isAgent() ? settings.agent().running() : settings.image();
    }

    /// Empty for that of the image.
    private List<String> command(CaptureSite site) {
        if (!isAgent()) {
            return CaptureScripts.stay(settings);
        }
        return settings.agent().isSent() ? AgentScripts.await(settings, site) : List.of();
    }

    private List<String> arguments(CaptureSite site) {
        return isAgent() && !settings.agent().isSent() ? AgentScripts.arguments(settings, site) : List.of();
    }

    private static ResourceRequirements tcpdumpResources() {
        return new ResourceRequirementsBuilder()
                .withRequests(Map.of("cpu", new Quantity("20m"), "memory", new Quantity("32Mi")))
                .withLimits(Map.of("cpu", new Quantity("1"), "memory", new Quantity("128Mi")))
                .build();
    }

    /// The agent keeps below 256 MiB; whoever joins it takes some more.
    private static ResourceRequirements agentResources() {
        return new ResourceRequirementsBuilder()
                .withRequests(Map.of("cpu", new Quantity("50m"), "memory", new Quantity("192Mi")))
                .withLimits(Map.of("cpu", new Quantity("2"), "memory", new Quantity("448Mi")))
                .build();
    }

    /// The root file system is read-only; the agent's socket, and the agent itself where it is sent, need a
    /// place.
    private List<Volume> volumes() {
        return isAgent()
                ? List.of(new VolumeBuilder()
                        .withName(FOLDER_VOLUME)
                        .withNewEmptyDir()
                        .withSizeLimit(new Quantity("1Gi"))
                        .endEmptyDir()
                        .build())
                : List.of();
    }

    private List<LocalObjectReference> pullSecrets() {
        return settings.pullSecret().isEmpty() ? List.of() : List.of(new LocalObjectReference(settings.pullSecret()));
    }

    /// Resources of ephemeral containers cannot be limited: they live in those of the pod.
    EphemeralContainer container(CaptureSite.PodContainer site) {
        return new EphemeralContainerBuilder()
                .withName(site.container())
                .withImage(image())
                .withImagePullPolicy("IfNotPresent")
                .withCommand(command(site))
                .withArgs(arguments(site))
                .withSecurityContext(securityContext(!isAgent()))
                .build();
    }

    /// @param readOnly whether its file system is; an ephemeral container can have no volume of its own
    private SecurityContext securityContext(boolean readOnly) {
        return new SecurityContextBuilder()
                .withRunAsUser(0L)
                .withRunAsNonRoot(false)
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(readOnly)
                .withCapabilities(usualCapabilities ? null : capabilities())
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private Capabilities capabilities() {
        List<String> added = isAgent() ? List.of("NET_RAW") : List.of("NET_RAW", "SETUID", "SETGID");
        return new CapabilitiesBuilder().withDrop("ALL").withAdd(added).build();
    }
}
