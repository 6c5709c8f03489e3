package dev.faultline.engine.l7.http1;

import dev.faultline.engine.l7.ExchangeDialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.HttpStatus;
import dev.faultline.engine.l7.LongPoll;
import dev.faultline.engine.l7.ReportedError;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.l7.Transaction;
import dev.faultline.engine.l7.websocket.WebSocketFrames;
import dev.faultline.engine.l7.websocket.WebSocketTexts;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One connection with HTTP/1.x: its requests in order, and the responses that answer them in the same order.
/// Where it becomes a WebSocket, its frames are read; what else follows an upgrade or CONNECT is not.
final class Http1Dialog extends ExchangeDialog {
    private static final String NAME = "HTTP";
    private static final String WEB_SOCKET = "WebSocket";
    private static final int LONGEST_HOST = 100;
    private static final int SWITCHING = 101;
    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final byte TLS_ALERT = 21;
    private static final byte TLS_MAJOR = 3;

    private final Http1Parser requests;
    private final Http1Parser responses;
    private @Nullable Transaction sending;
    private @Nullable Transaction answering;
    /// The request that asks for another protocol.
    private @Nullable Transaction upgrading;
    private boolean asksForWebSocket;
    private boolean extended;
    private @Nullable WebSocketEnds webSocket;
    private int status;

    Http1Dialog(TcpConnection connection, StreamMemory memory, ExchangeListener listener) {
        super(connection, memory, NAME, listener);
        requests = new Http1Parser(false, this, memory);
        responses = new Http1Parser(true, this, memory);
        readers(requests, responses);
    }

    // ------------------------------------------------------------------------------------------------- stream

    @Override
    protected void data(boolean client, MemorySegment bytes, long at, int length) {
        WebSocketEnds ends = webSocket;
        if (ends != null) {
            ends.heard(client);
        } else if (client && requests.isPaused()) {
            finished();
            return;
        }
        super.data(client, bytes, at, length);
        int rest = responses.unread();
        if (ends == null && webSocket != null && rest > 0) {
            super.data(false, bytes, at + length - rest, rest);
        }
    }

    @Override
    protected void closed(boolean client) {
        if (webSocket != null) {
            webSocket.closed(client, isCut(client));
        }
        super.closed(client);
    }

    @Override
    protected void timeout() {
        super.timeout();
        if (webSocket != null) {
            webSocket.timeout();
        }
    }

    /// A response may come before the request is whole; then it need not be whole.
    @Override
    protected boolean isRequestCut() {
        if (webSocket != null) {
            return super.isRequestCut();
        }
        Transaction request = sending;
        return super.isRequestCut() && request != null && request == oldest() && !request.isAnswering();
    }

    /// A message begins again after bytes that were not captured. Answers are missing, so that only the last
    /// request can be the one that is answered.
    void resumed(boolean response) {
        if (response) {
            forgetAllButLast();
        }
    }

    // ----------------------------------------------------------------------------------------------- requests

    void requestBegins(byte[] line, int method, int target) {
        String all = new String(line, method + 1, target - method - 1, StandardCharsets.ISO_8859_1);
        Transaction request = asking(
                new String(line, 0, method, StandardCharsets.ISO_8859_1),
                Http1Text.path(line, method + 1, target),
                LongPoll.isAsked(all) ? Transaction.ENDLESS : PATIENCE);
        sending = request;
        confirmed();
        if (responses.isPaused()) {
            responses.resume();
        }
    }

    void requestHeader(byte[] line, int colon, int length) {
        Transaction request = sending;
        if (request == null) {
            return;
        }
        if (Http1Text.is(line, 0, colon, "host")) {
            int end = Math.min(length, colon + 1 + LONGEST_HOST);
            request.host(new String(line, colon + 1, end - colon - 1, StandardCharsets.ISO_8859_1).strip());
        } else if (Http1Text.is(line, 0, colon, "upgrade")) {
            upgrading = request;
            asksForWebSocket = Http1Text.holds(line, colon + 1, length, "websocket");
        }
    }

    void requestEnds() {
        Transaction request = sending;
        if (request == null) {
            return;
        }
        sending = null;
        sent(request);
        if (maySwitch(request)) {
            requests.pause();
        }
    }

    /// Whether another protocol may come after it.
    private boolean maySwitch(@Nullable Transaction request) {
        return request != null && (request == upgrading || isConnect(request));
    }

    private static boolean isConnect(Transaction request) {
        return request.method().equals("CONNECT");
    }

    // ---------------------------------------------------------------------------------------------- responses

    void responseBegins(int code) {
        status = code;
        if (isInterim()) {
            return;
        }
        Transaction request = oldest();
        answering = request;
        if (request != null) {
            answering(request);
        } else if (code < HttpStatus.CLIENT_ERROR) {
            unrequested(code);
        }
    }

    private boolean isInterim() {
        return status < FIRST_FINAL && status != SWITCHING;
    }

    void responseHeader(byte[] line, int colon, int length) {
        if (status == SWITCHING && Http1Text.is(line, 0, colon, "sec-websocket-extensions")) {
            extended = true;
        }
    }

    Http1Parser.Framing responseFraming(Http1Parser.Framing byHeader) {
        if (isInterim()) {
            return Http1Parser.Framing.NONE;
        }
        Transaction request = answering;
        if (HttpStatus.isError(status)) {
            report(request, ReportedError.ofHttp(status));
        }
        if (status == SWITCHING && request != null && request == upgrading && asksForWebSocket) {
            becomeWebSocket(request);
        } else if (status == SWITCHING || request != null && isConnect(request) && status / 100 == 2) {
            finished();
        } else if (request == null && byHeader != Http1Parser.Framing.NONE) {
            awaitRequest();
        } else if (maySwitch(request)) {
            requests.resume();
        }
        boolean bodiless =
                request != null && request.method().equals("HEAD") || status == NO_CONTENT || status == NOT_MODIFIED;
        return bodiless ? Http1Parser.Framing.NONE : byHeader;
    }

    private void becomeWebSocket(Transaction request) {
        answered(request);
        answering = null;
        requests.pause();
        responses.pause();
        WebSocketEnds ends = new WebSocketEnds(this);
        readers(new WebSocketFrames(true, extended, ends), new WebSocketFrames(false, extended, ends));
        speaks(WEB_SOCKET);
        webSocket = ends;
    }

    /// Whether the response has a body depends on the request, which is unknown: reads on at the next request.
    private void awaitRequest() {
        doubt();
        responses.pause();
    }

    void responseEnds() {
        Transaction request = answering;
        if (request != null && !isInterim()) {
            answered(request);
            answering = null;
        }
    }

    // ------------------------------------------------------------------------------------------------- faults

    void notHttp(boolean response, MemorySegment bytes, long at, int length) {
        Transaction request = oldest();
        boolean alert = response
                && responses.isAtBeginning()
                && length > 1
                && bytes.get(ValueLayout.JAVA_BYTE, at) == TLS_ALERT
                && bytes.get(ValueLayout.JAVA_BYTE, at + 1) == TLS_MAJOR;
        if (alert && request != null) {
            answeredByTls(request);
            return;
        }
        Http1Parser parser = response ? responses : requests;
        fault(response, response ? Http1Texts.VARIANT_STATUS_LINE : Http1Texts.VARIANT_REQUEST_LINE, parser.offset());
    }

    /// After bytes that were not captured, what makes no sense is only not the beginning of a message.
    void fault(boolean response, String what, long offset) {
        Transaction request = response ? answering == null ? oldest() : answering : sending;
        if (isDoubted()) {
            (response ? responses : requests).lose();
            forgetAll();
        } else if (maySwitch(request) || response && request == null) {
            finished();
        } else {
            malformed(!response, what, offset);
        }
    }

    // --------------------------------------------------------------------------------------------- WebSocket

    void tell(ReportedError error) {
        report(upgrading, error);
    }

    boolean isCertain() {
        return isSure();
    }

    void wakeIn(long nanos) {
        wake(nanos);
    }

    void tellSenselessClose(boolean fromClient) {
        senseless(fromClient, upgrading, WebSocketTexts.VARIANT_CLOSE, offset(fromClient));
    }

    void malformedFrame(boolean fromClient, String what, long offset) {
        malformed(fromClient, what, offset);
    }

    // -------------------------------------------------------------------------------------------------- state

    void exhausted() {
        finished();
    }

    boolean isDone() {
        return isFinished();
    }
}
