package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.Phase;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// `tcp.reset.*`: connections that end with RST. The first RST that its receiver takes decides what sort it is;
/// those that follow are counted with it.
final class Resets implements TcpObserver {
    private final FindingBook book;
    private final CaptureQuality quality;
    private final TranslatedViews views;
    private final Map<TcpConnection, OpenFinding> told = new HashMap<>();
    private final Map<TcpConnection, OpenFinding> untranslated = new HashMap<>();

    Resets(FindingBook book, CaptureQuality quality, TranslatedViews views) {
        this.book = book;
        this.quality = quality;
        this.views = views;
    }

    @Override
    public void onReset(TcpReset reset) {
        TcpConnection connection = reset.connection();
        OpenFinding known = told.get(connection);
        if (reset.repeat()) {
            if (known != null) {
                known.occurred(reset.packet());
            }
            return;
        }
        boolean opening = connection.phase() == Phase.SYN_SENT;
        if (opening && (reset.fit() == TcpReset.Fit.ANSWERS_SYN || connection.isClient(reset.sender()))) {
            return;
        }
        TcpConnection view = opening ? null : views.of(reset);
        OpenFinding finding = tell(reset, opening ? stray() : view != null ? invalid() : ResetRules.judge(reset));
        if (view != null) {
            finding.fact("service", view.server());
            untranslated.put(view, finding);
        }
        OpenFinding cause = untranslated.get(connection);
        if (cause != null) {
            finding.partOf(cause);
        }
        if (reset.isAccepted()) {
            told.put(connection, finding);
        }
    }

    /// A RST for a SYN that does not acknowledge it.
    private static ResetVerdict stray() {
        return new ResetVerdict(FindingKind.TCP_RESET_OUT_OF_WINDOW, Severity.NOTICE);
    }

    /// A segment that was not translated back met a client that does not know its sender.
    private static ResetVerdict invalid() {
        return new ResetVerdict(FindingKind.NAT_INVALID_CONNTRACK_RESET, Severity.ERROR).blame(Blame.PATH);
    }

    @Override
    public void onAfterReset(TcpConnection connection, Packet packet) {
        OpenFinding known = told.get(connection);
        if (known == null || known.kind() == FindingKind.TCP_RESET_INJECTED_SUSPECT || known.hasParent()) {
            return;
        }
        if (known.severity().compareTo(Severity.WARNING) < 0) {
            return;
        }
        OpenFinding injected = book.open(connection, FindingKind.TCP_RESET_INJECTED_SUSPECT, 0)
                .occurred(packet)
                .severity(Severity.WARNING)
                .confidence(Confidence.LOW, TcpTexts.REASON_CONTINUED)
                .blame(Blame.PATH)
                .note(TcpTexts.NOTE_CONTINUED);
        known.partOf(injected);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        told.remove(connection);
        untranslated.remove(connection);
    }

    private OpenFinding tell(TcpReset reset, ResetVerdict verdict) {
        TcpConnection connection = reset.connection();
        TcpEnd sender = reset.sender();
        TcpEnd peer = reset.peer();
        Packet packet = reset.packet();
        OpenFinding finding = book.open(connection, verdict.kind, 0)
                .severity(verdict.severity)
                .confidence(verdict.confidence, verdict.reason == null ? new String[0] : new String[] {verdict.reason});
        boolean peerFirst = peer.lastFrame() < sender.lastFrame();
        addLast(finding, peerFirst ? peer : sender);
        addLast(finding, peerFirst ? sender : peer);
        finding.occurred(packet).blame(blame(reset, verdict));
        verdict.notes.forEach(finding::note);
        if (verdict.variant != null) {
            finding.fact(Explainer.VARIANT, verdict.variant);
        }
        addIdle(finding, verdict);
        addFacts(finding, reset);
        if (verdict.severity.compareTo(Severity.WARNING) >= 0) {
            quality.doubt(finding, packet.timestamp());
            if (verdict.kind != FindingKind.NAT_INVALID_CONNTRACK_RESET) {
                addDoubts(finding, connection, sender);
            }
        }
        return finding;
    }

    private static void addLast(OpenFinding finding, TcpEnd end) {
        if (end.packets() > 0) {
            finding.evidence(end.lastFrame(), end.lastPosition());
        }
    }

    private static void addDoubts(OpenFinding finding, TcpConnection connection, TcpEnd sender) {
        if (connection.phase() == Phase.MIDSTREAM) {
            finding.doubt(Confidence.MEDIUM, TcpTexts.REASON_MIDSTREAM);
        }
        if (connection.peer(sender).packets() == 0) {
            finding.doubt(Confidence.LOW, TcpTexts.REASON_ONE_DIRECTION);
        }
    }

    private static Blame blame(TcpReset reset, ResetVerdict verdict) {
        if (verdict.blame != null) {
            return verdict.blame;
        }
        if (ResetRules.isTtlStrange(reset)) {
            return Blame.PATH;
        }
        return reset.connection().isClient(reset.sender()) ? Blame.SRC : Blame.DST;
    }

    private static void addIdle(OpenFinding finding, ResetVerdict verdict) {
        if (verdict.idle > 0) {
            finding.fact("idle", Duration.ofNanos(verdict.idle));
            IdleTimer timer = IdleTimer.near(verdict.idle);
            if (timer != null) {
                finding.fact("timer", timer.duration());
            }
        }
    }

    private static void addFacts(OpenFinding finding, TcpReset reset) {
        TcpConnection connection = reset.connection();
        TcpEnd sender = reset.sender();
        finding.fact("by", connection.isClient(sender) ? connection.client() : connection.server());
        finding.fact("state", connection.state(sender).toString());
        finding.fact("ttl", reset.packet().ip().ttl());
        finding.fact("clientBytes", connection.clientEnd().bytes());
        finding.fact("serverBytes", connection.serverEnd().bytes());
        if (connection.rtt() >= 0) {
            finding.fact("rtt", Duration.ofNanos(connection.rtt()));
        }
        if (sender.keepAlives() > 0) {
            finding.fact("probes", (long) sender.keepAlives());
        }
        if (sender.repeats() > 0) {
            finding.fact("retransmissions", (long) sender.repeats());
        }
        if (ResetRules.isTtlStrange(reset)) {
            finding.fact("expectedTtl", sender.ttl()).note(TcpTexts.NOTE_TTL_UNLIKE_HOST);
        }
    }
}
