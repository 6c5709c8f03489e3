package dev.faultline.engine.l7.http2;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.Ending;
import dev.faultline.engine.l7.ExchangeDialog;
import dev.faultline.engine.l7.HttpStatus;
import dev.faultline.engine.l7.LongPoll;
import dev.faultline.engine.l7.ReportedError;
import dev.faultline.engine.l7.Transaction;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What becomes of the streams of a connection: statuses of HTTP and of gRPC, resets, and what never ends.
final class Http2Streams {
    private static final String GRPC = "gRPC";
    private static final int OK = 200;
    private static final long NEARLY = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long SOON = TimeUnit.SECONDS.toNanos(1);

    private final Http2Dialog dialog;

    Http2Streams(Http2Dialog dialog) {
        this.dialog = dialog;
    }

    // ------------------------------------------------------------------------------------------------ headers

    void headers(boolean fromClient, Http2Stream stream, Http2Headers headers) {
        if (!fromClient) {
            response(stream, headers);
        } else if (headers.method != null) {
            stream.grpc = headers.isGrpc();
            stream.timeout = headers.grpcTimeout == null ? 0 : timeout(headers.grpcTimeout);
            String path = Objects.requireNonNullElse(headers.path, "");
            stream.patient = stream.grpc || LongPoll.isAsked(path) || headers.method.equals("CONNECT");
            long patience = stream.patient ? Transaction.ENDLESS : ExchangeDialog.PATIENCE;
            stream.request = dialog.ask(headers.method, path, headers.authority, patience, stream.grpc ? GRPC : null);
        }
    }

    private void response(Http2Stream stream, Http2Headers headers) {
        if (headers.grpcStatus != null) {
            stream.grpcStatus = headers.grpcStatus;
        }
        if (headers.status < OK) {
            return;
        }
        stream.responseBegun = true;
        stream.status = headers.status;
        Transaction request = stream.request;
        if (request != null) {
            dialog.begins(request);
        }
        if (headers.status >= HttpStatus.CLIENT_ERROR && !(stream.grpc && headers.isGrpc())) {
            dialog.tell(request, ReportedError.ofHttp(headers.status));
        }
    }

    /// A time-out of gRPC: at most eight digits and a unit. 0 where it is none.
    private static long timeout(String text) {
        int last = text.length() - 1;
        long number = last < 1 ? -1 : Http2Headers.number(text.substring(0, last));
        if (number < 0) {
            return 0;
        }
        return switch (text.charAt(last)) {
            case 'H' -> TimeUnit.HOURS.toNanos(number);
            case 'M' -> TimeUnit.MINUTES.toNanos(number);
            case 'S' -> TimeUnit.SECONDS.toNanos(number);
            case 'm' -> TimeUnit.MILLISECONDS.toNanos(number);
            case 'u' -> TimeUnit.MICROSECONDS.toNanos(number);
            case 'n' -> number;
            default -> 0;
        };
    }

    // --------------------------------------------------------------------------------------------------- ends

    /// One side of a stream ends.
    ///
    /// @return whether the stream is over
    boolean ends(boolean fromClient, Http2Stream stream) {
        if (stream.grpc && stream.isInMessage(fromClient)) {
            dialog.tellMalformed(fromClient, stream.request, Http2Texts.VARIANT_MESSAGE);
        }
        if (fromClient) {
            return false;
        }
        Transaction request = stream.request;
        if (request != null) {
            dialog.complete(request);
        }
        if (stream.grpc && stream.status == OK) {
            grpcEnds(stream);
        }
        return true;
    }

    private void grpcEnds(Http2Stream stream) {
        if (stream.grpcStatus == null) {
            noTrailers(stream);
            return;
        }
        int status = Http2Headers.number(stream.grpcStatus);
        if (status > 0) {
            tellGrpc(stream, status, blame(status));
        }
    }

    private void tellGrpc(Http2Stream stream, int status, Blame blame) {
        dialog.tell(
                stream.request,
                new ReportedError(
                        FindingKind.GRPC_STATUS,
                        ErrorCodes.severity(status),
                        blame,
                        status,
                        Integer.toString(status),
                        ErrorCodes.grpc(status)));
    }

    private static Blame blame(int status) {
        return ErrorCodes.severity(status) == Severity.ERROR ? Blame.DST : Blame.UNKNOWN;
    }

    private void noTrailers(Http2Stream stream) {
        dialog.tell(
                stream.request, new ReportedError(FindingKind.GRPC_NO_TRAILERS, Severity.ERROR, Blame.DST, 0, "", ""));
    }

    /// A stream was reset. A client that cancels has given up, which it does for good reasons too. At a deadline
    /// either end may be the first to cancel.
    void reset(boolean byClient, @Nullable Http2Stream stream, int code) {
        boolean quiet = code == ErrorCodes.NO_ERROR || code == ErrorCodes.CANCEL;
        Transaction request = stream == null ? null : stream.request;
        if (!quiet) {
            Severity severity = code == ErrorCodes.REFUSED_STREAM || code == 5 ? Severity.WARNING : Severity.ERROR;
            dialog.tell(
                    request,
                    new ReportedError(
                            FindingKind.HTTP2_RST_STREAM,
                            severity,
                            byClient ? Blame.SRC : Blame.DST,
                            code,
                            Integer.toUnsignedString(code),
                            ErrorCodes.http2(code)));
        }
        if (stream == null || request == null) {
            return;
        }
        long waited = dialog.time() - request.begun();
        if (code == ErrorCodes.CANCEL && stream.timeout > 0 && waited >= stream.timeout - NEARLY) {
            tellGrpc(stream, ErrorCodes.DEADLINE_EXCEEDED, Blame.DST);
        } else if (byClient
                && code == ErrorCodes.CANCEL
                && !stream.patient
                && !request.isAnswering()
                && waited >= SOON) {
            dialog.giveUpOn(request);
        }
        dialog.remove(request);
    }

    void forget(Http2Stream stream) {
        if (stream.request != null) {
            dialog.remove(stream.request);
        }
    }

    /// The server ended the connection in the middle of responses.
    void cutOff(Collection<Http2Stream> streams, Ending ending) {
        for (Http2Stream stream : streams) {
            if (stream.responseBegun && stream.grpc && !ending.isReset()) {
                noTrailers(stream);
            } else if (stream.responseBegun) {
                dialog.endsEarly(stream.request, ending);
            }
        }
    }
}
