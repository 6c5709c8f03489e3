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

    // -------------------------------------------------------------------------------------------------- hello

    private static String sized(int octets, String text) {
        StringBuilder size = new StringBuilder();
        for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
            size.append((char) (text.length() >> shift & 0xff));
        }
        return size + text;
    }

    private static String extension(int type, String content) {
        return "\u0000" + (char) type + sized(2, content);
    }

    private static String record(int type, String body) {
        return "\u0016\u0003\u0001" + sized(2, (char) type + sized(3, body));
    }

    private static String hello(String... extensions) {
        String random = "r".repeat(32);
        String all = String.join("", extensions);
        return record(
                1, "\u0003\u0003" + random + sized(1, "") + sized(2, "\u0013\u0001") + sized(1, "\0") + sized(2, all));
    }

    private static final String NAME = extension(0, sized(2, "\0" + sized(2, "api.example.com")));
    private static final String PROTOCOLS = extension(16, sized(2, sized(1, "h2") + sized(1, "http/1.1")));
    private static final String VERSIONS = extension(43, sized(1, "::\u0003\u0004\u0003\u0003"));

    @Test
    void alertSaysWhichNameWasWanted() {
        Finding finding = Exchange.open()
                .client(hello(NAME, extension(10, "x".repeat(2000)), PROTOCOLS, VERSIONS))
                .server(alert(2, 112))
                .finding(TLS_ALERT);

        assertThat(finding.facts())
                .containsEntry("host", "api.example.com")
                .containsEntry("alpn", "h2, http/1.1")
                .containsEntry("offered", "TLS 1.3")
                .containsEntry("application", "TLS");
    }

    @Test
    void helloMayBeCutAnywhere() {
        String hello = hello(PROTOCOLS, NAME);
        Exchange exchange = Exchange.open().client(hello.substring(0, 7));
        for (int i = 7; i < hello.length(); i++) {
            exchange.client(hello.substring(i, i + 1));
        }

        assertThat(exchange.server(alert(2, 112)).finding(TLS_ALERT).facts())
                .containsEntry("host", "api.example.com")
                .containsEntry("offered", "TLS 1.2");
    }

    @Test
    void versionThatTheServerChoseIsTold() {
        String body = "\u0003\u0003" + "r".repeat(32) + sized(1, "") + "\u0013\u0001\0";
        Finding finding = Exchange.open()
                .client(hello(NAME))
                .server(record(2, body + sized(2, extension(43, "\u0003\u0004"))))
                .client(alert(2, 48))
                .finding(TLS_ALERT);

        assertThat(finding.facts()).containsEntry("version", "TLS 1.3");
    }

    @Test
    void nameThatIsNoTextIsLeftOut() {
        String bad = extension(0, sized(2, "\0" + sized(2, "api\u001b[2J")));

        assertThat(Exchange.open()
                        .client(hello(bad))
                        .server(alert(2, 112))
                        .finding(TLS_ALERT)
                        .facts())
                .doesNotContainKey("host");
    }

    @Test
    void helloThatTheCaptureLacksAPartOfIsLeftOut() {
        String hello = hello(PROTOCOLS, NAME);

        assertThat(Exchange.open()
                        .client(hello.substring(0, 20))
                        .clientMissing(10)
                        .client(hello.substring(30))
                        .serverAcknowledges()
                        .later(6)
                        .kinds())
                .doesNotContain(TLS_ALERT, TLS_HANDSHAKE_INCOMPLETE);
    }
}
