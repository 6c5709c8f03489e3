package dev.faultline.app.k8s;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.util.concurrent.CompletableFuture;

/// Puts credentials on each request, and renews them after a 401. It takes the place of the client's own
/// interceptor, which knows one way only and would write into the user's kubeconfig.
final class CredentialsInterceptor implements Interceptor {
    private static final String HEADER = "Authorization";

    private final Credentials credentials;

    CredentialsInterceptor(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public void before(BasicBuilder request, HttpRequest original, RequestTags tags) {
        try {
            authorize(request);
        } catch (UnreachableException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void authorize(BasicBuilder request) throws UnreachableException {
        String authorization = credentials.authorization();
        if (authorization != null) {
            request.setHeader(HEADER, authorization);
        }
    }

    @Override
    public CompletableFuture<Boolean> afterFailure(BasicBuilder request, HttpResponse<?> response, RequestTags tags) {
        if (response.code() != HttpURLConnection.HTTP_UNAUTHORIZED || !credentials.refused()) {
            return CompletableFuture.completedFuture(false);
        }
        try {
            authorize(request);
            return CompletableFuture.completedFuture(true);
        } catch (UnreachableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
