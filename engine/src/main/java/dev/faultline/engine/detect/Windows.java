package dev.faultline.engine.detect;

import static dev.faultline.engine.tcp.TransferEvents.ROOM_AGAIN;
import static dev.faultline.engine.tcp.TransferEvents.WINDOW_OPENED;
import static dev.faultline.engine.tcp.TransferEvents.WINDOW_SHRUNK;
import static dev.faultline.engine.tcp.TransferEvents.WINDOW_ZERO;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// `tcp.zero_window`, `tcp.window_full`, `tcp.window_shrink`: a receiver that does not take what is sent to it.
/// How long its peer had to wait makes the difference.
final class Windows implements TcpObserver {
    private static final long LONG = TimeUnit.SECONDS.toNanos(1);
    private static final long VERY_LONG = TimeUnit.SECONDS.toNanos(10);
    private static final int PROBES = 3;
    private static final long NOTABLE_FULL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String LONGEST = "longest";

    private final FindingBook book;
    private final TransferCauses causes;

    Windows(FindingBook book, TransferCauses causes) {
        this.book = book;
        this.causes = causes;
    }

    @Override
    public void onTransfer(TcpConnection connection, TcpEnd sender, int events, Packet packet) {
        if ((events & WINDOW_ZERO) != 0) {
            closed(connection, sender, packet);
        }
        if ((events & WINDOW_OPENED) != 0) {
            opened(connection, sender, packet);
        }
        if ((events & ROOM_AGAIN) != 0) {
            full(connection, sender, packet);
        }
        if ((events & WINDOW_SHRUNK) != 0) {
            book.open(connection, FindingKind.TCP_WINDOW_SHRINK, 0)
                    .severity(Severity.NOTICE)
                    .blame(blame(connection, sender))
                    .occurred(packet)
                    .fact("by", Retransmissions.sender(connection, sender));
        }
    }

    private void closed(TcpConnection connection, TcpEnd receiver, Packet packet) {
        OpenFinding finding = book.open(connection, FindingKind.TCP_ZERO_WINDOW, 0);
        long since = receiver.zeroWindowTime();
        if (since == packet.timestamp()) {
            finding.blame(blame(connection, receiver))
                    .occurred(packet)
                    .fact("by", Retransmissions.sender(connection, receiver));
        } else {
            finding.evidence(packet.frame(), packet.position());
        }
        weigh(finding, connection, receiver, packet.timestamp() - since);
    }

    private void opened(TcpConnection connection, TcpEnd receiver, Packet packet) {
        OpenFinding finding = book.find(connection, FindingKind.TCP_ZERO_WINDOW, 0);
        if (finding != null) {
            finding.evidence(packet.frame(), packet.position());
            weigh(finding, connection, receiver, receiver.reception().zeroLasted());
        }
    }

    /// @param lasted how long the window was closed up to now, nanoseconds
    private void weigh(OpenFinding finding, TcpConnection connection, TcpEnd receiver, long lasted) {
        int probes = connection.peer(receiver).windowProbes();
        Severity severity = lasted >= VERY_LONG || probes >= PROBES
                ? Severity.ERROR
                : lasted >= LONG ? Severity.WARNING : Severity.NOTICE;
        if (severity.compareTo(finding.severity()) > 0) {
            finding.severity(severity);
            causes.settle(connection);
        }
        longest(finding, lasted);
        if (probes > 0) {
            finding.note(TransferTexts.NOTE_WINDOW_PROBED).fact("probes", (long) probes);
        }
    }

    private static void longest(OpenFinding finding, long lasted) {
        Duration waited = Duration.ofNanos(Math.max(0, lasted));
        if (!(finding.fact(LONGEST) instanceof Duration known) || known.compareTo(waited) < 0) {
            finding.fact(LONGEST, waited);
        }
    }

    private void full(TcpConnection connection, TcpEnd receiver, Packet packet) {
        long lasted = connection.peer(receiver).fullLasted();
        if (lasted > Math.max(NOTABLE_FULL, 2 * connection.rtt())) {
            OpenFinding finding = book.open(connection, FindingKind.TCP_WINDOW_FULL, 0)
                    .severity(Severity.NOTICE)
                    .blame(blame(connection, receiver))
                    .occurred(packet)
                    .fact("by", Retransmissions.sender(connection, receiver));
            longest(finding, lasted);
            causes.settle(connection);
        }
    }

    private static Blame blame(TcpConnection connection, TcpEnd end) {
        return connection.isClient(end) ? Blame.SRC : Blame.DST;
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        stillClosed(connection, connection.clientEnd());
        stillClosed(connection, connection.serverEnd());
    }

    private void stillClosed(TcpConnection connection, TcpEnd receiver) {
        OpenFinding finding = receiver.isWindowZero() ? book.find(connection, FindingKind.TCP_ZERO_WINDOW, 0) : null;
        if (finding != null) {
            finding.note(TransferTexts.NOTE_STILL_CLOSED);
            weigh(finding, connection, receiver, connection.lastSeen() - receiver.zeroWindowTime());
        }
    }
}
