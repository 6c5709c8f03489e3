package dev.faultline.engine.detect;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.Phase;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// `tcp.backlog.accept_overflow`: a server that goes on sending SYN-ACK although the client has completed the
/// handshake. Linux drops the last ACK when the accept queue is full (`tcp_abort_on_overflow` = 0).
final class AcceptOverflow implements TcpObserver {
    /// SYN-ACKs that are no accident where the client has sent nothing yet.
    private static final int MANY = 3;

    /// A SYN-ACK sent again that early may have crossed the last ACK.
    private static final long CROSSING = TimeUnit.MILLISECONDS.toNanos(500);

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Consequences consequences;

    AcceptOverflow(FindingBook book, CaptureQuality quality, Consequences consequences) {
        this.book = book;
        this.quality = quality;
        this.consequences = consequences;
    }

    @Override
    public void onSynAckRepeated(TcpConnection connection, Packet packet) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        long since = packet.timestamp() - connection.openTime();
        boolean late = since > Math.max(CROSSING, 2 * connection.rtt());
        boolean many = client.bytes() > 0 || server.syns() >= MANY;
        boolean open = connection.phase() == Phase.OPEN && client.isSynSent() && server.bytes() == 0;
        if (!open || !late || !many) {
            return;
        }
        OpenFinding finding = book.find(connection, FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW, 0);
        if (finding == null) {
            finding = book.open(connection, FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW, 0)
                    .severity(Severity.WARNING)
                    .blame(Blame.DST)
                    .evidence(client.lastFrame(), client.lastPosition());
            quality.restsOnSilence(finding);
            connection.follow();
        }
        finding.occurred(packet).fact("synAcks", (long) server.syns());
        if (client.bytes() > 0) {
            finding.confidence(Confidence.HIGH);
        } else {
            finding.confidence(Confidence.MEDIUM, TcpTexts.REASON_DEFER_ACCEPT);
        }
        consequences.above(finding);
    }

    /// The server takes it up at last.
    @Override
    public void onFollowed(TcpConnection connection, TcpEnd sender, Packet packet) {
        OpenFinding known = book.find(connection, FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW, 0);
        TcpEnd client = connection.clientEnd();
        boolean takesUp = !connection.isClient(sender)
                && (sender.bytes() > 0 || SequenceNumber.after(sender.lastAck(), client.isn() + 1));
        if (known != null && takesUp && known.fact("answeredAfter") == null) {
            known.note(TcpTexts.NOTE_TAKEN_UP_LATE)
                    .fact("answeredAfter", Duration.ofNanos(packet.timestamp() - connection.openTime()))
                    .evidence(packet.frame(), packet.position());
        }
    }
}
