package dev.faultline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.k8s.testcluster.NetworkNamespaces;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `faultline capture --otlp`: what is found in a cluster, with its names, at an OTLP receiver.
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set before each test
class ClusterExportTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<LogRecord> logs = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private ClusterTerminal terminal;

    @BeforeEach
    void begin() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::receive);
        receiver.start();
        terminal = new ClusterTerminal(folder, "worker-1", ClusterTerminal.QUICK, AgentBundle.NONE);
    }

    @AfterEach
    void end() {
        terminal.close();
        receiver.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] plain = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
        if (exchange.getRequestURI().getPath().equals("/v1/logs")) {
            ExportLogsServiceRequest.parseFrom(plain)
                    .getResourceLogsList()
                    .forEach(resource ->
                            resource.getScopeLogsList().forEach(scope -> logs.addAll(scope.getLogRecordsList())));
        }
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private static Map<String, String> texts(LogRecord log) {
        return log.getAttributesList().stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, attribute -> attribute.getValue().getStringValue()));
    }

    @Test
    void findingsReachTheReceiverWithTheNamesOfThePods() throws Exception {
        assumeTrue(NetworkNamespaces.allowed(), "no network namespaces here");
        Path metrics = folder.resolve("faultline.prom");
        try (NetworkNamespaces network = new NetworkNamespaces()) {
            terminal.cluster.surround("worker-1", network.client());
            CompletableFuture<Integer> status = terminal.start(
                    "capture",
                    "-n",
                    "shop",
                    "--pod",
                    "cart",
                    "--duration",
                    "9s",
                    "--metrics",
                    metrics.toString(),
                    "--otlp",
                    "http://localhost:" + receiver.getAddress().getPort());
            terminal.await(() -> terminal.err().contains("worker-1: capturing"));
            network.connectToClosedPort(9999);
            terminal.await(() -> Files.exists(metrics));
            assertThat(status.get(60, TimeUnit.SECONDS)).isZero();
        }
        assertThat(logs)
                .anySatisfy(log -> assertThat(texts(log))
                        .containsEntry("faultline.kind", "tcp.connect.refused")
                        .containsEntry("source.k8s.pod.name", "cart")
                        .containsEntry("source.k8s.namespace.name", "shop")
                        .containsEntry("source.k8s.node.name", "worker-1")
                        .containsEntry("destination.k8s.pod.name", "pay"));
        assertThat(terminal.err()).contains("findings reach http://localhost:");
        assertThat(metrics).doesNotExist();
        terminal.nothingIsLeft();
    }

    @Test
    void wrongUrlIsWrongUsageBeforeAnythingIsMade() {
        assertThat(terminal.run("capture", "-n", "shop", "--otlp", "collector:4317"))
                .isEqualTo(Status.USAGE);
        assertThat(terminal.err()).contains("--otlp: ").doesNotContain("worker-1");
        assertThat(terminal.cluster.commands()).isEmpty();
    }
}
