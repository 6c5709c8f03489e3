package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Packing.doubleLe;
import static dev.faultline.engine.detect.Packing.i32le;
import static dev.faultline.engine.finding.FindingKind.DISSECT_PARSE_ERROR;
import static dev.faultline.engine.finding.FindingKind.DISSECT_UNEXPECTED_EOF;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_REQUEST_ONLY;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_RESPONSE_ONLY;
import static dev.faultline.engine.finding.FindingKind.MONGO_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

class MongoTest {
    private static final int MORE_TO_COME = 2;

    private final Exchange exchange = Exchange.open();

    private static String message(int id, int to, int flags, String... elements) {
        String fields = String.join("", elements);
        String document = i32le(fields.length() + 5) + fields + "\0";
        String body = i32le(flags) + "\0" + document;
        return i32le(16 + body.length()) + i32le(id) + i32le(to) + i32le(2013) + body;
    }

    private static String string(String name, String value) {
        return "\2" + name + "\0" + i32le(value.length() + 1) + value + "\0";
    }

    private static String number(String name, int value) {
        return "\u0010" + name + "\0" + i32le(value);
    }

    private static String nested(int type, String name, String fields) {
        return (char) type + name + "\0" + i32le(fields.length() + 5) + fields + "\0";
    }

    private static String ok(double value) {
        return "\1ok\0" + doubleLe(value);
    }

    private Exchange greet() {
        return exchange.client(message(1, 0, 0, number("hello", 1), string("$db", "admin")))
                .server(message(50, 1, 0, number("maxWireVersion", 21), ok(1)));
    }

    @Test
    void healthyExchangesAreQuiet() {
        greet().client(message(2, 0, 0, string("find", "orders"), string("filter", "s3cret")))
                .client(message(3, 0, MORE_TO_COME, string("insert", "orders")))
                .server(message(51, 2, 0, ok(1)))
                .clientCloses()
                .serverCloses()
                .clientAcknowledges()
                .later(60);

        assertThat(exchange.kinds()).isEmpty();
    }

    @Test
    void helloThatWaitsForNewsMayTakeItsTime() {
        greet().client(message(
                        2,
                        0,
                        0,
                        number("hello", 1),
                        "\3topologyVersion\0" + i32le(5) + "\0",
                        number("maxAwaitTimeMS", 10_000)))
                .serverAcknowledges()
                .later(60);

        assertThat(exchange.kinds()).doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    @Test
    void errorIsTold() {
        greet().client(message(2, 0, 0, string("insert", "orders")))
                .server(message(
                        51,
                        2,
                        0,
                        ok(0),
                        string("errmsg", "s3cret"),
                        number("code", 10107),
                        string("codeName", "NotWritablePrimary")));

        Finding finding = exchange.finding(MONGO_ERROR);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts())
                .containsEntry("name", "NotWritablePrimary")
                .containsEntry("method", "insert")
                .containsEntry("path", "orders");
        assertThat(finding.toString()).doesNotContain("s3cret");
    }

    @Test
    void writeThatFailsIsToldAlthoughTheCommandDidNot() {
        String error = number("index", 0) + number("code", 11_000) + string("errmsg", "s3cret");
        String errors = nested(3, "0", error);
        greet().client(message(2, 0, 0, string("insert", "orders")))
                .server(message(51, 2, 0, number("n", 0), nested(4, "writeErrors", errors), ok(1)));

        Finding finding = exchange.finding(MONGO_ERROR);
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.facts()).containsEntry("name", "DuplicateKey").containsEntry("path", "orders");
        assertThat(finding.toString()).doesNotContain("s3cret");
    }

    @Test
    void writeThatTooFewMembersTookIsTold() {
        String error = number("code", 64) + string("codeName", "WriteConcernTimeout");
        greet().client(message(2, 0, 0, string("insert", "orders")))
                .server(message(51, 2, 0, number("n", 1), nested(3, "writeConcernError", error), ok(1)));

        assertThat(exchange.finding(MONGO_ERROR).facts()).containsEntry("name", "WriteConcernTimeout");
    }

    @Test
    void onlyNamesOfCollectionsAreKept() {
        greet().client(message(2, 0, 0, string("createUser", "s3cret")))
                .server(message(51, 2, 0, ok(0), number("code", 13)));

        assertThat(exchange.finding(MONGO_ERROR).toString()).doesNotContain("s3cret");
    }

    @Test
    void commandWithoutAnswerIsTold() {
        greet().client(message(2, 0, 0, string("find", "orders")))
                .serverAcknowledges()
                .later(35);

        assertThat(exchange.finding(L7_HALF_REQUEST_ONLY).facts()).containsEntry("path", "orders");
    }

    @Test
    void answersAreMatchedByTheirId() {
        greet().client(message(2, 0, 0, string("find", "a")) + message(3, 0, 0, string("find", "b")))
                .server(message(51, 3, 0, ok(1)))
                .clientAcknowledges()
                .later(35);

        assertThat(exchange.finding(L7_HALF_REQUEST_ONLY).facts()).containsEntry("path", "a");
    }

    @Test
    void bytesThatAreNoMessageAreMalformed() {
        greet().client(message(2, 0, 0, string("find", "a"))).server("HTTP/1.1 400 Bad Request\r\n\r\n");

        assertThat(exchange.finding(DISSECT_PARSE_ERROR).facts()).containsEntry("variant", "mongo.message");
    }

    @Test
    void answerCutShortIsTold() {
        greet().client(message(2, 0, 0, string("find", "a")))
                .server(message(51, 2, 0, ok(1), string("x", "y".repeat(900))).substring(0, 800))
                .clientAcknowledges()
                .at(1)
                .serverCloses();

        assertThat(exchange.kinds()).contains(DISSECT_UNEXPECTED_EOF).doesNotContain(L7_HALF_RESPONSE_ONLY);
    }
}
