package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Packing.i16;
import static dev.faultline.engine.detect.Packing.i32;
import static dev.faultline.engine.detect.Packing.u8;
import static dev.faultline.engine.finding.FindingKind.AMQP_CLOSE;
import static dev.faultline.engine.finding.FindingKind.AMQP_HEARTBEAT_MISSED;
import static dev.faultline.engine.finding.FindingKind.AMQP_VERSION_MISMATCH;
import static dev.faultline.engine.finding.FindingKind.DISSECT_PARSE_ERROR;
import static dev.faultline.engine.finding.FindingKind.DISSECT_UNEXPECTED_EOF;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_REQUEST_ONLY;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_RESPONSE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

class AmqpTest {
    private static final String HEADER = "AMQP\0\0\u0009\1";

    private final Exchange exchange = Exchange.open();

    private static String frame(int type, int channel, String payload) {
        return u8(type) + i16(channel) + i32(payload.length()) + payload + "\u00ce";
    }

    private static String method(int channel, int classId, int method, String arguments) {
        return frame(1, channel, i16(classId) + i16(method) + arguments);
    }

    private static String shortString(String text) {
        return u8(text.length()) + text;
    }

    private static String declare(String queue, int bits) {
        return method(1, 50, 10, i16(0) + shortString(queue) + u8(bits) + i32(0));
    }

    private Exchange connect(int heartbeat) {
        return exchange.client(HEADER)
                .server(method(0, 10, 10, "\0\u0009" + i32(0)))
                .client(method(0, 10, 11, i32(0) + "s3cret"))
                .server(method(0, 10, 30, i16(0) + i32(0) + i16(60)))
                .client(method(0, 10, 31, i16(0) + i32(0) + i16(heartbeat)) + method(0, 10, 40, "\1/\0\0"))
                .server(method(0, 10, 41, "\0"))
                .client(method(1, 20, 10, "\0"))
                .server(method(1, 20, 11, i32(0)));
    }

    @Test
    void healthyExchangesAreQuiet() {
        connect(60)
                .client(declare("q", 0)
                        + method(1, 60, 40, i16(0) + "\0\1q\0")
                        + frame(2, 1, "header")
                        + frame(3, 1, "body"))
                .server(method(1, 50, 11, shortString("q") + i32(0) + i32(0)))
                .client(method(1, 60, 20, i16(0) + shortString("q") + shortString("tag") + u8(0) + i32(0)))
                .server(method(1, 60, 21, shortString("tag")) + method(1, 60, 60, "deliver"))
                .clientAcknowledges()
                .at(29)
                .client(frame(8, 0, ""))
                .server(frame(8, 0, ""))
                .clientAcknowledges()
                .at(58)
                .client(frame(8, 0, ""))
                .server(frame(8, 0, ""))
                .client(method(0, 10, 50, i16(200) + "\0" + i32(0)))
                .server(method(0, 10, 51, ""))
                .clientCloses()
                .serverCloses()
                .clientAcknowledges();

        assertThat(exchange.later(100).kinds()).isEmpty();
    }

    @Test
    void methodThatWantsNoAnswerGetsNone() {
        connect(0).client(declare("q", 16)).serverAcknowledges().later(60);

        assertThat(exchange.kinds()).doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    @Test
    void methodWithoutAnswerIsTold() {
        connect(0).client(declare("q", 0)).serverAcknowledges().later(12);

        assertThat(exchange.finding(L7_HALF_REQUEST_ONLY).facts()).containsEntry("method", "queue.declare");
    }

    @Test
    void closeWithAnErrorIsTold() {
        connect(0).client(declare("q", 0)).server(method(1, 20, 40, i16(406) + shortString("s3cret") + i32(0)));

        Finding finding = exchange.finding(AMQP_CLOSE);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("name", "PRECONDITION_FAILED")
                .containsEntry("method", "queue.declare");
        assertThat(finding.toString()).doesNotContain("s3cret");
    }

    @Test
    void brokerThatShutsDownIsTold() {
        connect(0)
                .server(method(0, 10, 50, i16(320) + shortString("bye") + i32(0)))
                .client(method(0, 10, 51, ""))
                .serverCloses();

        assertThat(exchange.finding(AMQP_CLOSE).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void missingHeartbeatsAreTold() {
        connect(10);
        for (int second = 5; second <= 40; second += 5) {
            exchange.at(second).server(frame(8, 0, "")).clientAcknowledges();
        }

        Finding finding = exchange.finding(AMQP_HEARTBEAT_MISSED);
        assertThat(finding.blame()).isEqualTo(Blame.SRC);
        assertThat(finding.evidence())
                .as("what the client sent last: 3 frames of the handshake and the 7th message")
                .extracting(Evidence::frame)
                .containsExactly(10L);
        assertThat(finding.facts()).containsEntry("code", "10");
    }

    @Test
    void otherVersionsAreNotRead() {
        exchange.client("AMQP\0\1\0\0").serverAcknowledges();

        assertThat(exchange.later(1).kinds()).isEmpty();
    }

    @Test
    void headerOfTheServerMeansThatItSpeaksAnother() {
        exchange.client(HEADER).server("AMQP\3\1\0\0").clientAcknowledges().serverCloses();

        assertThat(exchange.troubles()).containsExactly(AMQP_VERSION_MISMATCH);
    }

    @Test
    void versionThatTheServerDoesNotSpeakIsTold() {
        exchange.client("AMQP\0\1\0\0").server(HEADER).clientAcknowledges().serverCloses();

        assertThat(exchange.troubles()).containsExactly(AMQP_VERSION_MISMATCH);
    }

    @Test
    void frameWithoutItsEndIsMalformed() {
        connect(0).server(u8(1) + i16(1) + i32(6) + i16(60) + i16(60) + "xxY");

        assertThat(exchange.finding(DISSECT_PARSE_ERROR).facts()).containsEntry("variant", "amqp.end");
    }

    @Test
    void frameCutShortIsTold() {
        connect(0)
                .server(u8(3) + i16(1) + i32(600) + "x".repeat(100))
                .clientAcknowledges()
                .at(1)
                .serverCloses();

        assertThat(exchange.kinds()).contains(DISSECT_UNEXPECTED_EOF).doesNotContain(L7_HALF_RESPONSE_ONLY);
    }
}
