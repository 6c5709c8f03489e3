package dev.faultline.app.k8s.targets;

import dev.faultline.engine.common.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a selection means at one moment: where to capture, and packets of which addresses.
///
/// @param pods running pods to capture in
/// @param nodes nodes to capture on, by name, each with the addresses that its packets come from or go to; no
/// address means all packets of the node
/// @param clientsAnywhere whether the other end may be on any node, so that `nodes` are all there are
public record ResolvedTargets(List<PodTarget> pods, Map<String, Set<IpAddress>> nodes, boolean clientsAnywhere) {
    /// Of an empty selection.
    public static final ResolvedTargets NOTHING = new ResolvedTargets(List.of(), Map.of(), false);

    public ResolvedTargets {
        pods = List.copyOf(pods);
        nodes = Map.copyOf(nodes);
    }

    /// Whether there is nothing to capture.
    public boolean isEmpty() {
        return pods.isEmpty() && nodes.isEmpty();
    }

    /// Whether a capture of this is a capture of the other: the same pods at the same places.
    public boolean isSameAs(ResolvedTargets other) {
        return clientsAnywhere == other.clientsAnywhere
                && nodes.equals(other.nodes)
                && places(pods).equals(places(other.pods));
    }

    private static Map<String, Object> places(List<PodTarget> pods) {
        Map<String, Object> places = new TreeMap<>();
        pods.forEach(pod -> places.put(pod.uid(), List.of(pod.ips(), String.valueOf(pod.node()), pod.phase())));
        return places;
    }
}
