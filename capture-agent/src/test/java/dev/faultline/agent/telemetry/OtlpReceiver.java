package dev.faultline.agent.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A receiver of OTLP over HTTP on the loopback interface, that reads with the classes that OpenTelemetry publishes.
public final class OtlpReceiver implements Closeable {
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final List<Got> got = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private int status = 200;
    private boolean silent;

    /// A request as it came.
    public record Got(String path, Map<String, List<String>> headers, ByteString plain) {}

    public OtlpReceiver() throws IOException {
        this(0, null);
    }

    /// @param port 0 for any that is free
    /// @param tls null for none
    public OtlpReceiver(int port, @Nullable SSLContext tls) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        if (tls == null) {
            server = HttpServer.create(address, 0);
        } else {
            HttpsServer secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            server = secure;
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://localhost:" + port();
    }

    /// Answers so from now on.
    public synchronized void answer(int other) {
        status = other;
    }

    /// Takes requests and never answers.
    public synchronized void silent() {
        silent = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int answer;
        boolean hang;
        synchronized (this) {
            answer = status;
            hang = silent;
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            byte[] plain = gzip ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
            got.add(new Got(
                    exchange.getRequestURI().getPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    ByteString.copyFrom(plain)));
            notifyAll();
        }
        try {
            if (hang) {
                released.await();
            }
        } catch (InterruptedException e) {
            return;
        }
        byte[] response = exchange.getRequestURI().getPath().endsWith("logs")
                ? ExportLogsServiceResponse.getDefaultInstance().toByteArray()
                : ExportMetricsServiceResponse.getDefaultInstance().toByteArray();
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(answer, response.length == 0 ? -1 : response.length);
        exchange.close();
    }

    public synchronized List<Got> got() {
        return List.copyOf(got);
    }

    /// Waits until so much has come, or too long.
    public synchronized boolean await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /// The log records that came, in order, those of refused requests among them.
    public List<LogRecord> logs() {
        return got().stream()
                .filter(request -> request.path().equals("/v1/logs"))
                .flatMap(request -> logs(request).getResourceLogsList().stream())
                .flatMap(resource -> resource.getScopeLogsList().stream())
                .flatMap(scope -> scope.getLogRecordsList().stream())
                .toList();
    }

    /// Who sent the first log record.
    public Resource sender() {
        return got().stream()
                .filter(request -> request.path().equals("/v1/logs"))
                .map(request -> logs(request).getResourceLogs(0).getResource())
                .findFirst()
                .orElseThrow();
    }

    /// The metrics that came last, by name.
    public Map<String, Metric> metrics() {
        return got().stream()
                .filter(request -> request.path().equals("/v1/metrics"))
                .reduce((first, second) -> second)
                .map(OtlpReceiver::metrics)
                .orElse(ExportMetricsServiceRequest.getDefaultInstance())
                .getResourceMetricsList()
                .stream()
                .flatMap(resource -> resource.getScopeMetricsList().stream())
                .flatMap(scope -> scope.getMetricsList().stream())
                .collect(Collectors.toMap(Metric::getName, metric -> metric));
    }

    private static ExportLogsServiceRequest logs(Got request) {
        try {
            return ExportLogsServiceRequest.parseFrom(request.plain());
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ExportMetricsServiceRequest metrics(Got request) {
        try {
            return ExportMetricsServiceRequest.parseFrom(request.plain());
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Attributes as text.
    public static Map<String, String> plain(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, attribute -> switch (attribute
                .getValue()
                .getValueCase()) {
            case INT_VALUE -> Long.toString(attribute.getValue().getIntValue());
            case BOOL_VALUE -> Boolean.toString(attribute.getValue().getBoolValue());
            case ARRAY_VALUE ->
                attribute.getValue().getArrayValue().getValuesList().stream()
                        .map(value -> value.getStringValue())
                        .collect(Collectors.joining(","));
            default -> attribute.getValue().getStringValue();
        }));
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
