package dev.faultline.engine.detect;

import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.FrameLog;
import dev.faultline.engine.tcp.Resent;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.blackhole` and `tcp.rto_backoff`: the same data is sent again and again with ever longer pauses, while
/// the other end is silent, and while it talks without acknowledging it.
final class Blackhole implements TcpObserver {
    /// Retransmissions by timer that are no accident.
    private static final int CERTAIN_BACKOFFS = 3;

    /// Networks repair themselves within that time.
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    /// What is over sooner did not stop much.
    private static final long SHORT = TimeUnit.SECONDS.toNanos(3);

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;

    Blackhole(FindingBook book, CaptureQuality quality, Consequences consequences) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
    }

    @Override
    public void onRetransmission(TcpConnection connection, TcpEnd sender, Packet packet) {
        OpenFinding known = find(connection);
        boolean goesOn = known != null && known.severity() == Severity.ERROR;
        Resent resent = sender.resent();
        if (resent == null || !goesOn && !isInVain(connection, sender, resent, packet.timestamp())) {
            return;
        }
        OpenFinding finding = known != null ? known : open(connection, sender, resent);
        finding.occurred(packet).severity(Severity.ERROR);
        describe(finding, connection, sender, resent, packet.timestamp());
        if (known == null) {
            consequences.above(finding);
        }
    }

    /// What was sent again is acknowledged at last.
    @Override
    public void onFollowed(TcpConnection connection, TcpEnd sender, Packet packet) {
        OpenFinding known = find(connection);
        TcpEnd waiting = connection.peer(sender);
        boolean answered = !connection.isDataOutstanding(waiting) || waiting.repeats() == 0;
        if (known == null || !answered || !connection.endpoint(waiting).equals(known.fact("by"))) {
            return;
        }
        long after = packet.timestamp() - known.first();
        if (known.fact("answeredAfter") == null) {
            known.note(TcpTexts.NOTE_ACKNOWLEDGED_LATE)
                    .fact("answeredAfter", Duration.ofNanos(after))
                    .evidence(packet.frame(), packet.position());
            known.severity(after < SHORT ? Severity.NOTICE : Severity.WARNING);
        } else if (known.severity() == Severity.ERROR) {
            known.severity(Severity.WARNING);
        }
    }

    @Override
    public void onReset(TcpReset reset) {
        OpenFinding known = find(reset.connection());
        if (known != null && reset.isAccepted() && !reset.repeat()) {
            consequences.ofReset(known);
        }
    }

    private static boolean isInVain(TcpConnection connection, TcpEnd sender, Resent resent, long now) {
        TcpEnd peer = connection.peer(sender);
        return resent.backoffs() >= CERTAIN_BACKOFFS
                && now - resent.backoffSince() >= PATIENCE
                && connection.isInUse()
                && connection.isDataOutstanding(sender)
                && !peer.isWindowZero();
    }

    private OpenFinding open(TcpConnection connection, TcpEnd sender, Resent resent) {
        TcpEnd peer = connection.peer(sender);
        boolean silent = peer.lastTime() < resent.backoffSince();
        FindingKind kind = silent ? FindingKind.TCP_BLACKHOLE : FindingKind.TCP_RTO_BACKOFF;
        OpenFinding finding = book.open(connection, kind, 0)
                .fact("by", connection.endpoint(sender))
                .fact("other", connection.endpoint(peer).ip());
        if (silent) {
            finding.evidence(peer.lastFrame(), peer.lastPosition());
        }
        addFrames(finding, sender);
        quality.restsOnSilence(finding);
        connection.follow();
        return finding;
    }

    static void addFrames(OpenFinding finding, TcpEnd sender) {
        Resent resent = sender.resent();
        FrameLog frames = resent == null ? null : resent.backoffFrames();
        for (int i = 0; frames != null && i < frames.size(); i++) {
            finding.evidence(frames.frame(i), frames.position(i));
        }
    }

    private static void describe(
            OpenFinding finding, TcpConnection connection, TcpEnd sender, Resent resent, long now) {
        TcpEnd peer = connection.peer(sender);
        boolean silent = finding.kind() == FindingKind.TCP_BLACKHOLE;
        long since = silent ? Math.min(peer.lastTime(), resent.backoffSince()) : resent.backoffSince();
        if (finding.count() == 1) {
            finding.since(since);
        }
        long before = finding.fact("resends") instanceof Long times ? times : 0;
        finding.fact("waited", Duration.ofNanos(now - since)).fact("resends", Math.max(before + 1, sender.repeats()));
    }

    private @Nullable OpenFinding find(TcpConnection connection) {
        OpenFinding silent = book.find(connection, FindingKind.TCP_BLACKHOLE, 0);
        return silent != null ? silent : book.find(connection, FindingKind.TCP_RTO_BACKOFF, 0);
    }
}
