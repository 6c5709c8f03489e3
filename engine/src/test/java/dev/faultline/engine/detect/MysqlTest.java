package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Packing.i32le;
import static dev.faultline.engine.detect.Packing.u8;
import static dev.faultline.engine.finding.FindingKind.DISSECT_PARSE_ERROR;
import static dev.faultline.engine.finding.FindingKind.DISSECT_UNEXPECTED_EOF;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_REQUEST_ONLY;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_RESPONSE_ONLY;
import static dev.faultline.engine.finding.FindingKind.MYSQL_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

class MysqlTest {
    private static final String OK = "\0\0\0\2\0\0\0";

    private final Exchange exchange = Exchange.open();

    private static String packet(int sequence, String body) {
        return i32le(body.length()).substring(0, 3) + u8(sequence) + body;
    }

    private static String error(int sequence, int number) {
        return packet(sequence, "\u00ff" + i32le(number).substring(0, 2) + "#28000text with s3cret");
    }

    private Exchange greet() {
        return exchange.server(packet(0, "\n8.0.36-log\0" + "x".repeat(60)));
    }

    private Exchange logIn() {
        return greet().client(packet(1, i32le(0x000f_a685 & ~0x820) + "s3cret")).server(packet(2, OK));
    }

    private static String query(String sql) {
        return packet(0, "\3" + sql);
    }

    @Test
    void healthyExchangesAreQuiet() {
        logIn().client(query("select 1"))
                .server(packet(1, "\1") + packet(2, "column") + packet(3, "row") + packet(4, "\u00fe\0\0\0\0"))
                .client(packet(0, "\u0019" + i32le(1)))
                .client(packet(0, "\u000e"))
                .server(packet(1, OK))
                .client(packet(0, "\1"))
                .clientCloses()
                .serverCloses()
                .clientAcknowledges()
                .later(60);

        assertThat(exchange.kinds()).isEmpty();
    }

    @Test
    void encryptionEndsTheReading() {
        greet().client(packet(1, i32le(0x0800))).client("\u0016\3\1\0\5hello").serverAcknowledges();

        assertThat(exchange.later(3).kinds()).isEmpty();
    }

    @Test
    void tooManyConnectionsIsAnError() {
        exchange.server(error(0, 1040)).clientAcknowledges().serverCloses();

        Finding finding = exchange.finding(MYSQL_ERROR);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("name", "ER_CON_COUNT_ERROR");
    }

    @Test
    void deniedLoginIsAWarning() {
        greet().client(packet(1, i32le(0x0200) + "s3cret")).server(error(2, 1045));

        Finding finding = exchange.finding(MYSQL_ERROR);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts()).containsEntry("method", "login");
        assertThat(finding.toString()).doesNotContain("s3cret");
    }

    @Test
    void errorOfAStatementIsANotice() {
        logIn().client(query("insert into t values ('s3cret')")).server(error(1, 1062));

        Finding finding = exchange.finding(MYSQL_ERROR);
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.facts()).containsEntry("method", "INSERT").containsEntry("code", "1062");
        assertThat(finding.toString()).doesNotContain("s3cret");
    }

    @Test
    void commandWithoutAnswerIsTold() {
        logIn().client(query("select sleep(100)")).serverAcknowledges().later(35);

        assertThat(exchange.finding(L7_HALF_REQUEST_ONLY).facts()).containsEntry("method", "SELECT");
    }

    @Test
    void packetOutOfSequenceIsMalformed() {
        logIn().client(query("select 1")).server(packet(5, OK));

        assertThat(exchange.finding(DISSECT_PARSE_ERROR).facts()).containsEntry("variant", "mysql.sequence");
    }

    @Test
    void answerCutShortIsTold() {
        logIn().client(query("select 1"))
                .server(packet(1, "\1" + "x".repeat(200)).substring(0, 100));
        exchange.clientAcknowledges().at(1).serverCloses();

        assertThat(exchange.kinds()).contains(DISSECT_UNEXPECTED_EOF).doesNotContain(L7_HALF_RESPONSE_ONLY);
    }
}
