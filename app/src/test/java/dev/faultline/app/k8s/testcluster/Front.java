package dev.faultline.app.k8s.testcluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The API server's front: rights, admission, dry runs and exec; all else goes on to the mock server behind it.
final class Front implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int FORBIDDEN = 403;
    private static final int CREATED = 201;
    private static final String VERSION = "{\"major\":\"1\",\"minor\":\"36\",\"gitVersion\":\"v1.36.2\"}";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient();
    private final WebSocketClient webSockets = vertx.createWebSocketClient();
    private final int behind;
    private final Rules rules;
    private final HttpServer server;
    private final Set<ServerWebSocket> watches = ConcurrentHashMap.newKeySet();

    /// A command that runs.
    ///
    /// @param byRuntime whether a container runtime started it, whose own failure is no exit status
    record Started(Process process, boolean byRuntime) {}

    /// What the front asks before it does something.
    interface Rules {
        /// Whether the user may; asked for each right of a request.
        boolean allows(String right, String namespace);

        /// Why an object is not admitted, or nothing.
        Optional<String> refuses(ApiRequest request, JsonObject object);

        /// The process of a command, or nothing when the container does not run.
        Optional<Started> run(String namespace, String pod, String container, List<String> command);

        /// Whether the server speaks `v5.channel.k8s.io`.
        boolean speaksV5();

        /// Takes note of a request.
        void seen(ApiRequest request, boolean dryRun);

        /// Adds containers to a pod that runs.
        JsonObject addEphemeral(String namespace, String pod, JsonObject patch);
    }

    Front(int behind, Rules rules) {
        this.behind = behind;
        this.rules = rules;
        HttpServerOptions options = new HttpServerOptions()
                .setHost(HOST)
                .setPort(0)
                .setWebSocketSubProtocols(List.of("v5.channel.k8s.io", "v4.channel.k8s.io"))
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
        server = join(
                vertx.createHttpServer(options).requestHandler(this::handle).listen());
    }

    int port() {
        return server.actualPort();
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        ApiRequest api = ApiRequest.of(
                request.method().name(), String.valueOf(request.path()), "true".equals(request.getParam("watch")));
        boolean dryRun = "All".equals(request.getParam("dryRun"));
        rules.seen(api, dryRun);
        Optional<String> missing = api.rights().stream()
                .filter(right -> !rules.allows(right, api.namespace()))
                .findFirst();
        if ("/version".equals(request.path())) {
            answer(request, new JsonObject().put("gitVersion", "v1.36.2"));
        } else if (missing.isPresent()) {
            refuse(request, FORBIDDEN, "Forbidden", forbidden(api));
        } else if (api.resource().equals("pods/exec")) {
            exec(request, api);
        } else if (request.uri().startsWith("/version")) {
            answer(request, new JsonObject(VERSION));
        } else if (upgrade) {
            passWebSocket(request);
        } else {
            request.body().onSuccess(body -> act(request, api, dryRun, body));
        }
    }

    private static String forbidden(ApiRequest api) {
        return "%s \"%s\" is forbidden: User \"tester\" cannot %s resource \"%s\" in API group \"\" in the namespace \"%s\""
                .formatted(api.resource(), api.name(), api.verb(), api.resource(), api.namespace());
    }

    private static void refuse(HttpServerRequest request, int code, String reason, String message) {
        JsonObject status = new JsonObject(Map.of(
                "kind",
                "Status",
                "apiVersion",
                "v1",
                "status",
                "Failure",
                "message",
                message,
                "reason",
                reason,
                "code",
                code));
        request.response()
                .setStatusCode(code)
                .putHeader("Content-Type", "application/json")
                .end(status.encode());
    }

    private void act(HttpServerRequest request, ApiRequest api, boolean dryRun, Buffer body) {
        boolean writes = List.of("create", "update", "patch").contains(api.verb());
        JsonObject object = writes && body.length() > 0 && body.getByte(0) == '{' ? new JsonObject(body) : null;
        if (object != null && api.resource().equals("selfsubjectreviews")) {
            JsonObject user = new JsonObject().put("username", "oidc:tester@example.com");
            answer(request, object.put("status", new JsonObject().put("userInfo", user)));
            return;
        }
        if (object != null && api.resource().equals("selfsubjectaccessreviews")) {
            answer(request, reviewed(object));
            return;
        }
        Optional<String> refusal = object == null ? Optional.empty() : rules.refuses(api, object);
        if (refusal.isPresent()) {
            refuse(request, FORBIDDEN, "Forbidden", refusal.get());
        } else if (dryRun && object != null) {
            answer(request, object);
        } else if (object != null && api.resource().equals("pods/ephemeralcontainers")) {
            vertx.executeBlocking(() -> rules.addEphemeral(api.namespace(), api.name(), object), false)
                    .onSuccess(pod -> answer(request, pod))
                    .onFailure(problem -> refuse(request, 404, "NotFound", String.valueOf(problem.getMessage())));
        } else {
            pass(request, body);
        }
    }

    private JsonObject reviewed(JsonObject review) {
        JsonObject attributes = review.getJsonObject("spec").getJsonObject("resourceAttributes");
        String sub = attributes.getString("subresource", "");
        String right = attributes.getString("verb") + " " + attributes.getString("resource")
                + (sub.isEmpty() ? "" : "/" + sub);
        boolean allowed = rules.allows(right, attributes.getString("namespace", ""));
        return review.copy().put("status", new JsonObject().put("allowed", allowed));
    }

    private static void answer(HttpServerRequest request, JsonObject object) {
        request.response()
                .setStatusCode(request.method().equals(HttpMethod.POST) ? CREATED : 200)
                .putHeader("Content-Type", "application/json")
                .end(object.encode());
    }

    private void pass(HttpServerRequest request, Buffer body) {
        RequestOptions options = new RequestOptions()
                .setHost(HOST)
                .setPort(behind)
                .setMethod(request.method())
                .setURI(request.uri());
        http.request(options)
                .compose(onward -> {
                    request.headers().forEach(onward::putHeader);
                    onward.putHeader("Host", HOST + ":" + behind);
                    return onward.send(body);
                })
                .onSuccess(reply -> {
                    request.response().setStatusCode(reply.statusCode());
                    reply.headers().forEach(request.response()::putHeader);
                    reply.pipeTo(request.response());
                })
                .onFailure(problem -> request.response().reset());
    }

    private void passWebSocket(HttpServerRequest request) {
        request.pause();
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setHost(HOST).setPort(behind).setURI(request.uri());
        webSockets
                .connect(options)
                .onSuccess(onward -> request.toWebSocket().onSuccess(socket -> join(socket, onward)))
                .onFailure(problem -> refuse(request, 400, "BadRequest", String.valueOf(problem.getMessage())));
    }

    /// Ends all watches as a server does that no longer has the changes since they began: 410 Gone.
    void expireWatches() {
        JsonObject gone = new JsonObject()
                .put("type", "ERROR")
                .put(
                        "object",
                        new JsonObject()
                                .put("kind", "Status")
                                .put("apiVersion", "v1")
                                .put("status", "Failure")
                                .put("reason", "Expired")
                                .put("message", "too old resource version")
                                .put("code", 410));
        watches.forEach(watch -> watch.writeTextMessage(gone.encode()).onComplete(sent -> watch.close()));
    }

    private void join(ServerWebSocket client, WebSocket server) {
        watches.add(client);
        server.textMessageHandler(client::writeTextMessage);
        server.binaryMessageHandler(client::writeBinaryMessage);
        client.textMessageHandler(server::writeTextMessage);
        server.closeHandler(closed -> client.close());
        client.closeHandler(closed -> {
            watches.remove(client);
            server.close();
        });
    }

    private void exec(HttpServerRequest request, ApiRequest api) {
        String protocol = request.getHeader("Sec-WebSocket-Protocol");
        if (!rules.speaksV5() && String.valueOf(protocol).startsWith("v5")) {
            refuse(request, FORBIDDEN, "Forbidden", "no such protocol");
            return;
        }
        List<String> command = request.params().getAll("command");
        Optional<Started> started =
                rules.run(api.namespace(), api.name(), String.valueOf(request.getParam("container")), command);
        if (started.isEmpty()) {
            refuse(request, 500, "InternalError", "container not found");
            return;
        }
        request.toWebSocket()
                .onSuccess(socket -> new ExecSession(started.get(), socket).start())
                .onFailure(problem -> started.get().process().destroyForcibly());
    }

    @Override
    public void close() {
        join(vertx.close());
    }
}
