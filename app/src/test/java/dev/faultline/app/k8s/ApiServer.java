package dev.faultline.app.k8s;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// As much of an API server as a probe asks: its version, and a review; over HTTP or TLS, to whom it knows.
final class ApiServer implements AutoCloseable {
    private final HttpServer server;
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> known = authorization -> true;
    private volatile int status = 200;
    private volatile String version = "{\"major\": \"1\", \"minor\": \"36\", \"gitVersion\": \"v1.36.2\"}";

    /// @param identity null for plain HTTP
    /// @param clients authority of client certificates to ask for; null for none
    ApiServer(Certificates.@Nullable Identity identity, @Nullable Certificates clients) throws IOException {
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (identity == null) {
            server = HttpServer.create(anywhere, 0);
        } else {
            HttpsServer https = HttpsServer.create(anywhere, 0);
            https.setHttpsConfigurator(configurator(identity, clients));
            server = https;
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private static HttpsConfigurator configurator(Certificates.Identity identity, @Nullable Certificates clients) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server", identity.key(), new char[0], new java.security.cert.Certificate[] {identity.certificate()
                    });
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trust =
                    clients == null ? null : new TrustManager[] {ServerTrust.in(List.of(clients.certificate()))};
            context.init(keys.getKeyManagers(), trust, null);
            return new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                    wanted.setWantClientAuth(clients != null);
                    parameters.setSSLParameters(wanted);
                }
            };
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String user = authorization.equals("null") ? certificate(exchange) : authorization;
            exchange.getRequestBody().readAllBytes();
            headers.add(exchange.getRequestHeaders());
            if (!known.test(user)) {
                send(exchange, 401, "{\"kind\": \"Status\", \"message\": \"Unauthorized\"}");
            } else if (status != 200) {
                send(exchange, status, "{\"kind\": \"Status\", \"message\": \"not for you\"}");
            } else {
                boolean review = exchange.getRequestMethod().equals("POST");
                send(exchange, review ? 201 : 200, review ? "{\"status\": {\"allowed\": true}}" : version);
            }
        }
    }

    private static String certificate(HttpExchange exchange) {
        if (!(exchange instanceof HttpsExchange https)) {
            return "";
        }
        try {
            return https.getSSLSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "";
        }
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// Who is let in, by `Authorization` header or certificate.
    void know(Predicate<String> user) {
        known = user;
    }

    /// The status of every answer to those who are known.
    void status(int code) {
        status = code;
    }

    void version(String body) {
        version = body;
    }

    /// The first value of a header in each request.
    List<String> headers(String name) {
        return headers.stream().map(all -> String.valueOf(all.getFirst(name))).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
