package dev.faultline.app.cli;

import dev.faultline.app.k8s.capture.CaptureMode;
import dev.faultline.app.k8s.capture.CaptureProgram;
import dev.faultline.app.live.local.LocalProgram;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What of a cluster is to be captured, and how.
final class ClusterOptions {
    @Option(names = "--context", paramLabel = "CONTEXT")
    private @Nullable String context;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE")
    private @Nullable String namespace;

    @Option(names = "--pod", paramLabel = "POD")
    private List<String> pods = List.of();

    @Option(names = "--node", paramLabel = "NODE")
    private List<String> nodes = List.of();

    @Option(names = "--workload", paramLabel = "KIND/NAME")
    private List<String> workloads = List.of();

    @Option(names = "--service", paramLabel = "SERVICE")
    private List<String> services = List.of();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR")
    private @Nullable String selector;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = Words.OfMode.class,
            completionCandidates = Words.OfMode.class)
    private CaptureMode mode = CaptureMode.AUTO;

    @Option(names = "--image", paramLabel = "IMAGE")
    private String image = "";

    @Option(
            names = "--with",
            paramLabel = "PROGRAM",
            converter = Words.OfProgram.class,
            completionCandidates = Words.OfProgram.class)
    private @Nullable LocalProgram program;

    @Option(names = "--agent-image", paramLabel = "IMAGE")
    private String agentImage = "";

    @Option(names = "--agent-base", paramLabel = "IMAGE")
    private String agentBase = "";

    @Option(names = "--pull-secret", paramLabel = "SECRET")
    private String pullSecret = "";

    @Option(names = "--capture-namespace", paramLabel = "NAMESPACE")
    private String captureNamespace = "";

    @Option(names = "--yaml")
    private boolean yaml;

    /// Whether something in a cluster was chosen.
    boolean isChosen() {
        return namespace != null
                || selector != null
                || !(pods.isEmpty() && nodes.isEmpty() && workloads.isEmpty() && services.isEmpty());
    }

    @Nullable
    String context() {
        return context;
    }

    @Nullable
    String namespace() {
        return namespace;
    }

    List<String> pods() {
        return pods;
    }

    List<String> nodes() {
        return nodes;
    }

    List<String> workloads() {
        return workloads;
    }

    List<String> services() {
        return services;
    }

    @Nullable
    String selector() {
        return selector;
    }

    CaptureMode mode() {
        return mode;
    }

    String image() {
        return image;
    }

    /// What is to capture on this machine.
    LocalProgram localProgram() {
        return program == null ? LocalProgram.AUTO : program;
    }

    /// What is to capture in a cluster: that of the context where nothing is said.
    CaptureProgram programOr(CaptureProgram ofContext) {
        return program == null ? ofContext : program().orElse(ofContext);
    }

    /// What is to capture in a cluster; empty where that cannot be.
    Optional<CaptureProgram> program() {
        return switch (localProgram()) {
            case AUTO -> Optional.of(CaptureProgram.AUTO);
            case AGENT -> Optional.of(CaptureProgram.AGENT);
            case TCPDUMP -> Optional.of(CaptureProgram.TCPDUMP);
            case DUMPCAP -> Optional.empty();
        };
    }

    String agentImage() {
        return agentImage;
    }

    String agentBase() {
        return agentBase;
    }

    String pullSecret() {
        return pullSecret;
    }

    String captureNamespace() {
        return captureNamespace;
    }

    boolean yaml() {
        return yaml;
    }
}
