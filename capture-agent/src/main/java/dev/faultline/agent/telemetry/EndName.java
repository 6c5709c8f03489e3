package dev.faultline.agent.telemetry;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an end of a flow is in its cluster. Null where unknown.
///
/// @param pod name of the pod
/// @param namespace of pod or service
/// @param workload what runs the pod, as `Deployment/cart`
/// @param service that it belongs to
/// @param node that it is, or that the pod runs on
public record EndName(
        @Nullable String pod,
        @Nullable String namespace,
        @Nullable String workload,
        @Nullable String service,
        @Nullable String node) {

    /// Nothing is known.
    public static final EndName NONE = new EndName(null, null, null, null, null);

    private static final String NAMESPACE = "k8s.namespace.name";

    /// What is known, by the names of OpenTelemetry's semantic conventions: `k8s.pod.name`, `k8s.deployment.name`,
    /// ….
    Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>(group());
        put(attributes, "k8s.pod.name", pod);
        put(attributes, "k8s.service.name", service);
        put(attributes, "k8s.node.name", node);
        return attributes;
    }

    /// Namespace and workload alone: what there are few of, and what stays when pods come and go.
    Map<String, String> group() {
        Map<String, String> attributes = new LinkedHashMap<>();
        put(attributes, NAMESPACE, namespace);
        int slash = workload == null ? -1 : workload.indexOf('/');
        if (workload != null && slash > 0) {
            String kind = workload.substring(0, slash).toLowerCase(Locale.ROOT);
            put(attributes, "k8s." + kind + ".name", workload.substring(slash + 1));
        }
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
