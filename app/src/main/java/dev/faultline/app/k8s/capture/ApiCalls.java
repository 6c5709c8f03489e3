package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.ClusterProblem;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Requests that the client's own language does not have: a dry run of an ephemeral container, or a patch of
/// one that needs the right to patch alone. Blocks.
final class ApiCalls {
    private static final String JSON = "application/json";
    private static final String PATCH = "application/strategic-merge-patch+json";

    private final KubernetesClient client;
    private final Duration patience;

    ApiCalls(KubernetesClient client, Duration patience) {
        this.client = client;
        this.patience = patience;
    }

    /// Makes a job, or only asks whether it would be made.
    ApiAnswer create(Job job, boolean dryRun) throws IOException, InterruptedException {
        return send("POST", "apis/batch/v1/namespaces/" + job.getMetadata().getNamespace() + "/jobs", job, dryRun);
    }

    /// Makes a pod, or only asks whether it would be made.
    ApiAnswer create(Pod pod, boolean dryRun) throws IOException, InterruptedException {
        return send("POST", "api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods", pod, dryRun);
    }

    /// Adds a container to a pod, or only asks whether it would be added.
    ApiAnswer addEphemeral(String namespace, String pod, Object patch, boolean dryRun)
            throws IOException, InterruptedException {
        String path = "api/v1/namespaces/" + namespace + "/pods/" + pod + "/ephemeralcontainers";
        return send("PATCH", path, patch, dryRun);
    }

    /// Deletes a job and, in the background, its pods.
    ApiAnswer deleteJob(String namespace, String name) throws IOException, InterruptedException {
        String path = "apis/batch/v1/namespaces/" + namespace + "/jobs/" + name + "?propagationPolicy=Background";
        return send(builder(path).delete("{}", JSON).build());
    }

    private ApiAnswer send(String method, String path, Object body, boolean dryRun)
            throws IOException, InterruptedException {
        String type = method.equals("PATCH") ? PATCH : JSON;
        String json = client.getKubernetesSerialization().asJson(body);
        return send(builder(path + (dryRun ? "?dryRun=All" : ""))
                .method(method, type, json)
                .build());
    }

    private HttpRequest.Builder builder(String path) {
        return client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(URI.create(client.getConfiguration().getMasterUrl())
                        .resolve("/")
                        .resolve(path))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ApiAnswer send(HttpRequest request) throws IOException, InterruptedException {
        try {
            HttpResponse<byte[]> response = client.getHttpClient()
                    .sendAsync(request, byte[].class)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new ApiAnswer(response.code(), response.isSuccessful() ? "" : message(response.body()));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(ClusterProblem.words(cause), cause);
        } catch (TimeoutException e) {
            throw new IOException(Messages.text("exec.noAnswer", patience.toSeconds()), e);
        }
    }

    private String message(byte[] body) {
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        try {
            Status status = client.getKubernetesSerialization().unmarshal(text, Status.class);
            return status == null || status.getMessage() == null ? text : status.getMessage();
        } catch (RuntimeException e) { // what the deserializer throws on what is no JSON
            return text;
        }
    }
}
