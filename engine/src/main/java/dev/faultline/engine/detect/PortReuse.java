package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.SequenceNumber;
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
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.port_reuse`: a client takes the port of a connection that is not over for its server, or was not a
/// minute ago (TIME-WAIT; RFC 9293, section 3.4.2, and RFC 6191).
final class PortReuse implements TcpObserver {
    private static final long TIME_WAIT = TimeUnit.SECONDS.toNanos(60);

    private final FindingBook book;
    private final PortExhaustion exhaustion;
    private @Nullable TcpConnection replaced;

    PortReuse(FindingBook book, PortExhaustion exhaustion) {
        this.book = book;
        this.exhaustion = exhaustion;
    }

    /// The connection that takes its place is opened next.
    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        if (end == End.REPLACED && (replaced == null || replaced.lastSeen() < connection.lastSeen())) {
            replaced = connection;
        }
    }

    @Override
    public void onOpened(TcpConnection connection, Packet packet) {
        TcpConnection before = replaced;
        replaced = null;
        if (before == null || connection.phase() != Phase.SYN_SENT || !isSame(before, connection)) {
            return;
        }
        long pause = packet.timestamp() - before.lastSeen();
        boolean open = before.phase() == Phase.OPEN
                && !(before.clientEnd().isFinSent() && before.serverEnd().isFinSent());
        boolean refused = before.openTime() == 0;
        if (refused || pause >= TIME_WAIT) {
            return;
        }
        boolean refusable = !open && isRefusable(before, connection);
        TcpEnd old = before.clientEnd();
        OpenFinding finding = book.open(connection, FindingKind.TCP_PORT_REUSE, 0)
                .severity(open || refusable ? Severity.WARNING : Severity.NOTICE)
                .blame(Blame.SRC)
                .occurred(packet)
                .evidence(old.lastFrame(), old.lastPosition())
                .fact("pause", Duration.ofNanos(Math.max(0, pause)))
                .fact(Explainer.VARIANT, open ? TransferTexts.VARIANT_OPEN : TransferTexts.VARIANT_TIME_WAIT);
        if (refusable) {
            finding.note(TransferTexts.NOTE_NUMBER_NOT_GREATER)
                    .confidence(Confidence.MEDIUM, TransferTexts.REASON_CLOSE_UNSEEN);
        }
        if (open) {
            finding.confidence(Confidence.MEDIUM, TransferTexts.REASON_CLOSE_UNSEEN);
        }
        exhaustion.reused(connection, finding);
    }

    /// Whether the server, which closed first and so remembers the old connection, may take the SYN for a part
    /// of it: neither its number nor its timestamp says that it is new.
    private static boolean isRefusable(TcpConnection before, TcpConnection after) {
        TcpEnd client = before.clientEnd();
        TcpEnd server = before.serverEnd();
        boolean serverFirst = server.isFinSent() && (!client.isFinSent() || server.finTime() <= client.finTime());
        boolean dated = client.hasTimestamps() && after.clientEnd().hasTimestamps();
        return serverFirst
                && !dated
                && SequenceNumber.atOrBefore(after.clientEnd().isn(), client.next());
    }

    private static boolean isSame(TcpConnection before, TcpConnection after) {
        Endpoint client = after.client();
        return client.equals(before.client()) && after.server().equals(before.server());
    }
}
