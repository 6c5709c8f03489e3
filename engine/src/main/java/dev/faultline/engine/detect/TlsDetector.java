package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.Ending;
import dev.faultline.engine.l7.tls.Hello;
import dev.faultline.engine.l7.tls.TlsAlerts;
import dev.faultline.engine.l7.tls.TlsDialog;
import dev.faultline.engine.l7.tls.TlsListener;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What goes wrong in TLS handshakes: `tls.*`.
final class TlsDetector implements TlsListener {
    private static final long SOON = TimeUnit.SECONDS.toNanos(1);

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;
    private final TlsServers servers;

    TlsDetector(FindingBook book, CaptureQuality quality, Consequences consequences, TlsServers servers) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
        this.servers = servers;
    }

    @Override
    public void onServer(TlsDialog dialog) {
        servers.add(dialog.connection().server());
    }

    @Override
    public void onAlert(TlsDialog dialog, boolean fromClient, boolean fatal, int description) {
        if (description == TlsAlerts.CLOSE_NOTIFY || description == TlsAlerts.USER_CANCELED) {
            return;
        }
        occurred(dialog, FindingKind.TLS_ALERT, description)
                .severity(fatal ? Severity.ERROR : Severity.NOTICE)
                .blame(Blame.UNKNOWN)
                .fact("alert", TlsAlerts.name(description))
                .fact("code", description)
                .fact(
                        "by",
                        fromClient
                                ? dialog.connection().client()
                                : dialog.connection().server());
    }

    @Override
    public void onIncomplete(TlsDialog dialog, Ending ending, boolean answered, long waited) {
        OpenFinding finding = occurred(dialog, FindingKind.TLS_HANDSHAKE_INCOMPLETE, 0)
                .severity(severity(ending, answered, waited))
                .confidence(Confidence.MEDIUM, L7Texts.REASON_CAUSE_UNSEEN)
                .state(ending == Ending.CAPTURE_END ? FindingState.OPEN_AT_END : FindingState.FINAL)
                .blame(answered ? Blame.UNKNOWN : ending.isByClient() ? Blame.SRC : Blame.DST)
                .fact("waited", Duration.ofNanos(waited));
        if (answered) {
            finding.fact(Explainer.VARIANT, L7Texts.VARIANT_ANSWERED);
        }
        if (ending == Ending.TIMEOUT || ending == Ending.CAPTURE_END) {
            quality.restsOnSilence(finding);
        }
        quality.doubt(finding, dialog.time());
        consequences.below(finding, ending);
    }

    /// A client that does not wait for the answer, and one that goes away with it, may only have looked.
    private static Severity severity(Ending ending, boolean answered, long waited) {
        if (answered) {
            return Severity.WARNING;
        }
        return ending.isByClient() && waited < SOON ? Severity.NOTICE : Severity.ERROR;
    }

    @Override
    public void onCompletedLate(TlsDialog dialog, long waited) {
        OpenFinding finding = book.find(dialog.connection(), FindingKind.TLS_HANDSHAKE_INCOMPLETE, 0);
        if (finding != null) {
            finding.severity(Severity.NOTICE)
                    .note(L7Texts.NOTE_COMPLETED_LATE)
                    .fact("answeredAfter", Duration.ofNanos(waited))
                    .evidence(dialog.frame(), dialog.position());
        }
    }

    @Override
    public void onPlainAnswer(TlsDialog dialog) {
        OpenFinding finding = occurred(dialog, FindingKind.TLS_ON_PLAIN_PORT, 0)
                .severity(Severity.ERROR)
                .blame(Blame.SRC);
        consequences.ofReset(finding);
    }

    private OpenFinding occurred(TlsDialog dialog, FindingKind kind, int qualifier) {
        OpenFinding finding = book.open(dialog.connection(), kind, qualifier)
                .occurred(dialog.time())
                .evidence(dialog.frame(), dialog.position());
        finding.fact("application", "TLS").fact("method", "handshake");
        Hello client = dialog.clientHello();
        if (client != null) {
            optional(finding, "host", client.serverName());
            optional(finding, "alpn", client.protocols());
            optional(finding, "offered", client.version());
        }
        Hello server = dialog.serverHello();
        if (server != null) {
            optional(finding, "version", server.version());
        }
        return finding;
    }

    private static void optional(OpenFinding finding, String name, @Nullable String value) {
        if (value != null) {
            finding.fact(name, value);
        }
    }
}
