package dev.faultline.app.k8s.targets;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks the API server now and then whether it is there. A watch whose link has died in silence never notices
/// by itself, so this is the only sign of it. Used by one thread.
final class ServerPulse {
    private final KubernetesClient client;
    private final HttpClient http;
    private final Duration interval;
    private final Duration patience;
    private final InstantSource clock;
    private @Nullable CompletableFuture<HttpResponse<String>> asked;
    private Instant askedAt = Instant.MIN;
    private Instant answered;
    private volatile @Nullable Instant silentSince;

    /// @param interval from one question to the next
    /// @param patience for an answer
    ServerPulse(KubernetesClient client, Duration interval, Duration patience, InstantSource clock) {
        this.client = client;
        this.interval = interval;
        this.patience = patience;
        this.clock = clock;
        answered = clock.instant();
        RequestConfig once = new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(0)
                .build();
        http = client.getHttpClient().newBuilder().tag(once).build();
    }

    /// Since when there has been no answer; null while there is.
    @Nullable
    Instant silentSince() {
        return silentSince;
    }

    /// Asks when it is time, and looks for the answer.
    ///
    /// @return whether the server has just come back after silence
    boolean tend() {
        Instant now = clock.instant();
        if (asked == null) {
            if (!now.isBefore(askedAt.plus(interval))) {
                ask(now);
            }
            return false;
        }
        if (!asked.isDone()) {
            return false;
        }
        boolean answer = !asked.isCompletedExceptionally();
        asked = null;
        if (!answer) {
            if (silentSince == null) {
                silentSince = answered;
            }
            return false;
        }
        answered = now;
        boolean back = silentSince != null;
        silentSince = null;
        return back;
    }

    private void ask(Instant now) {
        askedAt = now;
        String master = client.getMasterUrl().toString();
        URI version = URI.create(master.endsWith("/") ? master + "version" : master + "/version");
        try {
            asked = http.sendAsync(http.newHttpRequestBuilder().uri(version).build(), String.class)
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            // Credentials that cannot be had: as good as no answer.
            asked = CompletableFuture.failedFuture(e);
        }
    }

    void stop() {
        if (asked != null) {
            asked.cancel(true);
        }
    }
}
