package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.targets.PodTarget;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.engine.common.IpAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Turns what the user chose into a plan. Numbers what it plans, so that a name is never used twice in a run.
public final class CapturePlanner {
    private final CaptureRun run;
    private final CaptureSettings settings;
    private final Cluster cluster;
    private int number;

    /// What must be known of the cluster.
    ///
    /// @param namespace of the context: jobs are made there unless the settings name another
    /// @param apiPorts TCP ports of the API server, behind which captured packets flow to the desktop
    public record Cluster(String namespace, Set<Integer> apiPorts) {
        /// Where API servers listen on their own nodes, whatever their address looks like from outside.
        private static final int USUAL_PORT = 6443;

        private static final int HTTPS = 443;

        /// Copies `apiPorts`.
        public Cluster {
            apiPorts = Set.copyOf(apiPorts);
        }

        /// The cluster of a context.
        public static Cluster of(KubeContext context) {
            int port = URI.create(context.server()).getPort();
            Set<Integer> ports =
                    port < 0 || port == HTTPS || port == USUAL_PORT ? Set.of(USUAL_PORT) : Set.of(USUAL_PORT, port);
            return new Cluster(context.namespace(), ports);
        }
    }

    /// @param run that all is labelled with
    public CapturePlanner(CaptureRun run, CaptureSettings settings, Cluster cluster) {
        this.run = run;
        this.settings = settings;
        this.cluster = cluster;
    }

    /// How captures are made.
    CaptureSettings settings() {
        return settings;
    }

    /// The run that is planned for.
    public CaptureRun run() {
        return run;
    }

    /// Plans a capture of `targets`.
    ///
    /// @param mode any but [CaptureMode#AUTO]
    /// @param program any but [CaptureProgram#AUTO]; of no account where the pod's own tcpdump is used
    /// @throws IllegalArgumentException when the mode or the program is AUTO
    public CapturePlan plan(ResolvedTargets targets, CaptureMode mode, CaptureProgram program) {
        if (program == CaptureProgram.AUTO) {
            throw new IllegalArgumentException("a program must be chosen");
        }
        return switch (mode) {
            case NODE -> nodes(targets, program);
            case POD -> pods(targets, program);
            case TCPDUMP -> inPlace(targets);
            case AUTO -> throw new IllegalArgumentException("a mode must be chosen");
        };
    }

    /// Whether the mode can capture all that was chosen.
    public static boolean fits(ResolvedTargets targets, CaptureMode mode) {
        return mode == CaptureMode.NODE || (!targets.pods().isEmpty() && !targets.clientsAnywhere());
    }

    private CapturePlan nodes(ResolvedTargets targets, CaptureProgram program) {
        List<CaptureSite> sites = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        new TreeMap<>(targets.nodes()).forEach((node, addresses) -> {
            PcapFilter filter = filter(targets, node, addresses);
            if (filter.isTooLong()) {
                notes.add(Messages.text("capture.plan.tooMany", node, addresses.size()));
            }
            sites.add(new CaptureSite.NodeJob(FeedPlace.node(node), jobNamespace(), run.name(++number), node, filter));
        });
        return new CapturePlan(run, settings, CaptureMode.NODE, program, sites, notes, false, false);
    }

    private String jobNamespace() {
        return settings.namespace().isEmpty() ? cluster.namespace() : settings.namespace();
    }

    /// Where packets of the node itself are captured, those on their way to the desktop may be among them.
    private PcapFilter filter(ResolvedTargets targets, String node, Set<IpAddress> addresses) {
        PcapFilter filter = PcapFilter.ofNode(addresses);
        boolean ofNodeItself = addresses.isEmpty()
                || targets.pods().stream().anyMatch(pod -> pod.hostNetwork() && node.equals(pod.node()));
        if (ofNodeItself || filter.isTooLong()) {
            return filter.without(cluster.apiPorts());
        }
        return filter;
    }

    private CapturePlan pods(ResolvedTargets targets, CaptureProgram program) {
        List<CaptureSite> sites = targets.pods().stream()
                .<CaptureSite>map(pod -> new CaptureSite.PodContainer(
                        place(pod), pod.namespace(), pod.name(), run.name(++number), podFilter(pod)))
                .toList();
        return new CapturePlan(
                run,
                settings,
                CaptureMode.POD,
                program,
                sites,
                List.of(Messages.text("capture.plan.pod")),
                false,
                false);
    }

    private CapturePlan inPlace(ResolvedTargets targets) {
        List<CaptureSite> sites = targets.pods().stream()
                .<CaptureSite>map(pod -> new CaptureSite.InPlace(
                        place(pod),
                        pod.namespace(),
                        pod.name(),
                        pod.containers().isEmpty()
                                ? ""
                                : pod.containers().getFirst().name(),
                        podFilter(pod)))
                .toList();
        return new CapturePlan(
                run,
                settings,
                CaptureMode.TCPDUMP,
                CaptureProgram.TCPDUMP,
                sites,
                List.of(Messages.text("capture.plan.tcpdump")),
                false,
                false);
    }

    private static FeedPlace place(PodTarget pod) {
        return new FeedPlace(FeedPlace.Kind.POD, pod.name(), pod.namespace(), pod.node());
    }

    /// The network of a pod is its own, unless it is that of the node.
    private PcapFilter podFilter(PodTarget pod) {
        if (!pod.hostNetwork()) {
            return PcapFilter.ALL;
        }
        return PcapFilter.ofNode(pod.ips()).without(cluster.apiPorts());
    }
}
