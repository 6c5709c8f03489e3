package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Packing.i16;
import static dev.faultline.engine.detect.Packing.i32;
import static dev.faultline.engine.detect.Packing.u8;
import static dev.faultline.engine.finding.FindingKind.DISSECT_PARSE_ERROR;
import static dev.faultline.engine.finding.FindingKind.DISSECT_UNEXPECTED_EOF;
import static dev.faultline.engine.finding.FindingKind.KAFKA_ERROR;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_REQUEST_ONLY;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_RESPONSE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaTest {
    private final Exchange exchange = Exchange.open();

    private static String request(int api, int version, int correlation, String body) {
        String message = i16(api) + i16(version) + i32(correlation) + i16(3) + "app" + body;
        return i32(message.length()) + message;
    }

    private static String response(int correlation, String body) {
        return i32(body.length() + 4) + i32(correlation) + body;
    }

    private static String produce(int correlation, int acks) {
        return request(0, 7, correlation, i16(-1) + i16(acks) + i32(30_000) + "records");
    }

    private Exchange greet() {
        return exchange.client(request(18, 2, 1, "")).server(response(1, i16(0) + i32(0)));
    }

    @Test
    void healthyExchangesAreQuiet() {
        greet().client(produce(2, 1))
                .server(response(2, i32(1) + i16(1) + "t" + i32(1) + i32(0) + i16(0) + "offsets"))
                .client(request(1, 11, 3, "fetch"))
                .serverAcknowledges()
                .at(30)
                .server(response(3, i32(0) + i16(0) + "records"))
                .client(request(12, 4, 4, "\0"))
                .server(response(4, "\0" + i32(0) + i16(0)))
                .clientCloses()
                .serverCloses()
                .clientAcknowledges()
                .later(60);

        assertThat(exchange.kinds()).doesNotContain(L7_HALF_REQUEST_ONLY, KAFKA_ERROR, DISSECT_PARSE_ERROR);
        assertThat(exchange.troubles()).isEmpty();
    }

    @Test
    void recordsThatWantNoAnswerGetNone() {
        greet().client(produce(2, 0)).serverAcknowledges().later(100);

        assertThat(exchange.kinds()).doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    @Test
    void membersWaitForTheOthersOfTheirGroup() {
        greet().client(request(11, 5, 2, "join")).serverAcknowledges().later(200);

        assertThat(exchange.troubles()).doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    @ParameterizedTest
    @CsvSource({"19,NOT_ENOUGH_REPLICAS,ERROR", "6,NOT_LEADER_OR_FOLLOWER,NOTICE", "10,MESSAGE_TOO_LARGE,WARNING"})
    void errorOfTheFirstPartitionIsTold(int code, String name, Severity severity) {
        greet().client(produce(2, -1))
                .server(response(2, i32(1) + i16(5) + "topic" + i32(1) + i32(0) + i16(code) + "offsets"));

        Finding finding = exchange.finding(KAFKA_ERROR);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.facts()).containsEntry("name", name).containsEntry("method", "Produce");
    }

    @Test
    void errorOfACompactAnswerIsTold() {
        greet().client(request(0, 9, 2, "\0" + u8(0) + i16(1) + i32(1000) + "records"))
                .server(response(2, "\0" + u8(2) + u8(6) + "topic" + u8(2) + i32(0) + i16(3) + "offsets"));

        assertThat(exchange.finding(KAFKA_ERROR).facts()).containsEntry("name", "UNKNOWN_TOPIC_OR_PARTITION");
    }

    @Test
    void errorOfATopicThatIsNamedByItsIdIsTold() {
        greet().client(request(0, 13, 2, "\0" + u8(0) + i16(1) + i32(1000) + "records"))
                .server(response(2, "\0" + u8(2) + "0123456789abcdef" + u8(2) + i32(0) + i16(10) + "offsets"));

        assertThat(exchange.finding(KAFKA_ERROR).facts()).containsEntry("name", "MESSAGE_TOO_LARGE");
    }

    @Test
    void errorOfAPartitionThatIsFetchedIsTold() {
        String head = i32(0) + i16(0) + i32(7);
        greet().client(request(1, 11, 2, "fetch"))
                .server(response(2, head + i32(1) + i16(1) + "t" + i32(1) + i32(0) + i16(1) + "offsets"));

        assertThat(exchange.finding(KAFKA_ERROR).facts()).containsEntry("name", "OFFSET_OUT_OF_RANGE");
    }

    @Test
    void fetchWithoutNewsIsQuiet() {
        greet().client(request(1, 17, 2, "fetch")).server(response(2, "\0" + i32(0) + i16(0) + i32(7) + u8(1) + "\0"));

        assertThat(exchange.kinds()).isEmpty();
    }

    @Test
    void memberOfTheNewProtocolThatIsFencedIsTold() {
        greet().client(request(68, 1, 2, "member")).server(response(2, "\0" + i32(0) + i16(110) + "\0"));

        assertThat(exchange.finding(KAFKA_ERROR).facts()).containsEntry("name", "FENCED_MEMBER_EPOCH");
    }

    @Test
    void requestWithoutAnswerIsTold() {
        greet().client(request(3, 1, 2, "x")).serverAcknowledges().later(45);

        assertThat(exchange.finding(L7_HALF_REQUEST_ONLY).facts()).containsEntry("method", "Metadata");
    }

    @Test
    void responseToNothingAskedIsMalformed() {
        greet().client(request(3, 1, 2, "x")).server(response(99, "x"));

        assertThat(exchange.finding(DISSECT_PARSE_ERROR).facts()).containsEntry("variant", "kafka.correlation");
    }

    @Test
    void responseCutShortIsTold() {
        greet().client(request(3, 1, 2, "x"))
                .server(response(2, "x".repeat(900)).substring(0, 500))
                .clientAcknowledges()
                .at(1)
                .serverCloses();

        assertThat(exchange.kinds()).contains(DISSECT_UNEXPECTED_EOF).doesNotContain(L7_HALF_RESPONSE_ONLY);
    }
}
