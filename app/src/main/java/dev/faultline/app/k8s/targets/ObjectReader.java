package dev.faultline.app.k8s.targets;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What all objects of a cluster have in common.
final class ObjectReader {
    private static final TimeUnit UNIT = TimeUnit.SECONDS;

    private ObjectReader() {}

    static TargetRef ref(TargetKind kind, HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return new TargetRef(
                kind, namespace == null ? "" : namespace, object.getMetadata().getName());
    }

    static Map<String, String> labels(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Map.of() : Map.copyOf(labels);
    }

    static long created(HasMetadata object) {
        return nanos(object.getMetadata().getCreationTimestamp());
    }

    /// Nanoseconds since the epoch; 0 for what is no time.
    static long nanos(@Nullable String timestamp) {
        if (timestamp == null || timestamp.isEmpty()) {
            return 0;
        }
        try {
            Instant instant = Instant.parse(timestamp);
            return UNIT.toNanos(instant.getEpochSecond()) + instant.getNano();
        } catch (DateTimeException e) {
            return 0;
        }
    }

    /// The owner that made the object; null for none.
    static @Nullable OwnerReference controller(HasMetadata object) {
        return list(object.getMetadata().getOwnerReferences()).stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .orElse(null);
    }

    static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static int number(@Nullable Integer number, int otherwise) {
        return number == null ? otherwise : number;
    }
}
