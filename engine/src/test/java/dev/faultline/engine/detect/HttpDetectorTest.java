package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.DISSECT_PARSE_ERROR;
import static dev.faultline.engine.finding.FindingKind.DISSECT_UNEXPECTED_EOF;
import static dev.faultline.engine.finding.FindingKind.HTTP_4XX;
import static dev.faultline.engine.finding.FindingKind.HTTP_5XX;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_REQUEST_ONLY;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_RESPONSE_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDetectorTest {
    private static final String GET = "GET /a?secret=1 HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer s3cret\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    // ----------------------------------------------------------------------------------------------- statuses

    @Test
    void serverErrorsOfOneStatusAreOneFindingWithItsCount() {
        String error = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n";

        Finding finding = Exchange.open()
                .client(GET)
                .server(error)
                .client(GET)
                .server(error)
                .finding(HTTP_5XX);

        assertThat(finding.count()).isEqualTo(2);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("status", 503).containsEntry("host", "h");
    }

    @Test
    void notFoundIsANotice() {
        Finding finding = Exchange.open()
                .client(GET)
                .server("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                .finding(HTTP_4XX);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void queryAndHeaderValuesStayOutOfFindings() {
        Finding finding = Exchange.open()
                .client(GET)
                .server("HTTP/1.1 500 E\r\nSet-Cookie: s3cret\r\nContent-Length: 6\r\n\r\ns3cret")
                .finding(HTTP_5XX);

        assertThat(finding.facts()).containsEntry("path", "/a").containsEntry("method", "GET");
        assertThat(finding.toString()).doesNotContain("s3cret", "secret");
    }

    // ------------------------------------------------------------------------------------------- half exchanges

    @Test
    void acknowledgedRequestWithoutAnswerMeansThatTheApplicationHangs() {
        Finding finding =
                Exchange.open().client(GET).serverAcknowledges().later(12).finding(L7_HALF_REQUEST_ONLY);

        assertThat(finding.facts()).containsEntry("variant", "hung");
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void requestThatNobodyAcknowledgesWasLost() {
        Finding finding = Exchange.open().client(GET).later(12).finding(L7_HALF_REQUEST_ONLY);

        assertThat(finding.facts()).containsEntry("variant", "network");
    }

    @Test
    void requestStillWaitingAtTheEndIsOpen() {
        Finding finding =
                Exchange.open().client(GET).serverAcknowledges().later(3).finding(L7_HALF_REQUEST_ONLY);

        assertThat(finding.state()).isEqualTo(FindingState.OPEN_AT_END);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void clientThatClosesFirstGaveUp() {
        Finding finding = Exchange.open()
                .client(GET)
                .serverAcknowledges()
                .at(5)
                .clientCloses()
                .at(6)
                .serverCloses()
                .finding(L7_HALF_REQUEST_ONLY);

        assertThat(finding.facts()).containsEntry("variant", "client").containsEntry("waited", Duration.ofSeconds(5));
    }

    @Test
    void answerThatTheClientNoLongerTakesCameTooLate() {
        Finding finding = Exchange.open()
                .client(GET)
                .serverAcknowledges()
                .at(5)
                .clientCloses()
                .serverAcknowledges()
                .at(6)
                .server(OK)
                .clientResets()
                .finding(L7_HALF_REQUEST_ONLY);

        assertThat(finding.facts()).containsEntry("variant", "client").containsEntry("waited", Duration.ofSeconds(5));
    }

    @Test
    void answerToAClientThatHasOnlyNoMoreToAskIsInTime() {
        Exchange exchange =
                Exchange.open().client(GET).clientCloses().at(6).server(OK).clientResets();

        assertThat(exchange.kinds()).doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    @Test
    void serverThatClosesWithoutAnAnswerIsTold() {
        Finding finding = Exchange.open().client(GET).at(1).serverCloses().finding(L7_HALF_REQUEST_ONLY);

        assertThat(finding.facts()).containsEntry("variant", "closed");
    }

    @Test
    void resetInsteadOfAnAnswerIsToldOnce() {
        Exchange exchange =
                Exchange.open().client(GET).serverAcknowledges().at(1).serverResets();

        assertThat(exchange.finding(L7_HALF_REQUEST_ONLY).partOf()).isNotNull();
        assertThat(exchange.troubles()).hasSize(1);
    }

    @Test
    void lateAnswerMakesItANotice() {
        Finding finding = Exchange.open()
                .client(GET)
                .serverAcknowledges()
                .at(12)
                .server(OK)
                .finding(L7_HALF_REQUEST_ONLY);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void responseWithoutRequestIsTold() {
        assertThat(Exchange.open().server(OK).kinds()).contains(L7_HALF_RESPONSE_ONLY);
    }

    @Test
    void connectionFromTheMiddleHasNoHalfExchanges() {
        assertThat(Exchange.midstream()
                        .client(GET)
                        .serverAcknowledges()
                        .later(12)
                        .kinds())
                .doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    // --------------------------------------------------------------------------------------------- dissection

    @Test
    void bodyShorterThanAnnouncedIsCutShort() {
        Finding finding = Exchange.open()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
                .serverCloses()
                .finding(DISSECT_UNEXPECTED_EOF);

        assertThat(finding.facts()).containsEntry("received", 3L).containsEntry("expected", 10L);
    }

    @Test
    void chunkedBodyWithoutLastChunkIsCutShort() {
        assertThat(Exchange.open()
                        .client(GET)
                        .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")
                        .serverCloses()
                        .troubles())
                .containsExactly(DISSECT_UNEXPECTED_EOF);
    }

    @Test
    void resetWithinAResponseIsToldOnce() {
        Exchange exchange = Exchange.open()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
                .serverResets();

        assertThat(exchange.finding(DISSECT_UNEXPECTED_EOF).partOf()).isNotNull();
        assertThat(exchange.troubles()).hasSize(1);
    }

    @Test
    void garbageIsToldWithItsOffset() {
        Finding finding = Exchange.open()
                .client(GET)
                .server(OK)
                .client(GET)
                .server("garbage\r\n")
                .finding(DISSECT_PARSE_ERROR);

        assertThat(finding.facts())
                .containsEntry("offset", (long) OK.length())
                .containsEntry("variant", "http.status_line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 banana\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: twelve\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n",
            })
    void malformedResponseIsAParseError(String response) {
        assertThat(Exchange.open().client(GET).server(response).troubles()).containsExactly(DISSECT_PARSE_ERROR);
    }

    // -------------------------------------------------------------------------------------------------- traps

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\nuntil the end",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\nTrailer: t\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: l\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nX: a\r\n folded\r\nContent-Length: 0\r\n\r\n",
            })
    void completeResponsesAreNoErrors(String response) {
        assertThat(Exchange.open()
                        .client(GET)
                        .server(response)
                        .serverCloses()
                        .clientCloses()
                        .kinds())
                .isEmpty();
    }

    @Test
    void headHasNoBody() {
        assertThat(Exchange.open()
                        .client("HEAD / HTTP/1.1\r\n\r\n")
                        .server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
                        .serverCloses()
                        .kinds())
                .isEmpty();
    }

    @Test
    void otherProtocolAfterUpgradeIsNotRead() {
        assertThat(Exchange.open()
                        .client("POST /exec HTTP/1.1\r\nUpgrade: SPDY/3.1\r\n\r\n")
                        .server("HTTP/1.1 101 Switching Protocols\r\n\r\n")
                        .server("\u0081\u0002hi")
                        .client("\u0081\u0082xxxxyy")
                        .serverCloses()
                        .kinds())
                .isEmpty();
    }

    @Test
    void tunnelThatAProxyConnectsIsNotRead() {
        assertThat(Exchange.open()
                        .client("CONNECT db:5432 HTTP/1.1\r\nHost: db:5432\r\n\r\n")
                        .server("HTTP/1.1 200 Connection established\r\n\r\n")
                        .client("\u0000\u0000\u0000\u0008\u0004\u00d2\u0016/")
                        .server("N")
                        .serverCloses()
                        .kinds())
                .isEmpty();
    }

    @Test
    void interimResponseIsNotTheAnswer() {
        assertThat(Exchange.open()
                        .client("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
                        .server("HTTP/1.1 100 Continue\r\n\r\n")
                        .client("hi")
                        .serverAcknowledges()
                        .later(60)
                        .kinds())
                .contains(L7_HALF_REQUEST_ONLY);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        assertThat(Exchange.open()
                        .client(GET + GET)
                        .server(OK + OK)
                        .serverCloses()
                        .kinds())
                .isEmpty();
    }

    @Test
    void earlyRefusalOfAnUploadIsNoHalfExchange() {
        assertThat(Exchange.open()
                        .client("POST /up HTTP/1.1\r\nContent-Length: 1000\r\n\r\nabc")
                        .server("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
                        .serverCloses()
                        .kinds())
                .containsExactly(HTTP_4XX);
    }

    @Test
    void streamOfEventsIsAnsweredByItsFirstByte() {
        assertThat(Exchange.open()
                        .client(GET)
                        .server("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
                        .clientAcknowledges()
                        .later(60)
                        .kinds())
                .isEmpty();
    }

    @Test
    void watchMayTakeLong() {
        assertThat(Exchange.open()
                        .client("GET /api/v1/pods?watch=1 HTTP/1.1\r\n\r\n")
                        .serverAcknowledges()
                        .later(60)
                        .kinds())
                .doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    @Test
    void segmentsInWrongOrderAndTwiceAreReadOnce() {
        assertThat(Exchange.open()
                        .client(GET)
                        .serverSwapped("HTTP/1.1 200 OK\r\nContent-Len", "gth: 2\r\n\r\nok")
                        .at(1)
                        .serverRepeats("gth: 2\r\n\r\nok")
                        .serverCloses()
                        .troubles())
                .doesNotContain(DISSECT_PARSE_ERROR, DISSECT_UNEXPECTED_EOF, L7_HALF_REQUEST_ONLY);
    }

    @Test
    void bytesThatTheCaptureLacksAreNoError() {
        assertThat(Exchange.open()
                        .client(GET)
                        .server("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nabc")
                        .serverMissing(20)
                        .server("def")
                        .clientAcknowledges()
                        .serverCloses()
                        .clientAcknowledges()
                        .troubles())
                .isEmpty();
    }

    // --------------------------------------------------------------------------------------------------- gaps

    /// A connection whose first response the capture has only the beginning of.
    private static Exchange withGapInAResponse() {
        return Exchange.open()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nConte")
                .serverMissing(40)
                .server("rest of the body")
                .clientAcknowledges();
    }

    @Test
    void responsesAfterAGapAreReadAgain() {
        Finding finding = withGapInAResponse()
                .client("GET /b HTTP/1.1\r\nHost: h\r\n\r\n")
                .server("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
                .finding(HTTP_5XX);

        assertThat(finding.facts()).containsEntry("path", "/b").containsEntry("status", 503);
    }

    @Test
    void gapIsNeitherAParseErrorNorAHalfExchange() {
        assertThat(withGapInAResponse()
                        .client(GET)
                        .server(OK)
                        .clientAcknowledges()
                        .serverCloses()
                        .later(60)
                        .kinds())
                .doesNotContain(
                        DISSECT_PARSE_ERROR, DISSECT_UNEXPECTED_EOF, L7_HALF_REQUEST_ONLY, L7_HALF_RESPONSE_ONLY);
    }

    @Test
    void requestThatWaitedAtTheGapMayHaveBeenAnswered() {
        assertThat(Exchange.open()
                        .client(GET)
                        .serverMissing(40)
                        .server("rest of the body")
                        .clientAcknowledges()
                        .later(60)
                        .kinds())
                .doesNotContain(L7_HALF_REQUEST_ONLY, DISSECT_PARSE_ERROR);
    }

    @Test
    void requestAfterTheGapIsWaitedForAgain() {
        Finding finding = withGapInAResponse()
                .client(GET)
                .server(OK)
                .client("GET /b HTTP/1.1\r\nHost: h\r\n\r\n")
                .serverAcknowledges()
                .later(12)
                .finding(L7_HALF_REQUEST_ONLY);

        assertThat(finding.facts()).containsEntry("path", "/b").containsEntry("variant", "hung");
    }

    @Test
    void requestWhoseResponsesAreNotInStepIsNotWaitedFor() {
        assertThat(withGapInAResponse()
                        .client(GET)
                        .serverAcknowledges()
                        .later(12)
                        .kinds())
                .doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    @Test
    void responseToARequestThatTheCaptureLacksIsNoHalfExchange() {
        assertThat(Exchange.open()
                        .client(GET)
                        .server(OK)
                        .clientMissing(GET.length())
                        .server(OK)
                        .client(GET)
                        .server("HTTP/1.1 500 E\r\nContent-Length: 0\r\n\r\n")
                        .clientAcknowledges()
                        .kinds())
                .contains(HTTP_5XX)
                .doesNotContain(
                        DISSECT_PARSE_ERROR, DISSECT_UNEXPECTED_EOF, L7_HALF_REQUEST_ONLY, L7_HALF_RESPONSE_ONLY);
    }

    @Test
    void bodyThatLooksLikeAStatusAfterAGapIsNoResponse() {
        assertThat(Exchange.open()
                        .client(GET)
                        .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nabc")
                        .serverMissing(200)
                        .server("HTTP/1.1 500 is what a server says\r\nwhen it fails. No header, this.\r\n\r\n")
                        .clientAcknowledges()
                        .client(GET)
                        .server("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                        .kinds())
                .contains(HTTP_4XX)
                .doesNotContain(HTTP_5XX, DISSECT_PARSE_ERROR);
    }
}
