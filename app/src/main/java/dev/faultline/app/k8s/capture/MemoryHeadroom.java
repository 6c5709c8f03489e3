package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a pod has room for an agent beside its own containers. An agent in a pod lives within the pod's
/// memory limit, and must never be what has the pod killed: so what the pod uses now is measured. Blocks.
final class MemoryHeadroom {
    /// The agent, and whoever joins it.
    static final long NEEDED = 320L << 20;

    private static final int MEBI = 1 << 20;

    private final KubernetesClient client;

    MemoryHeadroom(KubernetesClient client) {
        this.client = client;
    }

    /// Why there is not enough, or nothing.
    ///
    /// @throws KubernetesClientException when the pod cannot be read
    Optional<String> tooLittle(String namespace, String name) {
        Pod pod = client.pods().inNamespace(namespace).withName(name).get();
        if (pod == null) {
            return Optional.empty();
        }
        Optional<Long> limit = limit(pod.getSpec().getContainers());
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        Optional<Long> used = used(namespace, name);
        String label = namespace + "/" + name;
        if (used.isEmpty()) {
            return Optional.of(Messages.text("headroom.unknown", label, limit.get() / MEBI));
        }
        long free = limit.get() - used.get();
        return free >= NEEDED
                ? Optional.empty()
                : Optional.of(
                        Messages.text("headroom.little", label, used.get() / MEBI, limit.get() / MEBI, NEEDED / MEBI));
    }

    /// A pod has a limit when each of its containers has one: then it is their sum.
    private static Optional<Long> limit(List<Container> containers) {
        long sum = 0;
        for (Container container : containers) {
            Quantity limit =
                    container.getResources() == null || container.getResources().getLimits() == null
                            ? null
                            : container.getResources().getLimits().get("memory");
            if (limit == null) {
                return Optional.empty();
            }
            sum += bytes(limit);
        }
        return Optional.of(sum);
    }

    /// What `kubectl top` shows; nothing where the cluster does not measure, or does not tell.
    private Optional<Long> used(String namespace, String name) {
        PodMetrics metrics;
        try {
            metrics = client.top().pods().metrics(namespace, name);
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
        return metrics == null
                        || metrics.getContainers() == null
                        || metrics.getContainers().isEmpty()
                ? Optional.empty()
                : Optional.of(metrics.getContainers().stream()
                        .mapToLong(container -> bytes(container.getUsage().get("memory")))
                        .sum());
    }

    private static long bytes(@Nullable Quantity quantity) {
        BigDecimal amount = quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
        return amount.longValue();
    }
}
