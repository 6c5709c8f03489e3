package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reachable;
import dev.faultline.app.k8s.Reachability.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Asks a cluster the least that shows it is one and knows the user: its version, and a review of one right.
final class ReachabilityProbe {
    private static final int LONGEST_DETAIL = 500;
    /// Everyone who is known may ask it; who is not gets a 401 or 403.
    private static final String REVIEW = """
            {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
             "spec": {"resourceAttributes": {"verb": "list", "resource": "pods"}}}""";

    private final KubernetesClient client;
    private final ServerAddress server;
    private final Credentials credentials;
    private final @Nullable ProxyTunnel tunnel;
    private final HttpClient http;

    ReachabilityProbe(
            KubernetesClient client, ServerAddress server, Credentials credentials, @Nullable ProxyTunnel tunnel) {
        this.client = client;
        this.server = server;
        this.credentials = credentials;
        this.tunnel = tunnel;
        RequestConfig once = new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(0)
                .build();
        http = client.getHttpClient().newBuilder().tag(once).build();
    }

    Reachability run(Duration patience) {
        long begin = System.nanoTime();
        try {
            credentials.authorization();
            long deadline = System.nanoTime() + patience.toNanos();
            connect(patience);
            String version = version(answer(request("version").build(), deadline));
            answer(
                    request("apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
                            .post("application/json", REVIEW)
                            .build(),
                    deadline);
            return new Reachable(version, Duration.ofNanos(System.nanoTime() - begin));
        } catch (UnreachableException e) {
            return e.unreachable(Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /// A bare connection tells more exactly than the HTTP client why there is none. Through a tunnel that is
    /// the tunnel's to tell.
    private void connect(Duration patience) throws UnreachableException {
        if (tunnel != null) {
            return;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()), (int) patience.toMillis());
        } catch (IOException e) {
            throw Failures.of(e, server.toString());
        }
    }

    private HttpRequest.Builder request(String path) {
        String master = client.getMasterUrl().toString();
        return http.newHttpRequestBuilder().uri(URI.create(master.endsWith("/") ? master + path : master + "/" + path));
    }

    private String answer(HttpRequest request, long deadline) throws UnreachableException {
        try {
            HttpResponse<String> response =
                    http.sendAsync(request, String.class).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!response.isSuccessful()) {
                throw refused(response.code(), response.bodyString());
            }
            return response.bodyString();
        } catch (UnreachableException e) {
            throw e;
        } catch (ExecutionException | TimeoutException | IOException | RuntimeException e) {
            UnreachableException ofTunnel = tunnel == null ? null : tunnel.failure();
            throw ofTunnel == null ? Failures.of(e, server.toString()) : new UnreachableException(ofTunnel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.of(e, server.toString());
        }
    }

    private UnreachableException refused(int code, String body) {
        Reason reason = switch (code) {
            case 401 -> Reason.UNAUTHORIZED;
            case 403 -> Reason.FORBIDDEN;
            default -> code >= 500 ? Reason.SERVER_ERROR : Reason.NOT_KUBERNETES;
        };
        return new UnreachableException(reason, server.toString(), (code + " " + message(body)).strip());
    }

    /// The message of a Kubernetes `Status`; else the beginning of what came.
    private static String message(String body) {
        try {
            String message = new JsonMapper().readTree(body).path("message").asString("");
            if (!message.isEmpty()) {
                return shortened(message);
            }
        } catch (JacksonException e) {
            // No Status, then.
        }
        return shortened(body.strip());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
    }

    private String version(String body) throws UnreachableException {
        try {
            String version = new JsonMapper().readTree(body).path("gitVersion").asString("");
            if (!version.isEmpty()) {
                return version;
            }
        } catch (JacksonException e) {
            // Something else answers there.
        }
        throw new UnreachableException(Reason.NOT_KUBERNETES, server.toString(), shortened(body.strip()));
    }
}
