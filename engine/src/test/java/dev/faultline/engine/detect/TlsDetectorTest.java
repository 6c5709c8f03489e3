package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.TLS_ALERT;
import static dev.faultline.engine.finding.FindingKind.TLS_HANDSHAKE_INCOMPLETE;
import static dev.faultline.engine.finding.FindingKind.TLS_ON_PLAIN_PORT;
import static dev.faultline.engine.finding.FindingKind.TLS_PLAINTEXT_ON_TLS_PORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

class TlsDetectorTest {
    private static final String CLIENT_HELLO = "\u0016\u0003\u0001\u0000\u0004\u0001\u0000\u0000\u0000";
    private static final String SERVER_HELLO = "\u0016\u0003\u0003\u0000\u0004\u0002\u0000\u0000\u0000";
    private static final String CHANGE_CIPHER_SPEC = "\u0014\u0003\u0003\u0000\u0001\u0001";
    private static final String DATA = "\u0017\u0003\u0003\u0000\u0003abc";
    private static final String GET = "GET / HTTP/1.1\r\n\r\n";

    private static String alert(int level, int description) {
        return "\u0015\u0003\u0003\u0000\u0002" + (char) level + (char) description;
    }

    @Test
    void fatalAlertIsToldByItsName() {
        Finding finding = Exchange.open()
                .client(CLIENT_HELLO)
                .server(alert(2, 40))
                .serverCloses()
                .finding(TLS_ALERT);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("alert", "handshake_failure");
    }

    @Test
    void resetAfterAnAlertIsPartOfIt() {
        assertThat(Exchange.open()
                        .client(CLIENT_HELLO)
                        .server(SERVER_HELLO)
                        .client(alert(2, 48))
                        .clientResets()
                        .troubles())
                .containsExactly(TLS_ALERT);
    }

    @Test
    void closingIsNoAlert() {
        assertThat(Exchange.open()
                        .client(CLIENT_HELLO)
                        .server(SERVER_HELLO + CHANGE_CIPHER_SPEC + DATA)
                        .client(CHANGE_CIPHER_SPEC + DATA)
                        .server(alert(1, 0))
                        .serverCloses()
                        .kinds())
                .isEmpty();
    }

    @Test
    void recordsMayBeCutAnywhere() {
        assertThat(Exchange.open()
                        .client(CLIENT_HELLO)
                        .server(SERVER_HELLO.substring(0, 3))
                        .server(SERVER_HELLO.substring(3) + alert(2, 80).substring(0, 6))
                        .server(alert(2, 80).substring(6))
                        .finding(TLS_ALERT)
                        .facts())
                .containsEntry("alert", "internal_error");
    }

    @Test
    void helloWithoutAnswerIsIncomplete() {
        assertThat(Exchange.open().client(CLIENT_HELLO).later(6).troubles()).containsExactly(TLS_HANDSHAKE_INCOMPLETE);
    }

    @Test
    void clientThatGoesAtOnceIsANotice() {
        Finding finding = Exchange.open().client(CLIENT_HELLO).clientCloses().finding(TLS_HANDSHAKE_INCOMPLETE);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void httpAnswerToHelloMeansAPlainPort() {
        assertThat(Exchange.open()
                        .client(CLIENT_HELLO)
                        .server("HTTP/1.1 400 Bad Request\r\n\r\n")
                        .serverResets()
                        .troubles())
                .containsExactly(TLS_ON_PLAIN_PORT);
    }

    @Test
    void alertToARequestMeansATlsPort() {
        assertThat(Exchange.open()
                        .client(GET)
                        .server(alert(2, 70))
                        .serverResets()
                        .troubles())
                .containsExactly(TLS_PLAINTEXT_ON_TLS_PORT);
    }
}
