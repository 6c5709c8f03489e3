package dev.faultline.engine.detect;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.stale`: data that is not acknowledged, and no packet either way for the stale time-out. A connection
/// that merely has nothing to say is never one.
final class StaleConnection implements TcpObserver {
    /// Shorter than that, the end of a capture says nothing.
    private static final long WORTH_TELLING = TimeUnit.SECONDS.toNanos(1);

    /// Repeats without an answer that make it certain that nothing arrives.
    private static final int CERTAIN_REPEATS = 2;

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;
    private final long timeout;

    /// @param timeout silence that counts as stale, nanoseconds
    StaleConnection(FindingBook book, CaptureQuality quality, Consequences consequences, long timeout) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
        this.timeout = timeout;
    }

    @Override
    public long onLook(TcpConnection connection, long now) {
        TcpEnd sender = waiting(connection);
        if (sender == null) {
            return NEVER;
        }
        long quiet = now - connection.lastSeen();
        if (quiet < timeout) {
            return timeout - quiet;
        }
        if (!isToldOtherwise(connection)) {
            tell(connection, sender, now);
        }
        return NEVER;
    }

    @Override
    public void onFollowed(TcpConnection connection, TcpEnd sender, Packet packet) {
        OpenFinding known = find(connection);
        if (known != null && known.fact("resumedAfter") == null) {
            known.note(TcpTexts.NOTE_RESUMED)
                    .fact("resumedAfter", Duration.ofNanos(packet.timestamp() - known.first()))
                    .evidence(packet.frame(), packet.position());
        }
    }

    @Override
    public void onReset(TcpReset reset) {
        OpenFinding known = find(reset.connection());
        if (known != null && reset.isAccepted() && !reset.repeat()) {
            consequences.ofReset(known);
        }
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        TcpEnd sender = waiting(connection);
        if (sender == null || end != End.CAPTURE || find(connection) != null || isToldOtherwise(connection)) {
            return;
        }
        long unanswered =
                time - Math.max(sender.lastDataTime(), connection.peer(sender).lastTime());
        if (unanswered >= WORTH_TELLING) {
            tell(connection, sender, time)
                    .state(time - connection.lastSeen() < timeout ? FindingState.OPEN_AT_END : FindingState.FINAL);
        }
    }

    private OpenFinding tell(TcpConnection connection, TcpEnd sender, long now) {
        TcpEnd peer = connection.peer(sender);
        long quietSince = connection.lastSeen();
        OpenFinding finding = find(connection);
        if (finding == null) {
            finding = book.open(connection, FindingKind.TCP_STALE, 0)
                    .occurred(quietSince)
                    .severity(Severity.WARNING);
            quality.restsOnSilence(finding);
            if (sender.repeats() == 0) {
                quality.restsOnDataSentOnce(finding);
            }
            if (!consequences.belowTrouble(finding)) {
                consequences.above(finding);
            }
        } else if (finding.last() < quietSince) {
            finding.occurred(quietSince);
        }
        connection.follow();
        finding.severity(Severity.WARNING)
                .evidence(peer.lastFrame(), peer.lastPosition())
                .evidence(sender.lastFrame(), sender.lastPosition())
                .fact("by", connection.endpoint(sender))
                .fact("bytes", (long) SequenceNumber.distance(peer.lastAck(), sender.next()))
                .fact("waited", Duration.ofNanos(now - quietSince))
                .until(now);
        if (sender.repeats() >= CERTAIN_REPEATS) {
            return finding.confidence(Confidence.HIGH);
        }
        return sender.repeats() > 0
                ? finding.confidence(Confidence.MEDIUM, TcpTexts.REASON_ACK_UNSEEN)
                : finding.confidence(Confidence.LOW, TcpTexts.REASON_SENT_ONCE);
    }

    /// The end that waits for an acknowledgment of its data, or null. An end whose peer can take no more waits
    /// for something else.
    private static @Nullable TcpEnd waiting(TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        if (!connection.isInUse()) {
            return null;
        }
        boolean clientWaits = connection.isDataOutstanding(client) && !server.isWindowZero();
        boolean serverWaits = connection.isDataOutstanding(server) && !client.isWindowZero();
        return clientWaits ? client : serverWaits ? server : null;
    }

    private boolean isToldOtherwise(TcpConnection connection) {
        return book.find(connection, FindingKind.TCP_BLACKHOLE, 0) != null
                || book.find(connection, FindingKind.TCP_RTO_BACKOFF, 0) != null;
    }

    private @Nullable OpenFinding find(TcpConnection connection) {
        return book.find(connection, FindingKind.TCP_STALE, 0);
    }
}
