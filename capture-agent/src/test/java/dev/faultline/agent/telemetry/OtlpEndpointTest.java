package dev.faultline.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpEndpointTest {
    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";

    @ParameterizedTest
    @CsvSource({
        "http://collector:4318, http://collector:4318/v1/logs",
        "http://collector:4318/, http://collector:4318/v1/logs",
        "https://loki.example.com/otlp, https://loki.example.com/otlp/v1/logs",
        "http://[::1]:4318, http://[::1]:4318/v1/logs"
    })
    void signalHasItsPathBehindTheUrl(String url, String logs) {
        assertThat(OtlpEndpoint.of(url, Map.of()).of("logs")).isEqualTo(URI.create(logs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "collector:4318", "grpc://collector:4317", "http://", "http://a b", "/v1/logs"})
    void whatIsNoUrlIsRefused(String url) {
        assertThatThrownBy(() -> OtlpEndpoint.of(url, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://collector:4318");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:s3cret@collector:4318", "https://collector/?key=s3cret"})
    void secretsInUrlsAreRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> OtlpEndpoint.of(url, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(HEADERS)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void headersAndResourceComeFromTheEnvironment() {
        OtlpEndpoint endpoint = OtlpEndpoint.of(
                "http://collector:4318",
                Map.of(
                        HEADERS,
                        "authorization=Basic%20YTpi+w==, x-scope = shop ",
                        "OTEL_RESOURCE_ATTRIBUTES",
                        "k8s.node.name=worker-1,service.name=other",
                        "OTEL_SERVICE_NAME",
                        "faults"));

        assertThat(endpoint.headers())
                .containsExactly(Map.entry("authorization", "Basic YTpi+w=="), Map.entry("x-scope", "shop"));
        assertThat(endpoint.resource())
                .containsEntry("k8s.node.name", "worker-1")
                .containsEntry("service.name", "faults");
        assertThat(endpoint.toString()).isEqualTo("http://collector:4318");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer s3cret", "a=b,s3cret", "a=%zzs3cret", "a b=s3cret", "a=s3cret%0d%0ab:c", "host=s3cret"})
    void wrongHeadersAreRefusedAndNotRepeated(String headers) {
        assertThatThrownBy(() -> OtlpEndpoint.of("http://collector:4318", Map.of(HEADERS, headers)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(HEADERS)
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void certificateThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> OtlpEndpoint.of(
                        "https://collector:4318", Map.of("OTEL_EXPORTER_OTLP_CERTIFICATE", "/none/ca.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/none/ca.pem");
    }
}
