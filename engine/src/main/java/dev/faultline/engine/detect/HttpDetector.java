package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.Ending;
import dev.faultline.engine.l7.HttpStatus;
import dev.faultline.engine.l7.http1.Http1Dialog;
import dev.faultline.engine.l7.http1.Http1Fault;
import dev.faultline.engine.l7.http1.Http1Listener;
import dev.faultline.engine.l7.http1.Http1Request;
import dev.faultline.engine.tcp.TcpConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What goes wrong in HTTP/1.x: `http.4xx`, `http.5xx`, `dissect.*`, `l7.half.*`.
final class HttpDetector implements Http1Listener {

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;
    private final TlsServers tlsServers;
    private final HalfExchanges halves;
    private final ProxyLegs legs;

    HttpDetector(
            FindingBook book,
            CaptureQuality quality,
            Consequences consequences,
            TlsServers tlsServers,
            ProxyLegs legs) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
        this.tlsServers = tlsServers;
        halves = new HalfExchanges(book, quality, consequences, legs);
        this.legs = legs;
    }

    // ----------------------------------------------------------------------------------------------- statuses

    @Override
    public void onResponse(Http1Dialog dialog, @Nullable Http1Request request, int status) {
        if (!HttpStatus.isError(status)) {
            return;
        }
        OpenFinding finding = occurred(dialog, request, HttpStatus.kind(status), status);
        if (finding.count() == 1) {
            finding.severity(HttpStatus.severity(status))
                    .blame(HttpStatus.blame(status))
                    .fact("status", status);
            describe(finding, request);
            if (request != null) {
                elapsed(finding, dialog, request, status);
            }
        }
    }

    private void elapsed(OpenFinding finding, Http1Dialog dialog, Http1Request request, int status) {
        finding.fact("elapsed", Duration.ofNanos(Math.max(0, dialog.time() - request.begun())));
        legs.answered(finding, status, request.begun(), dialog.time());
    }

    /// A server may refuse before it is asked: when the client is too slow, or what it sends makes no sense.
    @Override
    public void onUnrequested(Http1Dialog dialog, int status) {
        if (status >= HttpStatus.CLIENT_ERROR) {
            return;
        }
        OpenFinding finding = occurred(dialog, null, FindingKind.L7_HALF_RESPONSE_ONLY, 0)
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM, L7Texts.REASON_UNREQUESTED)
                .blame(Blame.UNKNOWN)
                .fact("status", status);
        quality.restsOnSilence(finding);
    }

    // --------------------------------------------------------------------------------------------- dissection

    @Override
    public void onMalformed(
            Http1Dialog dialog, boolean response, @Nullable Http1Request request, Http1Fault fault, long offset) {
        OpenFinding finding = occurred(dialog, request, FindingKind.DISSECT_PARSE_ERROR, 0)
                .severity(Severity.ERROR)
                .blame(response ? Blame.DST : Blame.SRC)
                .fact(Explainer.VARIANT, variant(fault))
                .fact("offset", offset)
                .fact(
                        "by",
                        response
                                ? dialog.connection().server()
                                : dialog.connection().client());
        describe(finding, request);
        quality.doubt(finding, dialog.time());
    }

    private static String variant(Http1Fault fault) {
        return switch (fault) {
            case REQUEST_LINE -> L7Texts.VARIANT_REQUEST_LINE;
            case STATUS_LINE -> L7Texts.VARIANT_STATUS_LINE;
            case HEADER -> L7Texts.VARIANT_HEADER;
            case CONTENT_LENGTH -> L7Texts.VARIANT_CONTENT_LENGTH;
            case CHUNK_SIZE -> L7Texts.VARIANT_CHUNK_SIZE;
            case CHUNK_END -> L7Texts.VARIANT_CHUNK_END;
        };
    }

    @Override
    public void onTruncated(
            Http1Dialog dialog,
            boolean response,
            @Nullable Http1Request request,
            Ending ending,
            long received,
            long expected) {
        OpenFinding finding = occurred(dialog, request, FindingKind.DISSECT_UNEXPECTED_EOF, 0);
        describe(finding, request);
        halves.truncated(finding, dialog, !response, ending, received, expected);
    }

    // ------------------------------------------------------------------------------------------- half exchanges

    @Override
    public void onUnanswered(Http1Dialog dialog, Http1Request request, Ending ending, long waited) {
        TcpConnection connection = dialog.connection();
        boolean ended = ending == Ending.SERVER_CLOSED || ending == Ending.SERVER_RESET;
        if (ended && tlsServers.contains(connection.server())) {
            plaintext(dialog, request)
                    .confidence(Confidence.MEDIUM, L7Texts.REASON_SERVES_TLS)
                    .note(L7Texts.NOTE_SERVES_TLS);
            return;
        }
        OpenFinding finding = occurred(dialog, request, FindingKind.L7_HALF_REQUEST_ONLY, 0);
        describe(finding, request);
        halves.unanswered(finding, dialog, request.time(), ending, waited);
    }

    @Override
    public void onAnsweredLate(Http1Dialog dialog, Http1Request request, long waited) {
        halves.answeredLate(dialog, waited);
    }

    @Override
    public void onTlsAlert(Http1Dialog dialog, Http1Request request) {
        tlsServers.add(dialog.connection().server());
        plaintext(dialog, request);
    }

    private OpenFinding plaintext(Http1Dialog dialog, Http1Request request) {
        OpenFinding finding = occurred(dialog, request, FindingKind.TLS_PLAINTEXT_ON_TLS_PORT, 0)
                .severity(Severity.ERROR)
                .blame(Blame.SRC);
        describe(finding, request);
        consequences.ofReset(finding);
        return finding;
    }

    // ------------------------------------------------------------------------------------------------- common

    private OpenFinding occurred(Http1Dialog dialog, @Nullable Http1Request request, FindingKind kind, int qualifier) {
        OpenFinding finding = book.open(dialog.connection(), kind, qualifier).occurred(dialog.time());
        if (request != null) {
            finding.evidence(request.frame(), request.position());
        }
        return finding.evidence(dialog.frame(), dialog.position());
    }

    private static void describe(OpenFinding finding, @Nullable Http1Request request) {
        if (request == null) {
            return;
        }
        finding.fact("application", "HTTP").fact("method", request.method()).fact("path", request.path());
        String host = request.host();
        if (host != null) {
            finding.fact("host", host);
        }
    }
}
