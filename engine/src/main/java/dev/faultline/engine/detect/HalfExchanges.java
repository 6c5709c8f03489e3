package dev.faultline.engine.detect;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.Ending;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import java.time.Duration;

/// Exchanges that did not come to their end: what is told of them is the same in every protocol.
final class HalfExchanges {
    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;
    private final ProxyLegs legs;

    HalfExchanges(FindingBook book, CaptureQuality quality, Consequences consequences, ProxyLegs legs) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
        this.legs = legs;
    }

    /// A request got no answer: whether the network lost it, the server sat on it, or the client gave up.
    ///
    /// @param since when it was complete, nanoseconds since the epoch
    /// @param waited nanoseconds
    void unanswered(OpenFinding finding, Dialog dialog, long since, Ending ending, long waited) {
        boolean ended = ending == Ending.SERVER_CLOSED || ending == Ending.SERVER_RESET;
        boolean arrived = hasArrived(dialog.connection());
        finding.since(since)
                .severity(Severity.WARNING)
                .blame(arrived || ended ? Blame.DST : Blame.PATH)
                .fact("waited", Duration.ofNanos(waited))
                .fact(Explainer.VARIANT, verdict(ending, arrived));
        if (ending == Ending.TIMEOUT || ending == Ending.CAPTURE_END) {
            finding.confidence(Confidence.MEDIUM, L7Texts.REASON_BY_SILENCE);
            quality.restsOnSilence(finding);
        }
        finding.state(ending == Ending.CAPTURE_END ? FindingState.OPEN_AT_END : FindingState.FINAL);
        quality.doubt(finding, dialog.time());
        consequences.below(finding, ending);
        legs.trouble(finding);
    }

    private static boolean hasArrived(TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        int end = client.isFinSent() ? client.finSeq() : client.next();
        return SequenceNumber.atOrAfter(connection.serverEnd().lastAck(), end);
    }

    private static String verdict(Ending ending, boolean arrived) {
        return switch (ending) {
            case TIMEOUT, CAPTURE_END -> arrived ? L7Texts.VARIANT_HUNG : L7Texts.VARIANT_NETWORK;
            case CLIENT_CLOSED -> arrived ? L7Texts.VARIANT_CLIENT : L7Texts.VARIANT_NETWORK;
            case SERVER_CLOSED -> L7Texts.VARIANT_CLOSED;
            case SERVER_RESET, CLIENT_RESET -> L7Texts.VARIANT_RESET;
        };
    }

    /// The answer came after it had been told that none did.
    void answeredLate(Dialog dialog, long waited) {
        OpenFinding finding = book.find(dialog.connection(), FindingKind.L7_HALF_REQUEST_ONLY, 0);
        if (finding != null) {
            finding.severity(Severity.NOTICE)
                    .note(L7Texts.NOTE_ANSWERED_LATE)
                    .fact("answeredAfter", Duration.ofNanos(waited))
                    .evidence(dialog.frame(), dialog.position());
        }
    }

    /// A message ended before it was complete.
    ///
    /// @param expected bytes as announced, or negative
    void truncated(OpenFinding finding, Dialog dialog, boolean ofClient, Ending ending, long received, long expected) {
        finding.severity(Severity.ERROR)
                .blame(ending.isByClient() ? Blame.SRC : Blame.DST)
                .fact("received", received);
        if (expected >= 0) {
            finding.fact("expected", expected);
        }
        if (ofClient) {
            finding.fact(Explainer.VARIANT, L7Texts.VARIANT_REQUEST);
        }
        quality.doubt(finding, dialog.time());
        consequences.below(finding, ending);
        legs.trouble(finding);
    }
}
