package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.Ending;
import dev.faultline.engine.l7.ExchangeDialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.ReportedError;
import dev.faultline.engine.l7.Transaction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What goes wrong in protocols of requests and answers: errors that are reported in them, `dissect.*`,
/// `l7.half.*`.
final class ExchangeDetector implements ExchangeListener {
    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;
    private final TlsServers tlsServers;
    private final HalfExchanges halves;
    private final ProxyLegs legs;

    ExchangeDetector(
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

    @Override
    public void onError(ExchangeDialog dialog, @Nullable Transaction request, ReportedError error) {
        OpenFinding finding = occurred(dialog, request, error.kind(), error.number());
        Evidence last = error.last();
        if (last != null) {
            finding.evidence(last.frame(), last.position());
        }
        if (finding.count() == 1) {
            finding.severity(error.severity()).blame(error.blame());
            if (error.kind() == FindingKind.HTTP_5XX || error.kind() == FindingKind.HTTP_4XX) {
                finding.fact("status", error.number());
            } else {
                finding.fact("code", error.code()).fact("name", error.name());
            }
            Endpoint by = error.by();
            if (by != null) {
                finding.fact("by", by);
            } else if (request == null) {
                party(finding, dialog, error.blame());
            }
            if (request != null) {
                if (!isLongAfterTheAnswer(error.kind())) {
                    finding.fact("elapsed", Duration.ofNanos(Math.max(0, dialog.time() - request.begun())));
                }
                legs(finding, dialog, request, error);
            }
        }
    }

    /// A WebSocket lives on after the request that opened it was answered: how long ago that was says nothing.
    private static boolean isLongAfterTheAnswer(FindingKind kind) {
        return kind == FindingKind.WEBSOCKET_CLOSE || kind == FindingKind.WEBSOCKET_PING_UNANSWERED;
    }

    /// Names the end that an error of the connection as a whole comes from.
    private static void party(OpenFinding finding, ExchangeDialog dialog, Blame blame) {
        if (blame == Blame.SRC || blame == Blame.DST) {
            finding.fact("by", end(dialog, blame == Blame.SRC));
        }
    }

    private static Endpoint end(ExchangeDialog dialog, boolean client) {
        return client ? dialog.connection().client() : dialog.connection().server();
    }

    private void legs(OpenFinding finding, ExchangeDialog dialog, Transaction request, ReportedError error) {
        if (error.kind() == FindingKind.HTTP_5XX) {
            legs.answered(finding, error.number(), request.begun(), dialog.time());
        } else if (error.kind() == FindingKind.GRPC_STATUS) {
            legs.trouble(finding);
        }
    }

    @Override
    public void onMalformed(
            ExchangeDialog dialog, boolean fromClient, @Nullable Transaction request, String what, long offset) {
        OpenFinding finding = occurred(dialog, request, FindingKind.DISSECT_PARSE_ERROR, 0)
                .severity(Severity.ERROR)
                .blame(fromClient ? Blame.SRC : Blame.DST)
                .fact(Explainer.VARIANT, what)
                .fact("offset", offset)
                .fact("by", end(dialog, fromClient));
        quality.doubt(finding, dialog.time());
    }

    @Override
    public void onTruncated(
            ExchangeDialog dialog,
            boolean fromClient,
            @Nullable Transaction request,
            Ending ending,
            long received,
            long expected) {
        OpenFinding finding = occurred(dialog, request, FindingKind.DISSECT_UNEXPECTED_EOF, 0);
        halves.truncated(finding, dialog, fromClient, ending, received, expected);
    }

    @Override
    public void onUnanswered(ExchangeDialog dialog, Transaction request, Ending ending, long waited) {
        boolean ended = ending == Ending.SERVER_CLOSED || ending == Ending.SERVER_RESET;
        if (ended && tlsServers.contains(dialog.connection().server())) {
            plaintext(dialog, request)
                    .confidence(Confidence.MEDIUM, L7Texts.REASON_SERVES_TLS)
                    .note(L7Texts.NOTE_SERVES_TLS);
            return;
        }
        OpenFinding finding = occurred(dialog, request, FindingKind.L7_HALF_REQUEST_ONLY, 0);
        halves.unanswered(finding, dialog, request.time(), ending, waited);
    }

    @Override
    public void onAnsweredLate(ExchangeDialog dialog, Transaction request, long waited) {
        halves.answeredLate(dialog, waited);
    }

    @Override
    public void onUnrequested(ExchangeDialog dialog, int status) {
        OpenFinding finding = occurred(dialog, null, FindingKind.L7_HALF_RESPONSE_ONLY, 0)
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM, L7Texts.REASON_UNREQUESTED)
                .blame(Blame.UNKNOWN);
        if (status > 0) {
            finding.fact("status", status);
        }
        quality.restsOnSilence(finding);
    }

    @Override
    public void onTlsAlert(ExchangeDialog dialog, Transaction request) {
        tlsServers.add(dialog.connection().server());
        plaintext(dialog, request);
    }

    private OpenFinding plaintext(ExchangeDialog dialog, Transaction request) {
        OpenFinding finding = occurred(dialog, request, FindingKind.TLS_PLAINTEXT_ON_TLS_PORT, 0)
                .severity(Severity.ERROR)
                .blame(Blame.SRC);
        consequences.ofReset(finding);
        return finding;
    }

    private OpenFinding occurred(
            ExchangeDialog dialog, @Nullable Transaction request, FindingKind kind, int qualifier) {
        OpenFinding finding = book.open(dialog.connection(), kind, qualifier).occurred(dialog.time());
        if (finding.count() == 1) {
            describe(finding, dialog, request);
        }
        if (request != null) {
            finding.evidence(request.frame(), request.position());
        }
        return finding.evidence(dialog.frame(), dialog.position());
    }

    /// What is told of several requests is that of the first.
    private static void describe(OpenFinding finding, ExchangeDialog dialog, @Nullable Transaction request) {
        finding.fact("application", dialog.protocol());
        if (request != null) {
            finding.fact("method", request.method());
            optional(finding, "path", request.path());
            optional(finding, "host", request.host());
            optional(finding, "application", request.protocol());
        }
    }

    private static void optional(OpenFinding finding, String name, @Nullable String value) {
        if (value != null) {
            finding.fact(name, value);
        }
    }
}
