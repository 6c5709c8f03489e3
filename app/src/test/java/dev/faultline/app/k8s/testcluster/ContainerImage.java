package dev.faultline.app.k8s.testcluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [Container] finds: the programs of this machine, in a root of its own.
///
/// @param agent folder with the agent, there as `/faultline-agent`; null for an image without it
/// @param lacks a program of `/usr/bin` that the image does not have; empty for none
public record ContainerImage(@Nullable Path agent, String lacks) {
    /// Any image with glibc, a shell and `tar`.
    public static final ContainerImage DEBIAN = new ContainerImage(null, "");

    /// The agent's own image, which has no shell.
    public static ContainerImage of(AgentBuild agent) {
        return new ContainerImage(agent.home(), "sh");
    }

    /// The same without a program.
    public ContainerImage without(String program) {
        return new ContainerImage(agent, program);
    }

    /// What its containers run when they name no command.
    List<String> entrypoint() {
        try {
            return AgentBuild.entrypoint();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
