package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.ClusterProblem;
import dev.faultline.app.k8s.capture.CaptureRun;
import dev.faultline.app.live.FeedPlace;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a cluster says about the pod behind a source: its events, and the end of its log. Blocks.
final class PodStory {
    private static final int LINES = 60;

    private final KubernetesClient client;
    private final String run;

    /// @param run id of the capture, that its pods are labelled with
    PodStory(KubernetesClient client, String run) {
        this.client = client;
        this.run = run;
    }

    /// @throws IOException when the cluster does not tell
    String of(FeedPlace place) throws IOException {
        try {
            Pod pod = find(place);
            if (pod == null) {
                return Messages.text("live.noPod", place.label());
            }
            String name = pod.getMetadata().getName();
            String namespace = pod.getMetadata().getNamespace();
            String events = events(namespace, name);
            String log = log(namespace, name);
            return Messages.text("live.storyText", namespace + "/" + name, events, log);
        } catch (KubernetesClientException e) {
            throw new IOException(Messages.text("plan.failed", ClusterProblem.words(e)), e);
        }
    }

    private @Nullable Pod find(FeedPlace place) {
        String namespace = place.namespace();
        if (place.kind() == FeedPlace.Kind.POD && namespace != null) {
            return client.pods().inNamespace(namespace).withName(place.name()).get();
        }
        return client.pods().inAnyNamespace().withLabel(CaptureRun.RUN, run).list().getItems().stream()
                .filter(pod -> place.name().equals(pod.getSpec().getNodeName()))
                .findFirst()
                .orElse(null);
    }

    private String events(String namespace, String pod) {
        try {
            List<String> lines = client.v1().events().inNamespace(namespace).list().getItems().stream()
                    .filter(event -> event.getInvolvedObject() != null
                            && pod.equals(event.getInvolvedObject().getName()))
                    .sorted(Comparator.comparing(event -> Objects.toString(event.getLastTimestamp(), "")))
                    .map(PodStory::line)
                    .toList();
            return lines.isEmpty() ? Messages.text("live.noEvents") : String.join("\n", lines);
        } catch (KubernetesClientException e) {
            return ClusterProblem.words(e);
        }
    }

    private static String line(Event event) {
        return Objects.toString(event.getLastTimestamp(), "") + "  " + event.getType() + "  " + event.getReason() + "  "
                + event.getMessage();
    }

    private String log(String namespace, String pod) {
        try {
            String log = client.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .tailingLines(LINES)
                    .getLog();
            return log == null || log.isBlank() ? Messages.text("live.noLog") : log;
        } catch (KubernetesClientException e) {
            return ClusterProblem.words(e);
        }
    }
}
