package dev.faultline.engine.detect;

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
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.fin_unacked` and `tcp.last_ack`: a FIN that the other end does not acknowledge, where that has not
/// closed yet, and where it has.
final class UnansweredFin implements TcpObserver {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    /// Shorter than that, the end of a capture says nothing.
    private static final long WORTH_TELLING = TimeUnit.SECONDS.toNanos(1);

    /// FINs that settle it before the time is over.
    private static final int CERTAIN_FINS = 3;

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;

    UnansweredFin(FindingBook book, CaptureQuality quality, Consequences consequences) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
    }

    @Override
    public long onLook(TcpConnection connection, long now) {
        TcpEnd closer = waiting(connection);
        if (closer == null) {
            return NEVER;
        }
        long waited = now - waitsSince(connection, closer);
        if (waited < PATIENCE) {
            return PATIENCE - waited;
        }
        tell(connection, closer, now);
        return NEVER;
    }

    @Override
    public void onFollowed(TcpConnection connection, TcpEnd sender, Packet packet) {
        OpenFinding known = find(connection);
        TcpEnd closer = connection.peer(sender);
        if (known == null || !connection.isFinAcknowledged(closer) || known.fact("answeredAfter") != null) {
            return;
        }
        known.severity(Severity.NOTICE)
                .note(TcpTexts.NOTE_FIN_ANSWERED_LATE)
                .fact("answeredAfter", Duration.ofNanos(packet.timestamp() - closer.finTime()))
                .evidence(packet.frame(), packet.position());
    }

    @Override
    public void onRetransmission(TcpConnection connection, TcpEnd sender, Packet packet) {
        OpenFinding known = find(connection);
        boolean fin = packet.tcp().has(TcpHeader.FIN);
        if (known != null && fin && connection.endpoint(sender).equals(known.fact("closer"))) {
            known.occurred(packet);
            weigh(known, sender, packet.timestamp());
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
        TcpEnd closer = waiting(connection);
        if (closer == null || end != End.CAPTURE || find(connection) != null) {
            return;
        }
        long waited = time - waitsSince(connection, closer);
        if (waited >= WORTH_TELLING) {
            boolean certain = waited >= PATIENCE || closer.fins() >= CERTAIN_FINS;
            tell(connection, closer, time).state(certain ? FindingState.FINAL : FindingState.OPEN_AT_END);
        }
    }

    private OpenFinding tell(TcpConnection connection, TcpEnd closer, long now) {
        OpenFinding known = find(connection);
        OpenFinding finding = weigh(known != null ? known : open(connection, closer), closer, now);
        if (known == null && !consequences.belowTrouble(finding)) {
            consequences.above(finding);
        }
        return finding;
    }

    private OpenFinding open(TcpConnection connection, TcpEnd closer) {
        TcpEnd peer = connection.peer(closer);
        FindingKind kind = peer.isFinSent() ? FindingKind.TCP_LAST_ACK : FindingKind.TCP_FIN_UNACKED;
        OpenFinding finding = book.open(connection, kind, 0)
                .occurred(closer.finTime())
                .evidence(peer.lastFrame(), peer.lastPosition())
                .evidence(closer.finFrame(), closer.finPosition())
                .fact("closer", connection.endpoint(closer));
        if (closer.fins() > 1) {
            Blackhole.addFrames(finding, closer);
        }
        quality.restsOnSilence(finding);
        connection.follow();
        return finding;
    }

    private static OpenFinding weigh(OpenFinding finding, TcpEnd closer, long now) {
        boolean again = closer.fins() > 1;
        boolean lastAck = finding.kind() == FindingKind.TCP_LAST_ACK;
        finding.severity(again && !lastAck ? Severity.ERROR : Severity.WARNING)
                .fact("fins", (long) closer.fins())
                .fact("waited", Duration.ofNanos(now - closer.finTime()))
                .until(now);
        if (closer.fins() >= CERTAIN_FINS) {
            return finding.confidence(Confidence.HIGH);
        }
        return again
                ? finding.confidence(Confidence.MEDIUM, TcpTexts.REASON_FEW_FINS)
                : finding.confidence(Confidence.LOW, TcpTexts.REASON_ONE_FIN);
    }

    /// The end whose FIN alone is not acknowledged, or null; where both wait, the one that closed last.
    private static @Nullable TcpEnd waiting(TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        boolean clientWaits = isWaiting(connection, client);
        boolean serverWaits = isWaiting(connection, server);
        if (clientWaits && serverWaits) {
            return client.finTime() > server.finTime() ? client : server;
        }
        return clientWaits ? client : serverWaits ? server : null;
    }

    private static boolean isWaiting(TcpConnection connection, TcpEnd end) {
        TcpEnd peer = connection.peer(end);
        return connection.isInUse()
                && end.isFinSent()
                && peer.lastAck() == end.finSeq()
                && peer.isAckKnown()
                && !peer.isWindowZero();
    }

    private static long waitsSince(TcpConnection connection, TcpEnd closer) {
        return Math.max(closer.finTime(), connection.peer(closer).lastTime());
    }

    private @Nullable OpenFinding find(TcpConnection connection) {
        OpenFinding lastAck = book.find(connection, FindingKind.TCP_LAST_ACK, 0);
        return lastAck != null ? lastAck : book.find(connection, FindingKind.TCP_FIN_UNACKED, 0);
    }
}
