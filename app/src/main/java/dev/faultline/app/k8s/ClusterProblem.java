package dev.faultline.app.k8s;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.Reachability.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/// Says in words for people what went wrong with a request to a cluster: the API server's own where it
/// answered, else what became of the connection. Names of classes and copies of the request are no help in an
/// outage.
public final class ClusterProblem {
    private static final int DEEPEST = 20;

    private ClusterProblem() {}

    /// The words, in lower case where they are ours, so that they fit behind a colon.
    public static String words(Throwable thrown) {
        List<Throwable> causes = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
        for (Throwable cause : causes) {
            if (cause instanceof KubernetesClientException refused && refused.getCode() > 0) {
                return refusal(refused);
            }
            if (cause instanceof UnreachableException known) {
                Reachability.Unreachable why = known.unreachable(Duration.ZERO);
                return reason(why.reason()) + " (" + why.server() + ")";
            }
        }
        return causes.reversed().stream()
                .map(Failures::reason)
                .filter(Objects::nonNull)
                .findFirst()
                .map(ClusterProblem::reason)
                .orElseGet(() -> {
                    Throwable last = causes.getLast();
                    String message = last.getMessage();
                    return message == null ? last.getClass().getSimpleName() : message;
                });
    }

    private static String refusal(KubernetesClientException refused) {
        String said = refused.getStatus() == null ? null : refused.getStatus().getMessage();
        return said == null || said.isBlank() ? Messages.text("cluster.status", refused.getCode()) : said;
    }

    private static String reason(Reason reason) {
        return Messages.text("cluster.unreachable." + reason.name().toLowerCase(Locale.ROOT));
    }
}
