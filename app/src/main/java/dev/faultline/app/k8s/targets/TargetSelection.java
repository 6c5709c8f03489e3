package dev.faultline.app.k8s.targets;

import dev.faultline.engine.common.IpAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What a user chose to capture. It says what is wanted, not what there is: [#resolve] tells what it means at
/// one moment.
public record TargetSelection(List<TargetChoice> choices) {
    /// Nothing is chosen.
    public static final TargetSelection NOTHING = new TargetSelection(List.of());

    /// The label of pods that capture, with the value [#CAPTURER]. Captured themselves, they would feed on
    /// themselves.
    public static final String CAPTURER_LABEL = "app.kubernetes.io/managed-by";
    /// The value of [#CAPTURER_LABEL].
    public static final String CAPTURER = "faultline";

    public TargetSelection {
        choices = List.copyOf(choices);
    }

    /// A selection of single objects.
    public static TargetSelection of(TargetRef... refs) {
        return new TargetSelection(
                Stream.of(refs).<TargetChoice>map(TargetChoice.One::new).toList());
    }

    /// What it means now.
    public ResolvedTargets resolve(TargetSnapshot all) {
        Map<String, PodTarget> pods = new LinkedHashMap<>();
        Map<String, Set<IpAddress>> nodes = new HashMap<>();
        Set<String> whole = new HashSet<>();
        boolean anywhere = false;
        for (TargetChoice choice : choices) {
            List<PodTarget> running =
                    choice.pods(all).stream().filter(TargetSelection::isRunning).toList();
            running.forEach(pod -> pods.put(pod.uid(), pod));
            running.forEach(pod -> addAddresses(nodes, pod));
            if (choice instanceof TargetChoice.One(TargetRef ref)
                    && ref.kind() == TargetKind.NODE
                    && all.find(ref) != null) {
                whole.add(ref.name());
            }
            if (choice instanceof TargetChoice.BothEnds(TargetRef ref)
                    && all.find(ref) instanceof ServiceTarget service) {
                all.nodes().forEach(node -> addAddresses(addresses(nodes, node.name()), service));
                anywhere = true;
            }
        }
        whole.forEach(node -> nodes.put(node, Set.of()));
        return new ResolvedTargets(List.copyOf(pods.values()), nodes, anywhere);
    }

    private static boolean isRunning(PodTarget pod) {
        return pod.node() != null && !pod.phase().isOver() && !pod.ips().isEmpty() && !pod.isCapturer();
    }

    private static Set<IpAddress> addresses(Map<String, Set<IpAddress>> nodes, String node) {
        return nodes.computeIfAbsent(node, key -> new HashSet<>());
    }

    private static void addAddresses(Map<String, Set<IpAddress>> nodes, PodTarget pod) {
        String node = pod.node();
        if (node != null) {
            addresses(nodes, node).addAll(pod.ips());
        }
    }

    private static void addAddresses(Set<IpAddress> addresses, ServiceTarget service) {
        addresses.addAll(service.ips());
        service.backends().forEach(backend -> addresses.add(backend.ip()));
    }
}
