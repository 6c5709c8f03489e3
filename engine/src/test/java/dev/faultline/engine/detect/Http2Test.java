package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.DISSECT_PARSE_ERROR;
import static dev.faultline.engine.finding.FindingKind.DISSECT_UNEXPECTED_EOF;
import static dev.faultline.engine.finding.FindingKind.GRPC_NO_TRAILERS;
import static dev.faultline.engine.finding.FindingKind.GRPC_STATUS;
import static dev.faultline.engine.finding.FindingKind.HTTP2_GOAWAY;
import static dev.faultline.engine.finding.FindingKind.HTTP2_RST_STREAM;
import static dev.faultline.engine.finding.FindingKind.HTTP_5XX;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_REQUEST_ONLY;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_MIDSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Http2Test {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final String SETTINGS = frame(4, 0, 0, "");
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final String GRPC_TYPE = header("content-type", "application/grpc");

    private final Exchange exchange =
            Exchange.open().client(PREFACE + SETTINGS).server(SETTINGS).serverAcknowledges();

    private static String frame(int type, int flags, int stream, String payload) {
        int length = payload.length();
        return "" + (char) (length >> 16) + (char) (length >> 8 & 0xff) + (char) (length & 0xff) + (char) type
                + (char) flags + "\0\0" + (char) (stream >> 8) + (char) (stream & 0xff) + payload;
    }

    /// A header that is added to no table, without Huffman code.
    private static String header(String name, String value) {
        return "\0" + (char) name.length() + name + (char) value.length() + value;
    }

    private static String request(int stream, String path, String more) {
        String block = header(":method", "POST") + header(":path", path) + header(":authority", "h") + more;
        return frame(1, END_HEADERS | END_STREAM, stream, block);
    }

    private static String response(int stream, int flags, String block) {
        return frame(1, END_HEADERS | flags, stream, block);
    }

    private static String call(int stream) {
        return request(stream, "/pkg.Svc/Do", GRPC_TYPE);
    }

    private static String message(String text) {
        return "\0\0\0\0" + (char) text.length() + text;
    }

    // --------------------------------------------------------------------------------------------------- quiet

    @Test
    void healthyExchangesAreQuiet() {
        exchange.client(request(1, "/a", "") + request(3, "/b", ""))
                .server(response(3, END_STREAM, header(":status", "204")))
                .server(response(1, 0, header(":status", "200")) + frame(0, END_STREAM, 1, "body"))
                .client(call(5))
                .server(response(5, 0, header(":status", "200") + GRPC_TYPE) + frame(0, 0, 5, message("hello")))
                .server(response(5, END_STREAM, header("grpc-status", "0")))
                .client(frame(7, 0, 0, "\0\0\0\0\0\0\0\0"))
                .clientCloses()
                .serverCloses()
                .clientAcknowledges()
                .later(60);

        assertThat(exchange.kinds()).isEmpty();
    }

    @Test
    void callThatStreamsMayTakeItsTime() {
        exchange.client(call(1)).serverAcknowledges().later(60);

        assertThat(exchange.kinds()).doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    @Test
    void statusBeforeTheRequestIsWholeIsAnAnswer() {
        String begun = frame(1, END_HEADERS, 1, header(":method", "POST") + header(":path", "/pkg.Svc/Do") + GRPC_TYPE);
        exchange.client(begun)
                .server(response(1, END_STREAM, header(":status", "200") + GRPC_TYPE + header("grpc-status", "0")))
                .server(frame(3, 0, 1, "\0\0\0\0"))
                .clientAcknowledges();

        assertThat(exchange.later(60).kinds()).isEmpty();
    }

    @Test
    void cancelledStreamIsQuiet() {
        exchange.client(request(1, "/a", ""))
                .at(0.2)
                .client(frame(3, 0, 1, "\0\0\0\u0008"))
                .serverAcknowledges();

        assertThat(exchange.later(30).troubles()).isEmpty();
    }

    @Test
    void headersInSeveralFramesAreOne() {
        String block = header(":status", "200");
        exchange.client(request(1, "/a", ""))
                .server(frame(1, END_STREAM, 1, block.substring(0, 5)))
                .server(frame(9, END_HEADERS, 1, block.substring(5)))
                .clientAcknowledges();

        assertThat(exchange.later(30).kinds()).isEmpty();
    }

    @Test
    void connectionFromTheMiddleIsQuietAboutWhatItCannotKnow() {
        String frames = frame(0, 0, 1, "x") + frame(8, 0, 0, "\0\0\0\1") + frame(0, END_STREAM, 1, "y");
        Exchange middle = Exchange.midstream()
                .server(frames)
                .client(call(5))
                .server(frame(0, END_STREAM, 5, "z"))
                .clientAcknowledges();

        assertThat(middle.later(60).troubles()).isEmpty();
    }

    // -------------------------------------------------------------------------------------------------- errors

    @Test
    void statusOfTheServerIsTold() {
        exchange.client(request(1, "/a?token=s3cret", header("authorization", "s3cret")))
                .server(response(1, END_STREAM, header(":status", "503")));

        Finding finding = exchange.finding(HTTP_5XX);
        assertThat(finding.facts())
                .containsEntry("status", 503)
                .containsEntry("path", "/a")
                .containsEntry("host", "h")
                .containsEntry("method", "POST");
        assertThat(finding.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"14,UNAVAILABLE,ERROR", "4,DEADLINE_EXCEEDED,ERROR", "5,NOT_FOUND,NOTICE", "16,UNAUTHENTICATED,WARNING"
    })
    void statusInTrailersIsTold(int status, String name, Severity severity) {
        exchange.client(call(1))
                .server(response(1, 0, header(":status", "200") + GRPC_TYPE))
                .server(response(1, END_STREAM, header("grpc-status", Integer.toString(status))));

        Finding finding = exchange.finding(GRPC_STATUS);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.facts()).containsEntry("name", name).containsEntry("application", "gRPC");
    }

    @Test
    void statusInTrailersAloneIsTold() {
        exchange.client(call(1))
                .server(response(1, END_STREAM, header(":status", "200") + GRPC_TYPE + header("grpc-status", "12")));

        assertThat(exchange.finding(GRPC_STATUS).facts()).containsEntry("name", "UNIMPLEMENTED");
    }

    @Test
    void callThatEndsWithoutTrailersIsTold() {
        exchange.client(call(1))
                .server(response(1, 0, header(":status", "200") + GRPC_TYPE) + frame(0, END_STREAM, 1, ""));

        assertThat(exchange.troubles()).containsExactly(GRPC_NO_TRAILERS);
    }

    @Test
    void callThatTheServerCutsIsTold() {
        exchange.client(call(1))
                .server(response(1, 0, header(":status", "200") + GRPC_TYPE))
                .clientAcknowledges()
                .at(1)
                .serverCloses();

        assertThat(exchange.troubles()).containsExactly(GRPC_NO_TRAILERS);
    }

    @Test
    void responseThatTheServerCutsIsTold() {
        exchange.client(request(1, "/a", ""))
                .server(response(1, 0, header(":status", "200")) + frame(0, 0, 1, "part"))
                .clientAcknowledges()
                .at(1)
                .serverCloses();

        assertThat(exchange.troubles()).containsExactly(DISSECT_UNEXPECTED_EOF);
    }

    @Test
    void messageThatIsCutShortIsMalformed() {
        exchange.client(call(1))
                .server(response(1, 0, header(":status", "200") + GRPC_TYPE) + frame(0, 0, 1, "\0\0\0\0\u0009abc"))
                .server(response(1, END_STREAM, header("grpc-status", "0")));

        assertThat(exchange.finding(DISSECT_PARSE_ERROR).facts()).containsEntry("variant", "http2.message");
    }

    @Test
    void deadlineThatTheServerIsTheFirstToKeepIsTold() {
        exchange.client(request(1, "/pkg.Svc/Do", GRPC_TYPE + header("grpc-timeout", "2S")))
                .serverAcknowledges()
                .at(2.01)
                .server(frame(3, 0, 1, "\0\0\0\u0008"))
                .client(frame(3, 0, 1, "\0\0\0\u0008"));

        assertThat(exchange.finding(GRPC_STATUS).facts()).containsEntry("name", "DEADLINE_EXCEEDED");
    }

    @Test
    void deadlineThatTheClientKeepsIsTold() {
        exchange.client(request(1, "/pkg.Svc/Do", GRPC_TYPE + header("grpc-timeout", "2S")))
                .serverAcknowledges()
                .at(2)
                .client(frame(3, 0, 1, "\0\0\0\u0008"));

        assertThat(exchange.finding(GRPC_STATUS).facts()).containsEntry("name", "DEADLINE_EXCEEDED");
    }

    @Test
    void resetStreamIsTold() {
        exchange.client(request(1, "/a", "")).server(frame(3, 0, 1, "\0\0\0\u0002"));

        Finding finding = exchange.finding(HTTP2_RST_STREAM);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("name", "INTERNAL_ERROR").containsEntry("path", "/a");
    }

    @Test
    void goAwayWithAnErrorIsTold() {
        exchange.server(frame(7, 0, 0, "\0\0\0\0\0\0\0\u000btoo many pings"));

        assertThat(exchange.finding(HTTP2_GOAWAY).facts()).containsEntry("name", "ENHANCE_YOUR_CALM");
    }

    @Test
    void clientThatSaysGoodbyeMayResetTheConnection() {
        exchange.client(request(1, "/a", ""))
                .server(response(1, END_STREAM, header(":status", "204")))
                .client(frame(7, 0, 0, "\0\0\0\0\0\0\0\0"))
                .clientResets();

        assertThat(exchange.finding(TCP_RESET_MIDSTREAM).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void clientThatSaysGoodbyeWithRequestsUnderWayMayNot() {
        exchange.client(request(1, "/a", ""))
                .client(frame(7, 0, 0, "\0\0\0\0\0\0\0\0"))
                .clientResets();

        assertThat(exchange.finding(TCP_RESET_MIDSTREAM).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void goAwayThatLeavesRequestsOutIsANotice() {
        exchange.client(request(1, "/a", "") + request(3, "/b", ""))
                .server(frame(7, 0, 0, "\0\0\0\1\0\0\0\0"))
                .server(response(1, END_STREAM, header(":status", "200")))
                .clientAcknowledges()
                .serverCloses();

        assertThat(exchange.finding(HTTP2_GOAWAY).severity()).isEqualTo(Severity.NOTICE);
        assertThat(exchange.troubles()).isEmpty();
    }

    @Test
    void requestWithoutResponseIsTold() {
        exchange.client(request(1, "/a", "") + request(3, "/b", ""))
                .server(response(3, END_STREAM, header(":status", "200")))
                .later(20);

        assertThat(exchange.finding(L7_HALF_REQUEST_ONLY).facts())
                .containsEntry("path", "/a")
                .containsEntry("variant", "hung");
    }

    @Test
    void frameThatIsTooLongIsMalformed() {
        exchange.client(request(1, "/a", "")).server("\u00ff\u00ff\u00ff\0\0\0\0\0\1xxxx");

        assertThat(exchange.finding(DISSECT_PARSE_ERROR).facts())
                .containsEntry("variant", "http2.frame")
                .containsEntry("offset", 9L);
    }

    @Test
    void malformedHeadersAreTold() {
        exchange.client(request(1, "/a", ""))
                .server(frame(1, END_HEADERS | END_STREAM, 1, "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"));

        assertThat(exchange.finding(DISSECT_PARSE_ERROR).facts()).containsEntry("variant", "http2.headers");
    }

    @Test
    void framesAfterAGapAreFollowedWithoutHeaders() {
        exchange.client(request(1, "/a", ""))
                .serverMissing(30)
                .server(frame(8, 0, 0, "\0\0\0\1") + frame(6, 0, 0, "12345678"))
                .clientAcknowledges()
                .server(frame(3, 0, 1, "\0\0\0\u0002"));

        assertThat(exchange.kinds()).contains(HTTP2_RST_STREAM);
    }
}
