package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
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

/// `tcp.keepalive_unanswered`: keep-alive probes on an idle connection that nothing answers.
final class KeepAliveUnanswered implements TcpObserver {
    private static final int UNANSWERED_PROBES = 2;
    private static final int CERTAIN_PROBES = 3;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;

    KeepAliveUnanswered(FindingBook book, CaptureQuality quality, Consequences consequences) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
    }

    @Override
    public long onLook(TcpConnection connection, long now) {
        TcpEnd prober = prober(connection);
        if (prober == null) {
            return NEVER;
        }
        long waited = now - prober.lastTime();
        if (waited < patience(connection)) {
            return patience(connection) - waited;
        }
        tell(connection, prober);
        return NEVER;
    }

    @Override
    public void onFollowed(TcpConnection connection, TcpEnd sender, Packet packet) {
        OpenFinding known = find(connection);
        if (known == null || connection.endpoint(sender).equals(known.fact("by"))) {
            return;
        }
        if (known.fact("answeredAfter") == null) {
            known.severity(Severity.NOTICE)
                    .note(TcpTexts.NOTE_PROBE_ANSWERED_LATE)
                    .fact("answeredAfter", Duration.ofNanos(packet.timestamp() - known.first()))
                    .evidence(packet.frame(), packet.position());
        }
    }

    /// The prober gives up.
    @Override
    public void onReset(TcpReset reset) {
        TcpConnection connection = reset.connection();
        OpenFinding known = find(connection);
        if (known != null && reset.isAccepted() && !reset.repeat()) {
            if (connection.endpoint(reset.sender()).equals(known.fact("by"))) {
                known.severity(Severity.ERROR).note(TcpTexts.NOTE_PROBER_GAVE_UP);
            }
            consequences.ofReset(known);
        }
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        TcpEnd prober = prober(connection);
        if (prober != null && end == End.CAPTURE && time - prober.lastTime() >= patience(connection)) {
            tell(connection, prober);
        }
    }

    private void tell(TcpConnection connection, TcpEnd prober) {
        TcpEnd peer = connection.peer(prober);
        OpenFinding finding = find(connection);
        if (finding == null) {
            finding = book.open(connection, FindingKind.TCP_KEEPALIVE_UNANSWERED, 0)
                    .occurred(prober.lastTime())
                    .severity(Severity.WARNING)
                    .evidence(peer.lastFrame(), peer.lastPosition())
                    .fact("by", connection.endpoint(prober));
            quality.restsOnSilence(finding);
            if (!consequences.belowTrouble(finding)) {
                consequences.above(finding);
            }
            connection.follow();
        } else if (finding.last() < prober.lastTime()) {
            finding.occurred(prober.lastTime());
        }
        finding.evidence(prober.lastFrame(), prober.lastPosition()).fact("probes", (long) prober.keepAlives());
        if (prober.keepAlives() >= CERTAIN_PROBES) {
            finding.confidence(Confidence.HIGH);
        } else {
            finding.confidence(Confidence.MEDIUM, TcpTexts.REASON_FEW_PROBES);
        }
    }

    private static @Nullable TcpEnd prober(TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        if (!connection.isInUse()) {
            return null;
        }
        return client.keepAlives() >= UNANSWERED_PROBES
                ? client
                : server.keepAlives() >= UNANSWERED_PROBES ? server : null;
    }

    private static long patience(TcpConnection connection) {
        return Math.max(PATIENCE, 2 * connection.rtt());
    }

    private @Nullable OpenFinding find(TcpConnection connection) {
        return book.find(connection, FindingKind.TCP_KEEPALIVE_UNANSWERED, 0);
    }
}
