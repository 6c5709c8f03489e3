package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.DISSECT_PARSE_ERROR;
import static dev.faultline.engine.finding.FindingKind.DISSECT_UNEXPECTED_EOF;
import static dev.faultline.engine.finding.FindingKind.WEBSOCKET_CLOSE;
import static dev.faultline.engine.finding.FindingKind.WEBSOCKET_PING_UNANSWERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// WebSocket after its opening handshake.
class WebSocketTest {
    private static final String UPGRADE = lines(
            "GET /ws?token=s3cret HTTP/1.1",
            "Host: h",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Key: k",
            "Sec-WebSocket-Version: 13",
            "");
    private static final String SWITCHES = lines(
            "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Accept: a");
    private static final String KEY = "\u0011!3D";
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LAST = 0x80;

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static Exchange open() {
        return Exchange.open().client(UPGRADE).server(SWITCHES + "\r\n").clientAcknowledges();
    }

    private static String server(int first, String payload) {
        return (char) first + size(payload.length(), 0) + payload;
    }

    private static String client(int first, String payload) {
        StringBuilder masked = new StringBuilder();
        for (int i = 0; i < payload.length(); i++) {
            masked.append((char) (payload.charAt(i) ^ KEY.charAt(i % 4)));
        }
        return (char) first + size(payload.length(), 0x80) + KEY + masked;
    }

    private static String size(int length, int mask) {
        return length < 126
                ? "" + (char) (mask | length)
                : "" + (char) (mask | 126) + (char) (length >> 8) + (char) (length & 0xff);
    }

    private static String code(int code) {
        return "" + (char) (code >> 8) + (char) (code & 0xff);
    }

    // -------------------------------------------------------------------------------------------------- close

    @ParameterizedTest
    @CsvSource({
        "1011, ERROR, DST",
        "1014, ERROR, DST",
        "1013, WARNING, DST",
        "1002, WARNING, UNKNOWN",
        "1009, WARNING, UNKNOWN",
        "1001, NOTICE, DST",
        "1012, NOTICE, DST",
        "4000, NOTICE, UNKNOWN",
    })
    void serverSaysWhyItCloses(int code, Severity severity, Blame blame) {
        Finding finding = open().server(server(LAST | CLOSE, code(code) + "s3cret"))
                .client(client(LAST | CLOSE, code(code)))
                .serverCloses()
                .clientCloses()
                .finding(WEBSOCKET_CLOSE);

        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.blame()).isEqualTo(blame);
        assertThat(finding.count()).isEqualTo(1);
        assertThat(finding.facts())
                .containsEntry("code", Integer.toString(code))
                .containsEntry("path", "/ws")
                .doesNotContainKey("elapsed")
                .containsEntry("application", "WebSocket");
        assertThat(finding.toString()).doesNotContain("s3cret");
    }

    @Test
    void codeOfTheClientIsUnmasked() {
        Finding finding = open().client(client(LAST | CLOSE, code(1009)))
                .server(server(LAST | CLOSE, code(1009)))
                .finding(WEBSOCKET_CLOSE);

        assertThat(finding.facts())
                .containsEntry("code", "1009")
                .hasEntrySatisfying("by", by -> assertThat(by).hasToString("10.0.0.1:40000"));
    }

    @Test
    void serverThatClosesWithoutAWordIsNoted() {
        Finding finding =
                open().server(server(LAST | TEXT, "hi")).serverCloses().finding(WEBSOCKET_CLOSE);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.facts()).containsEntry("code", "1006");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001})
    void goodEndOfAClientIsSilent(int code) {
        assertThat(open().client(client(LAST | TEXT, "hello"))
                        .server(server(LAST | TEXT, "hello".repeat(40)))
                        .client(client(LAST | CLOSE, code(code)))
                        .server(server(LAST | CLOSE, code(code)))
                        .serverCloses()
                        .clientCloses()
                        .kinds())
                .isEmpty();
    }

    @Test
    void closeWithoutACodeIsSilent() {
        assertThat(open().server(server(LAST | CLOSE, ""))
                        .client(client(LAST | CLOSE, ""))
                        .serverCloses()
                        .kinds())
                .isEmpty();
    }

    @Test
    void clientThatGoesAwayWithoutAWordIsSilent() {
        assertThat(open().client(client(LAST | TEXT, "hello"))
                        .clientCloses()
                        .serverCloses()
                        .kinds())
                .isEmpty();
    }

    // --------------------------------------------------------------------------------------------- dissection

    @Test
    void frameThatIsCutIsTold() {
        Finding finding = open().server(server(LAST | TEXT, "hello world").substring(0, 6))
                .serverCloses()
                .finding(DISSECT_UNEXPECTED_EOF);

        assertThat(finding.facts()).containsEntry("received", 6L).containsEntry("expected", 13L);
    }

    @Test
    void messageWithoutItsLastFrameIsTold() {
        assertThat(open().server(server(TEXT, "one") + server(CONTINUATION, "two"))
                        .serverCloses()
                        .kinds())
                .containsExactly(DISSECT_UNEXPECTED_EOF);
    }

    @ParameterizedTest
    @CsvSource({
        "websocket.mask, 81 82 00 00 00 00 61 62",
        "websocket.reserved, c1 02 61 62",
        "websocket.opcode, 83 02 61 62",
        "websocket.control, 09 00",
        "websocket.control, 89 7e 00 7e",
        "websocket.fragment, 80 01 61",
        "websocket.fragment, 01 01 61 81 01 61",
        "websocket.length, 82 7f ff 00 00 00 00 00 00 00",
        "websocket.close, 88 01 61",
        "websocket.close, 88 02 03 ee",
    })
    void whatNoServerMaySendIsTold(String variant, String bytes) {
        String text = new String(HexFormat.ofDelimiter(" ").parseHex(bytes), StandardCharsets.ISO_8859_1);

        Finding finding = open().server(text).finding(DISSECT_PARSE_ERROR);

        assertThat(finding.facts()).containsEntry("variant", variant);
    }

    @Test
    void framesOfAClientMustBeMasked() {
        Finding finding = open().client(server(LAST | TEXT, "ab")).finding(DISSECT_PARSE_ERROR);

        assertThat(finding.facts()).containsEntry("variant", "websocket.mask");
        assertThat(finding.blame()).isEqualTo(Blame.SRC);
    }

    // -------------------------------------------------------------------------------------------------- traps

    @Test
    void firstFrameMayComeWithTheResponse() {
        Finding finding = Exchange.open()
                .client(UPGRADE)
                .server(SWITCHES + "\r\n" + server(LAST | CLOSE, code(1011)))
                .finding(WEBSOCKET_CLOSE);

        assertThat(finding.facts()).containsEntry("code", "1011");
    }

    @Test
    void compressedMessagesAreNotDecoded() {
        assertThat(Exchange.open()
                        .client(UPGRADE)
                        .server(SWITCHES + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
                        .server(server(LAST | 0x40 | TEXT, "\u00f2H\u00cd"))
                        .client(client(LAST | 0x40 | TEXT, "\u00f2H\u00cd"))
                        .kinds())
                .isEmpty();
    }

    @Test
    void framesMayBeCutAnywhere() {
        String frames = server(TEXT, "a".repeat(300)) + server(LAST | PING, "p") + server(LAST | CONTINUATION, "b");
        Exchange exchange = open();
        for (int i = 0; i < frames.length(); i++) {
            exchange.server(frames.substring(i, i + 1));
        }

        assertThat(exchange.client(client(LAST | PONG, "p"))
                        .server(server(LAST | CLOSE, code(1000)))
                        .serverCloses()
                        .kinds())
                .isEmpty();
    }

    @Test
    void framesAfterAGapAreFollowedAgain() {
        Finding finding = open().server(server(LAST | TEXT, "hello world").substring(0, 6))
                .serverMissing(60)
                .server("\u0085\u0003 the end of something")
                .clientAcknowledges()
                .server(server(LAST | TEXT, "whole") + server(LAST | CLOSE, code(1011)))
                .finding(WEBSOCKET_CLOSE);

        assertThat(finding.facts()).containsEntry("code", "1011");
    }

    @Test
    void gapIsNoError() {
        assertThat(open().server(server(LAST | TEXT, "hello world").substring(0, 6))
                        .serverMissing(60)
                        .server("\u0085\u0003 the end of something")
                        .clientAcknowledges()
                        .serverCloses()
                        .clientAcknowledges()
                        .troubles())
                .isEmpty();
    }

    // -------------------------------------------------------------------------------------------------- pings

    @Test
    void clientThatReceivesAPingAndIsSilentIsTold() {
        Finding finding = open().server(server(LAST | PING, ""))
                .clientAcknowledges()
                .later(12)
                .finding(WEBSOCKET_PING_UNANSWERED);

        assertThat(finding.blame()).isEqualTo(Blame.SRC);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void serverThatReceivesAPingAndIsSilentIsTold() {
        Finding finding = open().client(client(LAST | PING, "p"))
                .serverAcknowledges()
                .later(12)
                .finding(WEBSOCKET_PING_UNANSWERED);

        assertThat(finding.blame()).isEqualTo(Blame.DST);
    }

    @Test
    void pingThatDoesNotArriveIsNoSilence() {
        assertThat(open().server(server(LAST | PING, "")).later(12).kinds()).doesNotContain(WEBSOCKET_PING_UNANSWERED);
    }

    @Test
    void endThatSendsOtherThingsIsThere() {
        assertThat(open().server(server(LAST | PING, ""))
                        .at(5)
                        .client(client(TEXT, "a long message begins"))
                        .later(30)
                        .kinds())
                .doesNotContain(WEBSOCKET_PING_UNANSWERED);
    }

    @Test
    void idleWebSocketIsSilent() {
        assertThat(open().server(server(LAST | PING, "p"))
                        .client(client(LAST | PONG, "p"))
                        .serverAcknowledges()
                        .later(600)
                        .kinds())
                .isEmpty();
    }
}
