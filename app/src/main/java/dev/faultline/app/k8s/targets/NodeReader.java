package dev.faultline.app.k8s.targets;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import java.util.Objects;

/// Reads nodes.
final class NodeReader {
    private NodeReader() {}

    static NodeTarget read(Node node) {
        NodeStatus status = Objects.requireNonNullElseGet(node.getStatus(), NodeStatus::new);
        NodeSpec spec = Objects.requireNonNullElseGet(node.getSpec(), NodeSpec::new);
        return new NodeTarget(
                ObjectReader.ref(TargetKind.NODE, node),
                ObjectReader.labels(node),
                Addresses.of(ObjectReader.list(status.getAddresses()).stream().map(NodeAddress::getAddress))
                        .toList(),
                ObjectReader.list(status.getConditions()).stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus())),
                system(node, status),
                ObjectReader.list(spec.getTaints()).stream()
                        .map(taint -> taint.getKey() + ":" + taint.getEffect())
                        .toList(),
                true,
                ObjectReader.created(node));
    }

    private static String system(Node node, NodeStatus status) {
        if (status.getNodeInfo() != null && status.getNodeInfo().getOperatingSystem() != null) {
            return system(
                    status.getNodeInfo().getOperatingSystem(),
                    ObjectReader.text(status.getNodeInfo().getArchitecture()));
        }
        var labels = ObjectReader.labels(node);
        return system(labels.getOrDefault("kubernetes.io/os", ""), labels.getOrDefault("kubernetes.io/arch", ""));
    }

    private static String system(String operatingSystem, String architecture) {
        return architecture.isEmpty() ? operatingSystem : operatingSystem + "/" + architecture;
    }
}
