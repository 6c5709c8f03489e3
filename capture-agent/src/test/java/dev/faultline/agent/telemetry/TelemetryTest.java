package dev.faultline.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(90)
class TelemetryTest {
    private static final EndName CART = new EndName("cart-1", "shop", "Deployment/cart", "cart", "worker-1");
    private static final Telemetry.Pace BRISK = new Telemetry.Pace(Duration.ZERO, Duration.ofMillis(200));

    @TempDir
    Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();

    private Telemetry telemetry(String url, Map<String, String> environment, @Nullable Path file) throws IOException {
        return new Telemetry(
                new Telemetry.Targets(OtlpEndpoint.of(url, environment), file),
                new Telemetry.Sender(
                        "faultline-agent",
                        "1.2",
                        "i-1",
                        "host-1",
                        (end, nanos) -> SomeFindings.SERVER.equals(end) ? CART : EndName.NONE),
                finding -> finding.severity() != Severity.INFO,
                () -> List.of(new CaptureFigures("eth0", 10, 2000, Map.of("kernel", 3L), 4, 2)),
                said::add,
                BRISK);
    }

    @Test
    void findingIsALogRecordWithWhatIsKnown() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Telemetry telemetry =
                        telemetry(receiver.url(), Map.of("OTEL_RESOURCE_ATTRIBUTES", "k8s.node.name=worker-1"), null)) {
            telemetry.found(SomeFindings.refused("a1"));

            assertThat(receiver.await(() -> !receiver.logs().isEmpty())).isTrue();
            LogRecord log = receiver.logs().getFirst();
            assertThat(log.getEventName()).isEqualTo("faultline.finding");
            assertThat(log.getTimeUnixNano()).isEqualTo(1_700_000_000_000_000_001L);
            assertThat(log.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_ERROR);
            assertThat(log.getBody().getStringValue()).isEqualTo("Connection refused");
            assertThat(OtlpReceiver.plain(log.getAttributesList()))
                    .isEqualTo(Map.ofEntries(
                            Map.entry("faultline.finding.id", "a1"),
                            Map.entry("faultline.kind", "tcp.connect.refused"),
                            Map.entry("faultline.class", "connection"),
                            Map.entry("faultline.article", "SynSent"),
                            Map.entry("faultline.severity", "error"),
                            Map.entry("faultline.confidence", "medium"),
                            Map.entry("faultline.confidence.reasons", "reason.midstream"),
                            Map.entry("faultline.blame", "dst"),
                            Map.entry("faultline.consequence", "false"),
                            Map.entry("faultline.count", "3"),
                            Map.entry("faultline.last", "2023-11-14T22:13:21Z"),
                            Map.entry("faultline.places", "eth0,cni0"),
                            Map.entry("network.transport", "tcp"),
                            Map.entry("source.address", "10.0.0.1"),
                            Map.entry("source.port", "40001"),
                            Map.entry("destination.address", "fd00::2"),
                            Map.entry("destination.port", "80"),
                            Map.entry("destination.k8s.pod.name", "cart-1"),
                            Map.entry("destination.k8s.namespace.name", "shop"),
                            Map.entry("destination.k8s.deployment.name", "cart"),
                            Map.entry("destination.k8s.service.name", "cart"),
                            Map.entry("destination.k8s.node.name", "worker-1")));
            assertThat(OtlpReceiver.plain(receiver.sender().getAttributesList()))
                    .containsEntry("service.name", "faultline-agent")
                    .containsEntry("service.version", "1.2")
                    .containsEntry("service.instance.id", "i-1")
                    .containsEntry("host.name", "host-1")
                    .containsEntry("k8s.node.name", "worker-1");
        }
    }

    @Test
    void requestsStayInThePackets() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Telemetry telemetry = telemetry(receiver.url(), Map.of(), null)) {
            telemetry.found(SomeFindings.of(
                    "a1",
                    FindingKind.HTTP_5XX,
                    Severity.ERROR,
                    null,
                    SomeFindings.CLIENT,
                    SomeFindings.SERVER,
                    Map.of(
                            "application",
                            "HTTP",
                            "method",
                            "GET",
                            "path",
                            "/s3cret",
                            "host",
                            "s3cret",
                            "status",
                            503)));

            assertThat(receiver.await(() -> !receiver.logs().isEmpty())).isTrue();
            LogRecord log = receiver.logs().getFirst();
            assertThat(OtlpReceiver.plain(log.getAttributesList()))
                    .containsEntry("network.protocol.name", "http")
                    .containsEntry("http.response.status_code", "503");
            assertThat(log.toString()).contains("HTTP server error 503").doesNotContain("s3cret", "GET");
        }
    }

    @Test
    void headersAndCompressionAreAsTheReceiverWantsThem() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Telemetry telemetry = telemetry(
                        receiver.url(), Map.of("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20s3cret"), null)) {
            telemetry.found(SomeFindings.refused("a1"));

            assertThat(receiver.await(() ->
                            !receiver.logs().isEmpty() && !receiver.metrics().isEmpty()))
                    .isTrue();
            assertThat(receiver.got())
                    .allSatisfy(request -> assertThat(request.headers())
                            .containsEntry("Authorization", List.of("Bearer s3cret"))
                            .containsEntry("Content-encoding", List.of("gzip"))
                            .containsEntry("Content-type", List.of("application/x-protobuf")));
            assertThat(said).noneMatch(line -> line.contains("s3cret"));
        }
    }

    @Test
    void metricsAreTheSameForReceiverAndFile() throws Exception {
        Path file = folder.resolve("faultline.prom");
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            try (Telemetry telemetry = telemetry(receiver.url(), Map.of(), file)) {
                telemetry.found(SomeFindings.refused("a1"));
                telemetry.found(SomeFindings.refused("a2"));

                assertThat(receiver.await(() -> value(receiver.metrics().get("faultline.findings")) == 2))
                        .isTrue();
                Map<String, Metric> metrics = receiver.metrics();
                assertThat(value(metrics.get("faultline.capture.packets"))).isEqualTo(10);
                assertThat(value(metrics.get("faultline.capture.bytes"))).isEqualTo(2000);
                assertThat(value(metrics.get("faultline.capture.dropped"))).isEqualTo(3);
                Metric findings = Objects.requireNonNull(metrics.get("faultline.findings"));
                assertThat(findings.getSum().getIsMonotonic()).isTrue();
                assertThat(OtlpReceiver.plain(findings.getSum().getDataPoints(0).getAttributesList()))
                        .containsEntry("destination.k8s.deployment.name", "cart")
                        .doesNotContainKey("destination.address");
                assertThat(Objects.requireNonNull(metrics.get("faultline.capture.one_flow_in"))
                                .getGauge()
                                .getDataPoints(0)
                                .getAsDouble())
                        .isEqualTo(2);
                assertThat(receiver.await(() -> text(file).contains("faultline_findings_total{")))
                        .isTrue();
                assertThat(text(file))
                        .contains("faultline_capture_packets_total{faultline_place=\"eth0\"} 10.0")
                        .contains("destination_k8s_deployment_name=\"cart\"")
                        .contains("process_cpu_time_seconds_total ")
                        .doesNotContain("10.0.0.1");
            }
        }
        assertThat(file).doesNotExist();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static double value(@Nullable Metric metric) {
        return metric == null || metric.getSum().getDataPointsCount() == 0
                ? -1
                : metric.getSum().getDataPoints(0).getAsDouble();
    }

    @Test
    void receiverThatComesBackGetsEachFindingOnceAndTheTroubleIsSaidOnce() throws Exception {
        int port;
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            port = receiver.port();
        }
        try (Telemetry telemetry = telemetry("http://localhost:" + port, Map.of(), null)) {
            IntStream.range(0, 600).forEach(n -> telemetry.found(SomeFindings.refused("f" + n)));
            awaitSaid("findings do not reach");
            try (OtlpReceiver receiver = new OtlpReceiver(port, null)) {
                assertThat(receiver.await(() -> receiver.logs().size() >= 600)).isTrue();
                assertThat(ids(receiver)).hasSize(600).doesNotHaveDuplicates();
                awaitSaid("findings reach http://localhost:" + port + "/v1/logs again");
            }
        }
        assertThat(said).filteredOn(line -> line.startsWith("findings do not")).hasSize(1);
    }

    private void awaitSaid(String words) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (said.stream().noneMatch(line -> line.contains(words))) {
            assertThat(System.nanoTime()).as("said: %s", said).isLessThan(until);
            Thread.sleep(20);
        }
    }

    private static List<String> ids(OtlpReceiver receiver) {
        return receiver.logs().stream()
                .map(log -> OtlpReceiver.plain(log.getAttributesList()).get("faultline.finding.id"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "401, wants to know who sends",
        "403, forbids it",
        "404, has nothing there",
        "400, refuses them (400)",
        "503, has no time (503)"
    })
    void answerIsSaidInWordsOnce(int status, String words) throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            receiver.answer(status);
            try (Telemetry telemetry = telemetry(
                    receiver.url(), Map.of("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20s3cret"), null)) {
                telemetry.found(SomeFindings.refused("a1"));
                awaitSaid("findings do not reach");
            }
        }
        assertThat(said)
                .filteredOn(line -> line.startsWith("findings do not reach"))
                .singleElement()
                .asString()
                .contains(words);
        assertThat(said)
                .anyMatch(line -> line.startsWith("1 findings were not told"))
                .noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void refusedFindingsAreNotSentAgainAndBusyReceiversGetThemLater() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Telemetry telemetry = telemetry(receiver.url(), Map.of(), null)) {
            receiver.answer(400);
            telemetry.found(SomeFindings.refused("bad"));
            assertThat(receiver.await(() -> !receiver.logs().isEmpty())).isTrue();
            receiver.answer(503);
            telemetry.found(SomeFindings.refused("good"));
            assertThat(receiver.await(() -> ids(receiver).contains("good"))).isTrue();
            receiver.answer(200);

            assertThat(receiver.await(
                            () -> ids(receiver).stream().filter("good"::equals).count() >= 2))
                    .isTrue();
            assertThat(ids(receiver)).containsOnlyOnce("bad");
            assertThat(receiver.await(() -> value(receiver.metrics().get("faultline.export.dropped")) == 1))
                    .isTrue();
        }
    }

    @Test
    void silentReceiverDelaysNobodyAndTheEndIsBounded() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            receiver.silent();
            Telemetry telemetry = telemetry(receiver.url(), Map.of(), null);
            telemetry.found(SomeFindings.refused("a1"));
            assertThat(receiver.await(() -> !receiver.got().isEmpty())).isTrue();
            // Far more than ever wait: whoever finds is not held up, and what found no room is counted.
            IntStream.range(0, 50_000).forEach(n -> telemetry.found(SomeFindings.refused("f" + n)));
            long begun = System.nanoTime();
            telemetry.close();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            assertThat(said).anyMatch(line -> line.matches("\\d+ findings were not told to " + receiver.url()));
        }
    }

    @Test
    void connectionsOfTheExportAreNoFindings() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Telemetry telemetry = telemetry(receiver.url(), Map.of(), null)) {
            Endpoint here = new Endpoint(IpAddress.parse("127.0.0.1"), 50_000);
            Endpoint there = new Endpoint(IpAddress.parse("127.0.0.1"), receiver.port());
            Endpoint stranger = new Endpoint(IpAddress.parse("192.0.2.7"), 50_000);
            OwnTraffic own =
                    new OwnTraffic(OtlpEndpoint.of(receiver.url(), Map.of()).of("logs"));
            own.look();

            assertThat(own.test(refused(here, there))).isTrue();
            assertThat(own.test(refused(stranger, there))).isFalse();
            assertThat(own.test(refused(here, SomeFindings.SERVER))).isFalse();

            awaitSaid("metrics reach");
            telemetry.found(refused(stranger, there));
            assertThat(receiver.await(() -> !receiver.logs().isEmpty())).isTrue();
        }
    }

    private static Finding refused(Endpoint src, Endpoint dst) {
        return SomeFindings.of(
                src + "-" + dst, FindingKind.TCP_CONNECT_REFUSED, Severity.ERROR, null, src, dst, Map.of());
    }

    @Test
    void receiverIsTrustedByItsCertificateAlone() throws Exception {
        Path store = folder.resolve("keys.p12");
        Path certificate = folder.resolve("ca.pem");
        keytool(
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "a",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-file",
                certificate.toString());
        try (OtlpReceiver receiver = new OtlpReceiver(0, tls(store))) {
            try (Telemetry telemetry = telemetry(receiver.url(), Map.of(), null)) {
                telemetry.found(SomeFindings.refused("a1"));
                awaitSaid("no connection by TLS");
            }
            assertThat(receiver.logs()).isEmpty();
            Map<String, String> trusting = Map.of("OTEL_EXPORTER_OTLP_CERTIFICATE", certificate.toString());
            try (Telemetry telemetry = telemetry(receiver.url(), trusting, null)) {
                telemetry.found(SomeFindings.refused("a1"));
                assertThat(receiver.await(() -> receiver.logs().size() == 1)).isTrue();
            }
        }
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static SSLContext tls(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, "changeit".toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        return tls;
    }
}
