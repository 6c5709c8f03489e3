package dev.faultline.app.k8s.capture;

/// How the agent comes into a cluster.
///
/// @param image that has the agent; empty when it is sent there, into `baseImage`
/// @param baseImage any image with glibc, `sh`, and the usual programs of coreutils
public record AgentSettings(String image, String baseImage) {
    /// Sent into Debian.
    public static final AgentSettings DEFAULT = new AgentSettings("", "docker.io/library/debian:12-slim");

    /// Whether the agent is sent to the container.
    public boolean isSent() {
        return image.isEmpty();
    }

    /// The image that is run.
    public String running() {
        return isSent() ? baseImage : image;
    }
}
