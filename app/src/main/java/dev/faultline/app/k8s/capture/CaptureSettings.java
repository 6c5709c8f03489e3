package dev.faultline.app.k8s.capture;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.time.Duration;
import java.util.List;

/// How captures are made in the clusters of one context.
///
/// @param image for tcpdump: has `tcpdump`, `sh`, `sleep` and `date`
/// @param pullSecret name of the secret to pull it with; empty for none
/// @param tolerations of the jobs on nodes
/// @param namespace in which jobs are made; empty for the context's own
/// @param snapLength bytes kept of a packet
/// @param bufferKiB memory that tcpdump asks of the kernel for packets, in KiB
/// @param deadline after which whatever is made ends by itself
/// @param idle without a command, or a desktop, for that long it ends by itself
/// @param agent how the agent comes there
public record CaptureSettings(
        String image,
        String pullSecret,
        List<Toleration> tolerations,
        String namespace,
        int snapLength,
        int bufferKiB,
        Duration deadline,
        Duration idle,
        AgentSettings agent) {

    /// What holds where nothing is chosen. A large snap length leaves few places in tcpdump's ring, and packets
    /// are dropped: 2048 bytes and 16 MiB did not.
    public static final CaptureSettings DEFAULT = new CaptureSettings(
            "docker.io/nicolaka/netshoot:v0.13",
            "",
            List.of(new TolerationBuilder().withOperator("Exists").build()),
            "",
            2048,
            16_384,
            Duration.ofHours(4),
            Duration.ofMinutes(5),
            AgentSettings.DEFAULT);

    private static final Duration GRACE = Duration.ofMinutes(5);

    /// Copies `tolerations`.
    public CaptureSettings {
        tolerations = List.copyOf(tolerations);
    }

    /// The same with another image; as it is when `other` is empty.
    public CaptureSettings withImage(String other) {
        return other.isEmpty()
                ? this
                : new CaptureSettings(
                        other, pullSecret, tolerations, namespace, snapLength, bufferKiB, deadline, idle, agent);
    }

    /// The same with jobs in another namespace; as it is when `other` is empty.
    public CaptureSettings withNamespace(String other) {
        return other.isEmpty()
                ? this
                : new CaptureSettings(
                        image, pullSecret, tolerations, other, snapLength, bufferKiB, deadline, idle, agent);
    }

    /// The same with another pull secret; as it is when `other` is empty.
    public CaptureSettings withPullSecret(String other) {
        return other.isEmpty()
                ? this
                : new CaptureSettings(
                        image, other, tolerations, namespace, snapLength, bufferKiB, deadline, idle, agent);
    }

    /// The same with other tolerations.
    public CaptureSettings withTolerations(List<Toleration> other) {
        return new CaptureSettings(image, pullSecret, other, namespace, snapLength, bufferKiB, deadline, idle, agent);
    }

    /// The same for a capture of that length: what is made lives a little longer, so that it is not cut short.
    public CaptureSettings lasting(Duration capture) {
        return withDeadline(capture.plus(GRACE));
    }

    private CaptureSettings withDeadline(Duration other) {
        return new CaptureSettings(
                image, pullSecret, tolerations, namespace, snapLength, bufferKiB, other, idle, agent);
    }

    /// The same with an image that has the agent; as it is when `other` is empty.
    public CaptureSettings withAgentImage(String other) {
        return other.isEmpty() ? this : withAgent(new AgentSettings(other, agent.baseImage()));
    }

    /// The same with another image to send the agent into; as it is when `other` is empty.
    public CaptureSettings withAgentBase(String other) {
        return other.isEmpty() ? this : withAgent(new AgentSettings("", other));
    }

    private CaptureSettings withAgent(AgentSettings other) {
        return new CaptureSettings(
                image, pullSecret, tolerations, namespace, snapLength, bufferKiB, deadline, idle, other);
    }
}
