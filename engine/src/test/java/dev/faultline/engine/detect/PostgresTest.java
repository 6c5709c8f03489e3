package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Packing.i32;
import static dev.faultline.engine.finding.FindingKind.DISSECT_PARSE_ERROR;
import static dev.faultline.engine.finding.FindingKind.DISSECT_UNEXPECTED_EOF;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_REQUEST_ONLY;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_RESPONSE_ONLY;
import static dev.faultline.engine.finding.FindingKind.POSTGRES_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresTest {
    private static final int VERSION = 196_608;
    private static final String READY = message('Z', "I");

    private final Exchange exchange = Exchange.open();

    private static String message(char type, String body) {
        return type + i32(body.length() + 4) + body;
    }

    private static String start(String body) {
        return i32(body.length() + 8) + i32(VERSION) + body;
    }

    private Exchange logIn() {
        return exchange.client(start("user\0u\0\0"))
                .server(message('R', i32(3)))
                .client(message('p', "s3cret\0"))
                .server(message('R', i32(0)) + message('S', "a\0b\0") + READY);
    }

    private static String error(String code) {
        return message('E', "SERROR\0VERROR\0C" + code + "\0Mtext of s3cret\0\0");
    }

    @Test
    void healthyExchangesAreQuiet() {
        logIn().client(message('Q', "select 1\0"))
                .server(message('T', "row") + message('D', "data") + message('C', "SELECT 1\0") + READY)
                .client(message('P', "\0insert into t values (1)\0\0\0")
                        + message('B', "b")
                        + message('E', "\0" + i32(0)))
                .client(message('S', ""))
                .server(message('1', "") + message('2', "") + message('C', "INSERT 0 1\0") + READY)
                .clientAcknowledges()
                .at(50)
                .server(message('N', "notice\0") + message('A', i32(1) + "channel\0\0"))
                .client(message('X', ""))
                .clientCloses()
                .serverCloses()
                .clientAcknowledges()
                .later(90);

        assertThat(exchange.kinds()).isEmpty();
    }

    @Test
    void encryptionEndsTheReading() {
        exchange.client(i32(8) + i32(80_877_103))
                .server("S")
                .client("\u0016\3\1\0\5hello")
                .serverAcknowledges();

        assertThat(exchange.later(3).kinds()).isEmpty();
    }

    @Test
    void encryptionAskedInTheMiddleOfAnAnswerIsNoMatter() {
        exchange.client(i32(8) + i32(80_877_103)).server("N").server("R\0\0");
        exchange.client(i32(8) + i32(80_877_103)).server("\0\u0008rest").clientAcknowledges();

        assertThat(exchange.later(3).troubles()).isEmpty();
    }

    @Test
    void refusedEncryptionGoesOnInTheClear() {
        exchange.client(i32(8) + i32(80_877_103)).server("N");
        logIn().client(message('Q', "select 1\0")).server(error("42601") + READY);

        assertThat(exchange.finding(POSTGRES_ERROR).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void requestToCancelNeedsNoAnswer() {
        exchange.client(i32(16) + i32(80_877_102) + i32(1) + i32(2)).at(1).serverCloses();

        assertThat(exchange.troubles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "53300,too_many_connections,ERROR",
        "57P01,admin_shutdown,ERROR",
        "28P01,invalid_password,WARNING",
        "40P01,deadlock_detected,WARNING",
        "23505,unique_violation,NOTICE"
    })
    void errorsAreTold(String code, String name, Severity severity) {
        logIn().client(message('Q', "update accounts set password='s3cret'\0")).server(error(code) + READY);

        Finding finding = exchange.finding(POSTGRES_ERROR);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.facts()).containsEntry("name", name).containsEntry("method", "UPDATE");
        assertThat(finding.toString()).doesNotContain("s3cret");
    }

    @Test
    void errorAtLoginIsTold() {
        exchange.client(start("user\0u\0\0"))
                .server(error("57P03"))
                .clientAcknowledges()
                .serverCloses();

        assertThat(exchange.troubles()).containsExactly(POSTGRES_ERROR);
    }

    @Test
    void queryWithoutAnswerIsTold() {
        logIn().client(message('Q', "select 1\0")).serverAcknowledges().later(35);

        assertThat(exchange.finding(L7_HALF_REQUEST_ONLY).facts())
                .containsEntry("method", "SELECT")
                .containsEntry("variant", "hung");
    }

    @Test
    void queryOfTwentySecondsIsQuiet() {
        logIn().client(message('Q', "select 1\0"))
                .serverAcknowledges()
                .at(20)
                .server(message('C', "x\0") + READY)
                .clientAcknowledges();

        assertThat(exchange.kinds()).doesNotContain(L7_HALF_REQUEST_ONLY, L7_HALF_RESPONSE_ONLY);
    }

    @Test
    void unknownTypeIsMalformed() {
        logIn().client(message('Q', "select 1\0")).server(message('?', "x"));

        assertThat(exchange.finding(DISSECT_PARSE_ERROR).facts()).containsEntry("variant", "postgres.message");
    }

    @Test
    void answerCutShortIsTold() {
        String row = message('D', "x".repeat(100));
        logIn().client(message('Q', "select 1\0"))
                .server(message('T', "row") + row.substring(0, 50))
                .clientAcknowledges()
                .at(1)
                .serverCloses();

        assertThat(exchange.finding(DISSECT_UNEXPECTED_EOF).facts())
                .containsEntry("received", 50L)
                .containsEntry("expected", 105L);
    }
}
