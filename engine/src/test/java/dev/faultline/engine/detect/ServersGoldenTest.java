package dev.faultline.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is found in the lab's captures of real servers: nginx, Redis, PostgreSQL, MariaDB, RabbitMQ, Kafka, a
/// WebSocket server, one of gRPC, one that speaks MongoDB's protocol.
class ServersGoldenTest {
    private static final Path CAPTURES = Path.of("../lab/servers");
    private static final Pattern APPLICATION = Pattern.compile(
            "(http2?|websocket|grpc|redis|postgres|mysql|amqp|kafka|mongo|dissect|l7)\\..*|tcp\\.connect.*");

    private static List<Finding> found(String capture) throws IOException {
        Map<String, Finding> found = new LinkedHashMap<>();
        try (CaptureSource source = CaptureFiles.open(CAPTURES.resolve(capture + ".pcap"), Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of("lab"), finding -> found.put(finding.id(), finding));
        }
        return List.copyOf(found.values());
    }

    private static String line(Finding finding) {
        Object what = finding.facts().get("status");
        what = what == null ? finding.facts().get("name") : what;
        what = what == null ? finding.facts().get("variant") : what;
        return String.join(
                " ",
                finding.kind().id(),
                what == null ? "-" : what.toString(),
                finding.severity().id(),
                finding.partOf() == null ? "-" : "part");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http2 | http.4xx 403 notice -, http.4xx 404 notice -, http.5xx 500 error -, http.5xx 502 error -, http.5xx 503 error -",
                "proxy | http.5xx 502 error part, http.5xx 502 error part, http.5xx 502 error part, http.5xx 504 error part, l7.half.request_only client warning -, l7.half.request_only closed warning -, l7.half.request_only reset warning part, tcp.connect.refused - error -",
                "redis-errors | redis.error MOVED notice -, redis.error NOAUTH warning -, redis.error OOM warning -, redis.error READONLY warning -, redis.error WRONGPASS warning -, redis.error WRONGTYPE notice -",
                "redis-hangs | l7.half.request_only hung notice -, l7.half.request_only hung notice -",
                "postgres-errors | postgres.error admin_shutdown error -, postgres.error invalid_password warning -, postgres.error too_many_connections error -, postgres.error undefined_table notice -, postgres.error unique_violation notice -",
                "mysql-errors | mysql.error ER_ACCESS_DENIED_ERROR warning -, mysql.error ER_CON_COUNT_ERROR error -, mysql.error ER_CON_COUNT_ERROR error -, mysql.error ER_DUP_ENTRY notice -, mysql.error ER_NO_SUCH_TABLE notice -, mysql.error ER_PARSE_ERROR notice -",
                "websocket-errors | websocket.close internal error error -, websocket.close message too big warning -, websocket.close no Close frame notice -, websocket.ping_unanswered 10 warning -",
                "grpc-errors | grpc.status DEADLINE_EXCEEDED error -, grpc.status INTERNAL error -, grpc.status NOT_FOUND notice -, grpc.status RESOURCE_EXHAUSTED error -, grpc.status UNAVAILABLE error -, grpc.status UNIMPLEMENTED warning -, grpc.status UNKNOWN error -, http2.goaway ENHANCE_YOUR_CALM error -, l7.half.request_only closed warning -",
                "grpc-cut | l7.half.request_only closed warning -, l7.half.request_only closed warning -",
                "kafka-errors | kafka.error GROUP_MAX_SIZE_REACHED warning -, kafka.error INVALID_RECORD notice -, kafka.error MESSAGE_TOO_LARGE warning -, kafka.error OFFSET_OUT_OF_RANGE notice -, kafka.error SASL_AUTHENTICATION_FAILED warning -",
                "kafka-hangs | l7.half.request_only client warning -, l7.half.request_only client warning part, l7.half.request_only reset warning part, tcp.connect.refused - error -, tcp.connect.refused - error -",
                "mongo-errors | dissect.unexpected_eof request error -, l7.half.request_only client warning -, l7.half.request_only closed warning -, l7.half.request_only closed warning -, mongo.error BadValue notice -, mongo.error CommandNotFound notice -, mongo.error DuplicateKey notice -, mongo.error NotWritablePrimary warning -, tcp.connect.refused - error -",
                "amqp-errors | amqp.close ACCESS_REFUSED warning -, amqp.close NOT_FOUND warning -, amqp.close PRECONDITION_FAILED warning -, amqp.heartbeat_missed 3 error -, amqp.version_mismatch  error -",
            })
    void captureHasItsFindings(String capture, String findings) throws IOException {
        List<String> lines = found(capture).stream()
                .filter(f -> APPLICATION.matcher(f.kind().id()).matches())
                .map(ServersGoldenTest::line)
                .sorted()
                .toList();

        assertThat(String.join(", ", lines)).isEqualTo(findings);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "healthy-http2",
                "healthy-redis",
                "healthy-postgres",
                "healthy-mysql",
                "healthy-amqp",
                "healthy-websocket",
                "healthy-grpc",
                "healthy-kafka",
                "healthy-mongo"
            })
    void healthyServersAreQuiet(String capture) throws IOException {
        assertThat(found(capture))
                .filteredOn(f -> f.severity().compareTo(Severity.WARNING) >= 0
                        || APPLICATION.matcher(f.kind().id()).matches())
                .isEmpty();
    }

    @Test
    void statusesOfAProxyArePartOfWhatHappenedUpstream() throws IOException {
        assertThat(found("proxy"))
                .filteredOn(f -> f.kind().id().equals("http.5xx"))
                .hasSize(4)
                .allSatisfy(f -> assertThat(f.partOf()).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http2",
                "proxy",
                "redis-errors",
                "postgres-errors",
                "mysql-errors",
                "amqp-errors",
                "websocket-errors",
                "grpc-errors",
                "kafka-errors",
                "mongo-errors"
            })
    void noSecretIsInAnyFinding(String capture) throws IOException {
        assertThat(found(capture).toString()).doesNotContain("s3cret");
    }
}
