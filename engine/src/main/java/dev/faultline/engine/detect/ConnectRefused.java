package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `tcp.connect.refused`: a SYN that is answered by RST.
///
/// Systems that send no timestamps may try the same SYN again a moment later (Windows does), and be accepted
/// then: for these, the verdict waits.
final class ConnectRefused implements TcpObserver {
    private final FindingBook book;
    private final HostTtls ttls;
    private final PortScans scans;
    private final Map<TcpConnection, List<Refusal>> waiting = new HashMap<>();

    /// A SYN and its RST.
    private record Refusal(
            long synFrame, long synPosition, long frame, long position, long time, long delay, int ttl, int usualTtl) {
        boolean isByHost() {
            return usualTtl == HostTtls.UNKNOWN || Math.abs(usualTtl - ttl) <= HostTtls.SAME_PATH;
        }
    }

    ConnectRefused(FindingBook book, HostTtls ttls, PortScans scans) {
        this.book = book;
        this.ttls = ttls;
        this.scans = scans;
    }

    @Override
    public void onReset(TcpReset reset) {
        TcpConnection connection = reset.connection();
        if (reset.fit() != TcpReset.Fit.ANSWERS_SYN || connection.phase() != Phase.SYN_SENT) {
            return;
        }
        Refusal refusal = refusal(connection, reset.packet());
        if (connection.clientEnd().hasTimestamps()) {
            tell(connection, refusal);
        } else {
            waiting.computeIfAbsent(connection, c -> new ArrayList<>(1)).add(refusal);
        }
    }

    @Override
    public void onRefusalSettled(TcpConnection connection) {
        List<Refusal> refusals = waiting.remove(connection);
        if (refusals != null) {
            refusals.forEach(refusal -> tell(connection, refusal));
        }
    }

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        waiting.remove(connection);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        onRefusalSettled(connection);
    }

    private Refusal refusal(TcpConnection connection, Packet packet) {
        TcpEnd client = connection.clientEnd();
        return new Refusal(
                client.lastFrame(),
                client.lastPosition(),
                packet.frame(),
                packet.position(),
                packet.timestamp(),
                Math.max(0, packet.timestamp() - client.lastTime()),
                packet.ip().ttl(),
                ttls.usual(packet, connection.vantage()));
    }

    private void tell(TcpConnection connection, Refusal refusal) {
        OpenFinding finding = book.open(connection, FindingKind.TCP_CONNECT_REFUSED, 0)
                .severity(Severity.ERROR)
                .blame(refusal.isByHost() ? Blame.DST : Blame.PATH)
                .evidence(refusal.synFrame, refusal.synPosition)
                .occurred(refusal.time)
                .evidence(refusal.frame, refusal.position)
                .fact("delay", Duration.ofNanos(refusal.delay))
                .fact("ttl", refusal.ttl);
        if (!refusal.isByHost()) {
            finding.fact(Explainer.VARIANT, TcpTexts.VARIANT_PATH)
                    .fact("expectedTtl", refusal.usualTtl)
                    .note(TcpTexts.NOTE_TTL_UNLIKE_HOST);
        }
        OpenFinding noReply = ConnectNoReply.find(book, connection);
        if (noReply != null) {
            noReply.partOf(finding);
        }
        scans.attempted(connection, finding);
    }
}
