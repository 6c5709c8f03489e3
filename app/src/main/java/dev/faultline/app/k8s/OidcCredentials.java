package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import dev.faultline.app.k8s.UserEntry.ProviderEntry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The `oidc` provider (kubernetes.io, OpenID Connect tokens): an ID token, renewed with a refresh token when
/// it has expired (OpenID Connect Core 1.0, section 12). kubectl writes new tokens into the kubeconfig; here
/// they are kept in memory.
final class OidcCredentials implements Credentials {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration EARLY = Duration.ofSeconds(10);

    private final Map<String, String> config;
    private final SSLContext tls;
    private final @Nullable ClientIdentity identity;
    private final InstantSource clock;
    private final JsonMapper json = new JsonMapper();
    private String idToken;
    private String refreshToken;

    /// @param tls that trusts the identity provider
    OidcCredentials(ProviderEntry provider, SSLContext tls, @Nullable ClientIdentity identity, InstantSource clock) {
        config = provider.config();
        this.tls = tls;
        this.identity = identity;
        this.clock = clock;
        idToken = value("id-token");
        refreshToken = value("refresh-token");
    }

    private String value(String key) {
        return config.getOrDefault(key, "");
    }

    @Override
    public synchronized String authorization() throws UnreachableException {
        if (idToken.isEmpty() || !clock.instant().isBefore(expiry(idToken))) {
            renew();
        }
        return "Bearer " + idToken;
    }

    /// The `exp` claim of a token (RFC 7519, section 4.1.4). One that cannot be read has expired.
    private Instant expiry(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts.length > 1 ? parts[1] : "");
            long seconds = json.readTree(claims).path("exp").asLong(0);
            return Instant.ofEpochSecond(seconds).minus(EARLY);
        } catch (IllegalArgumentException | JacksonException e) {
            return Instant.MIN;
        }
    }

    private void renew() throws UnreachableException {
        if (refreshToken.isEmpty()) {
            throw failure("refresh-token");
        }
        try (HttpClient http =
                HttpClient.newBuilder().sslContext(tls).connectTimeout(PATIENCE).build()) {
            String discovery = value("idp-issuer-url").replaceAll("/+$", "") + "/.well-known/openid-configuration";
            JsonNode endpoints = answer(http, HttpRequest.newBuilder(URI.create(discovery)));
            URI endpoint = URI.create(endpoints.path("token_endpoint").asString(""));
            JsonNode tokens = answer(http, tokenRequest(endpoint));
            String renewed = tokens.path("id_token").asString("");
            if (renewed.isEmpty()) {
                throw failure("id_token");
            }
            idToken = renewed;
            refreshToken = tokens.path("refresh_token").asString(refreshToken);
        } catch (IllegalArgumentException e) {
            throw failure("idp-issuer-url");
        }
    }

    private HttpRequest.Builder tokenRequest(URI endpoint) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", refreshToken);
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint);
        String secret = value("client-secret");
        if (secret.isEmpty()) {
            form.put("client_id", value("client-id"));
        } else {
            byte[] pair = (encoded(value("client-id")) + ":" + encoded(secret)).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode answer(HttpClient http, HttpRequest.Builder request) throws UnreachableException {
        try {
            HttpResponse<byte[]> response =
                    http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw failure(response.uri().getPath() + ": " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (JacksonException e) {
            throw failure(e.getClass().getSimpleName());
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            throw failure(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(e.toString());
        }
    }

    private UnreachableException failure(String detail) {
        return new UnreachableException(Reason.OIDC, value("idp-issuer-url"), detail);
    }

    @Override
    public @Nullable ClientIdentity identity() {
        return identity;
    }

    @Override
    public synchronized boolean refused() {
        idToken = "";
        return !refreshToken.isEmpty();
    }
}
