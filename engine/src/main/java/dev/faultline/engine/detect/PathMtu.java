package dev.faultline.engine.detect;

import static dev.faultline.engine.tcp.TransferEvents.FRAGMENTED;
import static dev.faultline.engine.tcp.TransferEvents.LATE_RETRANSMISSION;
import static dev.faultline.engine.tcp.TransferEvents.RETRANSMISSION;
import static dev.faultline.engine.tcp.TransferEvents.TOO_LARGE;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.Resent;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.pmtu_blackhole`, `tcp.mss_mismatch`: segments that are larger than the path, or the peer, takes.
final class PathMtu implements TcpObserver {
    private static final int SAME = 3;
    /// The least payload that any IPv4 path carries (RFC 9293, section 3.7.1): no path is too small for that.
    private static final int LEAST = 536;

    private static final long ALIVE = TimeUnit.SECONDS.toNanos(1);
    private static final int FRAGMENTATION_NEEDED = 4 << 16 | 3 << 8 | 4;

    private final FindingBook book;
    private final TransferCauses causes;

    PathMtu(FindingBook book, TransferCauses causes) {
        this.book = book;
        this.causes = causes;
    }

    @Override
    public void onTransfer(TcpConnection connection, TcpEnd sender, int events, Packet packet) {
        Resent resent = sender.resent();
        if (resent != null && (events & (RETRANSMISSION | LATE_RETRANSMISSION)) != 0 && resent.times() >= SAME) {
            stuck(connection, sender, resent, packet);
        }
        if ((events & TOO_LARGE) != 0) {
            mismatch(connection, sender, packet)
                    .confidence(Confidence.LOW, TransferTexts.REASON_OFFLOAD_POSSIBLE)
                    .fact("payload", (long) sender.sizes().oversize())
                    .fact("mss", (long) connection.peer(sender).mss());
        }
        if ((events & FRAGMENTED) != 0) {
            mismatch(connection, sender, packet).fact(Explainer.VARIANT, TransferTexts.VARIANT_FRAGMENTED);
        }
    }

    private OpenFinding mismatch(TcpConnection connection, TcpEnd sender, Packet packet) {
        return book.open(connection, FindingKind.TCP_MSS_MISMATCH, 0)
                .severity(Severity.WARNING)
                .blame(Blame.PATH)
                .occurred(packet)
                .fact("from", Retransmissions.sender(connection, sender));
    }

    /// A segment is sent again and again. Its size is to blame when smaller ones arrive, and the peer was there
    /// when the large ones began, or still gets some.
    private void stuck(TcpConnection connection, TcpEnd sender, Resent resent, Packet packet) {
        OpenFinding known = book.find(connection, FindingKind.TCP_PMTU_BLACKHOLE, 0);
        if (known != null) {
            known.occurred(packet);
            return;
        }
        int size = resent.length();
        OpenFinding told = tooBig(connection);
        boolean larger = sender.sizes().delivered() > 0
                && resent.least() > sender.sizes().delivered();
        boolean alive = sender.sizes().quiet() < ALIVE
                || connection.peer(sender).reception().isSacked();
        if (resent.least() <= LEAST || told == null && !(larger && alive)) {
            return;
        }
        OpenFinding finding = book.open(connection, FindingKind.TCP_PMTU_BLACKHOLE, 0)
                .severity(Severity.ERROR)
                .blame(Blame.PATH)
                .occurred(packet)
                .fact("from", Retransmissions.sender(connection, sender))
                .fact("payload", (long) size)
                .fact("delivered", (long) sender.sizes().delivered())
                .fact("times", (long) resent.times());
        if (told != null) {
            finding.note(TransferTexts.NOTE_MTU_TOLD);
        } else if (resent.isShortened()) {
            finding.note(TransferTexts.NOTE_SHORTENED);
        } else {
            finding.confidence(Confidence.MEDIUM, TransferTexts.REASON_SIZE_ONLY);
        }
        causes.settle(connection);
    }

    private @Nullable OpenFinding tooBig(TcpConnection connection) {
        return book.find(
                connection,
                f -> f.kind() == FindingKind.ICMP_PACKET_TOO_BIG
                        || f.kind() == FindingKind.ICMP_DESTINATION_UNREACHABLE
                                && f.qualifier() == FRAGMENTATION_NEEDED);
    }
}
