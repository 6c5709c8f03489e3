package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import dev.faultline.engine.tcp.TcpState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.close_wait`: one end has closed and the other has acknowledged that, but neither closes nor sends.
///
/// A program that sends on after the other side's FIN only uses the half-close of TCP (RFC 9293, section 3.6).
final class CloseWait implements TcpObserver {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long FAILED = TimeUnit.SECONDS.toNanos(60);

    /// Shorter than that, the end of a capture says nothing.
    private static final long WORTH_TELLING = TimeUnit.SECONDS.toNanos(1);

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;

    CloseWait(FindingBook book, CaptureQuality quality, Consequences consequences) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
    }

    @Override
    public long onLook(TcpConnection connection, long now) {
        TcpEnd holder = holder(connection);
        if (holder == null) {
            return NEVER;
        }
        long waited = now - waitsSince(connection, holder);
        if (waited < PATIENCE) {
            return PATIENCE - waited;
        }
        tell(connection, holder, now);
        return waited < FAILED ? FAILED - waited : NEVER;
    }

    @Override
    public void onFollowed(TcpConnection connection, TcpEnd sender, Packet packet) {
        OpenFinding known = find(connection);
        boolean goesOn = packet.tcp().payloadLength() > 0 || packet.tcp().has(TcpHeader.FIN);
        TcpEnd closer = connection.peer(sender);
        if (known == null || !goesOn || !closer.isFinSent() || known.fact("resumedAfter") != null) {
            return;
        }
        long after = packet.timestamp() - closer.finTime();
        known.severity(after >= FAILED ? Severity.WARNING : Severity.NOTICE)
                .note(TcpTexts.NOTE_CLOSED_LATE)
                .fact("resumedAfter", Duration.ofNanos(after))
                .evidence(packet.frame(), packet.position());
    }

    @Override
    public void onReset(TcpReset reset) {
        OpenFinding known = find(reset.connection());
        if (known == null || !reset.isAccepted() || reset.repeat()) {
            return;
        }
        if (reset.sender().isFinSent()) {
            known.note(TcpTexts.NOTE_PEER_GAVE_UP);
        }
        consequences.ofReset(known);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        TcpEnd holder = holder(connection);
        if (holder == null || end != End.CAPTURE || find(connection) != null) {
            return;
        }
        long waited = time - waitsSince(connection, holder);
        if (waited >= WORTH_TELLING) {
            tell(connection, holder, time).state(waited < PATIENCE ? FindingState.OPEN_AT_END : FindingState.FINAL);
        }
    }

    private OpenFinding tell(TcpConnection connection, TcpEnd holder, long now) {
        OpenFinding known = find(connection);
        OpenFinding finding = known != null ? known : open(connection, holder);
        long waited = now - waitsSince(connection, holder);
        return finding.severity(waited >= FAILED ? Severity.ERROR : Severity.WARNING)
                .fact("waited", Duration.ofNanos(waited))
                .until(now);
    }

    private OpenFinding open(TcpConnection connection, TcpEnd holder) {
        TcpEnd closer = connection.peer(holder);
        OpenFinding finding = book.open(connection, FindingKind.TCP_CLOSE_WAIT, 0)
                .occurred(closer.finTime())
                .confidence(Confidence.MEDIUM, TcpTexts.REASON_HALF_CLOSE)
                .blame(connection.isClient(holder) ? Blame.SRC : Blame.DST)
                .evidence(closer.finFrame(), closer.finPosition())
                .evidence(holder.lastFrame(), holder.lastPosition())
                .fact("closer", connection.endpoint(closer))
                .fact("holder", connection.endpoint(holder));
        quality.restsOnSilence(finding);
        consequences.belowTrouble(finding);
        connection.follow();
        return finding;
    }

    /// The end that keeps the connection open, with nothing of its own on the way, or null.
    private @Nullable TcpEnd holder(TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        return isHolding(connection, server) ? server : isHolding(connection, client) ? client : null;
    }

    private boolean isHolding(TcpConnection connection, TcpEnd end) {
        return connection.state(end) == TcpState.CLOSE_WAIT
                && !connection.isDataOutstanding(end)
                && !connection.peer(end).isWindowZero()
                && !quality.mayLackWhatCameBefore(
                        connection, connection.peer(end).finTime());
    }

    private static long waitsSince(TcpConnection connection, TcpEnd holder) {
        return Math.max(connection.peer(holder).finTime(), holder.lastDataTime());
    }

    private @Nullable OpenFinding find(TcpConnection connection) {
        return book.find(connection, FindingKind.TCP_CLOSE_WAIT, 0);
    }
}
