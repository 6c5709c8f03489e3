package dev.faultline.app.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.faultline.app.k8s.Reachability.Reachable;
import dev.faultline.app.k8s.Reachability.Reason;
import dev.faultline.app.k8s.Reachability.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcCredentialsTest {
    @TempDir
    Path folder;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String fresh = token(Instant.now().plusSeconds(3600));
    private HttpServer provider;
    private ApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ApiServer(null, null);
        server.know(("Bearer " + fresh)::equals);
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext(
                "/realm/.well-known/openid-configuration",
                exchange ->
                        send(exchange, 200, "{\"token_endpoint\": \"http://127.0.0.1:" + port() + "/realm/token\"}"));
        provider.createContext("/realm/token", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + form);
            boolean good = form.contains("refresh_token=again");
            send(exchange, good ? 200 : 400, "{\"id_token\": \"" + fresh + "\", \"refresh_token\": \"next\"}");
        });
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
        server.close();
    }

    private int port() {
        return provider.getAddress().getPort();
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String token(Instant expiry) {
        String claims = "{\"exp\": " + expiry.getEpochSecond() + "}";
        return "eyJ9." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    private Reachability reach(String idToken, String refreshToken) throws IOException {
        Path file = folder.resolve("config");
        String text = KubeconfigText.of(
                "server: http://127.0.0.1:" + server.port(), """
                auth-provider:
                  name: oidc
                  config:
                    idp-issuer-url: http://127.0.0.1:%d/realm/
                    client-id: faultline
                    client-secret: "p w"
                    id-token: %s
                    refresh-token: "%s"
                """.formatted(port(), idToken, refreshToken));
        Files.writeString(file, text);
        try (KubeContexts contexts =
                new KubeContexts(new UserEnvironment(Map.of("KUBECONFIG", file.toString()), folder), List.of())) {
            Reachability reachability =
                    contexts.reach(contexts.list().contexts().getFirst(), Duration.ofSeconds(10));
            assertThat(file).hasContent(text.strip());
            return reachability;
        }
    }

    @Test
    void tokenThatIsStillValidIsSentAsItIs() throws IOException {
        assertThat(reach(fresh, "again")).isInstanceOf(Reachable.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void tokenThatHasExpiredIsRenewedInMemoryOnly() throws IOException {
        assertThat(reach(token(Instant.now().minusSeconds(5)), "again")).isInstanceOf(Reachable.class);
        assertThat(requests).containsExactly("Basic ZmF1bHRsaW5lOnArdw== grant_type=refresh_token&refresh_token=again");
    }

    @Test
    void tokenThatTheServerRefusesIsRenewed() throws IOException {
        assertThat(reach(token(Instant.now().plusSeconds(60)), "again")).isInstanceOf(Reachable.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void providerThatRefusesIsTheReasonAndNoTokenIsTold() throws IOException {
        Reachability reachability = reach(token(Instant.EPOCH), "revoked-s3cret");
        assertThat(reachability).isInstanceOf(Unreachable.class);
        assertThat(((Unreachable) reachability).reason()).isEqualTo(Reason.OIDC);
        assertThat(((Unreachable) reachability).detail()).isEqualTo("/realm/token: 400");
        assertThat(reachability.toString()).doesNotContain("s3cret", "eyJ");
    }

    @Test
    void expiredTokenWithNothingToRenewItIsToldSo() throws IOException {
        assertThat(((Unreachable) reach(token(Instant.EPOCH), "")).reason()).isEqualTo(Reason.OIDC);
    }
}
