package dev.faultline.engine.l7.http1;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.Ending;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.l7.http1.Http1Parser.Framing;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection with HTTP/1.x: its requests in order, and the responses that answer them in the same order.
public final class Http1Dialog extends Dialog {
    /// Time for the first byte of a response, nanoseconds.
    public static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_PIPELINED = 1000;
    private static final int LONGEST_HOST = 100;
    private static final int SWITCHING = 101;
    private static final int FIRST_FINAL = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final byte TLS_ALERT = 21;
    private static final byte TLS_MAJOR = 3;

    private final Http1Listener listener;
    private final Http1Parser requests;
    private final Http1Parser responses;
    private final Deque<Http1Request> waiting = new ArrayDeque<>(2);
    private @Nullable Http1Request sending;
    private @Nullable Http1Request answering;
    private int status;
    private boolean done;
    private boolean sure;
    private boolean confirmed;
    private long clientClosed;

    Http1Dialog(TcpConnection connection, StreamMemory memory, Http1Listener listener) {
        super(connection, memory);
        this.listener = listener;
        requests = new Http1Parser(false, this, memory);
        responses = new Http1Parser(true, this, memory);
        sure = isWhole();
    }

    // ------------------------------------------------------------------------------------------------- stream

    @Override
    protected void data(boolean fromClient, MemorySegment bytes, long at, int length) {
        if (fromClient && requests.isPaused()) {
            done();
            return;
        }
        (fromClient ? requests : responses).read(bytes, at, length);
    }

    @Override
    protected void missing(boolean fromClient, int length) {
        if (!(fromClient ? requests : responses).skip(length)) {
            done();
        }
    }

    @Override
    protected void closed(boolean fromClient) {
        if (fromClient) {
            clientClosed = time();
            if (isSendingUnanswered()) {
                truncated(false, Ending.CLIENT_CLOSED);
                done();
            }
            return;
        }
        ended(hasClientGivenUp() ? Ending.CLIENT_CLOSED : Ending.SERVER_CLOSED);
        done();
    }

    private boolean isSendingUnanswered() {
        return requests.isIncomplete() && sending != null && waiting.contains(sending);
    }

    /// A client that only says that it has no more to ask does so at once.
    private boolean hasClientGivenUp() {
        Http1Request first = waiting.peek();
        return clientClosed != 0 && first != null && clientClosed - first.time() > AT_ONCE;
    }

    @Override
    protected void reset(boolean byClient) {
        ended(byClient ? Ending.CLIENT_RESET : Ending.SERVER_RESET);
    }

    /// No more will come from the server.
    private void ended(Ending ending) {
        if (responses.isIncomplete()) {
            truncated(true, ending);
        } else if (ending.isReset() && isSendingUnanswered() && waiting.size() == 1) {
            truncated(false, ending);
        } else {
            unanswered(ending);
        }
    }

    private void unanswered(Ending ending) {
        Http1Request first = waiting.peek();
        if (first != null && first.isComplete() && sure && !hasGaps() && !first.isTold()) {
            long until = ending == Ending.CLIENT_CLOSED ? clientClosed : time();
            listener.onUnanswered(this, first, ending, Math.max(0, until - first.time()));
            first.told();
        }
    }

    private void truncated(boolean response, Ending ending) {
        if (!sure || hasGaps()) {
            return;
        }
        Http1Parser parser = response ? responses : requests;
        Http1Request request = response ? answering : sending;
        listener.onTruncated(this, response, request, ending, parser.received(), parser.expected());
    }

    @Override
    protected void timeout() {
        Http1Request first = waiting.peek();
        if (first == null || !first.isComplete()) {
            return;
        }
        long waited = time() - first.time();
        if (waited < PATIENCE) {
            wake(PATIENCE - waited);
        } else if (!first.isPatient()) {
            unanswered(Ending.TIMEOUT);
        }
    }

    @Override
    protected void captureEnded() {
        Http1Request first = waiting.peek();
        if (first != null && !first.isPatient() && !responses.isIncomplete()) {
            unanswered(Ending.CAPTURE_END);
        }
    }

    @Override
    protected void release() {
        requests.release();
        responses.release();
    }

    // ----------------------------------------------------------------------------------------------- requests

    void requestBegins(byte[] line, int method, int target) {
        if (waiting.size() >= MOST_PIPELINED) {
            done();
            return;
        }
        boolean patient = Http1Text.holds(line, method, target, "watch")
                || Http1Text.holds(line, method, target, "wait")
                || Http1Text.holds(line, method, target, "timeout")
                || Http1Text.holds(line, method, target, "poll");
        Http1Request request = new Http1Request(
                new String(line, 0, method, StandardCharsets.ISO_8859_1),
                Http1Text.path(line, method + 1, target),
                patient,
                frame(),
                position(),
                time());
        sending = request;
        waiting.add(request);
        if (responses.isPaused()) {
            responses.resume();
        }
    }

    void requestHeader(byte[] line, int colon, int length) {
        Http1Request request = sending;
        if (request == null) {
            return;
        }
        if (Http1Text.is(line, 0, colon, "host")) {
            int end = Math.min(length, colon + 1 + LONGEST_HOST);
            request.host(new String(line, colon + 1, end - colon - 1, StandardCharsets.ISO_8859_1).strip());
        } else if (Http1Text.is(line, 0, colon, "upgrade")) {
            request.upgrades();
        }
    }

    Framing requestFraming(Framing byHeader) {
        confirmed = true;
        return byHeader;
    }

    void requestEnds() {
        Http1Request request = sending;
        sending = null;
        if (request == null) {
            return;
        }
        request.complete(time());
        if (request.maySwitch()) {
            requests.pause();
        }
        if (!isArmed()) {
            wake(PATIENCE);
        }
    }

    // ---------------------------------------------------------------------------------------------- responses

    void responseBegins(int code) {
        status = code;
        Http1Request request = waiting.peek();
        if (code < FIRST_FINAL && code != SWITCHING) {
            return;
        }
        answering = waiting.poll();
        if (request == null) {
            if (sure && !hasGaps()) {
                listener.onUnrequested(this, code);
            }
            return;
        }
        if (request.isTold()) {
            listener.onAnsweredLate(this, request, time() - request.time());
        }
        Http1Request following = waiting.peek();
        if (following != null && following.isComplete()) {
            following.complete(time());
            wake(PATIENCE);
        }
    }

    Framing responseFraming(Framing byHeader) {
        if (status < FIRST_FINAL && status != SWITCHING) {
            return Framing.NONE;
        }
        Http1Request request = answering;
        listener.onResponse(this, request, status);
        boolean tunnel = status == SWITCHING || request != null && request.isConnect() && status / 100 == 2;
        if (tunnel) {
            done();
        } else if (request == null && byHeader != Framing.NONE) {
            awaitRequest();
        } else if (request != null && request.maySwitch()) {
            requests.resume();
        }
        boolean bodiless = request != null && request.isHead() || status == NO_CONTENT || status == NOT_MODIFIED;
        return bodiless ? Framing.NONE : byHeader;
    }

    /// Whether the response has a body depends on the request, which is unknown: reads on at the next request.
    private void awaitRequest() {
        sure = false;
        responses.pause();
    }

    void responseEnds() {
        boolean interim = status < FIRST_FINAL && status != SWITCHING;
        if (!interim) {
            answering = null;
        }
    }

    // ------------------------------------------------------------------------------------------------- faults

    void notHttp(boolean response, MemorySegment bytes, long at, int length) {
        Http1Request request = waiting.peek();
        boolean alert = response
                && responses.isAtBeginning()
                && length > 1
                && bytes.get(ValueLayout.JAVA_BYTE, at) == TLS_ALERT
                && bytes.get(ValueLayout.JAVA_BYTE, at + 1) == TLS_MAJOR;
        if (alert && request != null) {
            listener.onTlsAlert(this, request);
            done();
            return;
        }
        Http1Parser parser = response ? responses : requests;
        malformed(response, response ? Http1Fault.STATUS_LINE : Http1Fault.REQUEST_LINE, parser.offset());
    }

    void malformed(boolean response, Http1Fault fault, long offset) {
        Http1Request request = response ? answering == null ? waiting.peek() : answering : sending;
        boolean expected = !response || request != null;
        boolean switching = request != null && request.maySwitch();
        if (sure && !hasGaps() && confirmed && expected && !switching) {
            listener.onMalformed(this, response, request, fault, offset);
        }
        done();
    }

    /// Reads no further.
    void done() {
        done = true;
        giveUp();
    }

    boolean isDone() {
        return done;
    }
}
