package dev.faultline.engine.detect;

import static dev.faultline.engine.tcp.TransferEvents.FAST;
import static dev.faultline.engine.tcp.TransferEvents.LATE_RETRANSMISSION;
import static dev.faultline.engine.tcp.TransferEvents.RETRANSMISSION;
import static dev.faultline.engine.tcp.TransferEvents.SPURIOUS_RETRANSMISSION;
import static dev.faultline.engine.tcp.TransferEvents.TWICE_RECEIVED;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.Resent;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.util.Locale;

/// `tcp.retransmission`, `tcp.fast_retransmission`, `tcp.spurious_retransmission`: data that was sent more than
/// once. A notice by itself, as every network loses packets; more when a good share of the segments is sent
/// again, or one segment over and over.
final class Retransmissions implements TcpObserver {
    private static final int SEGMENTS = 20;
    private static final int MANY = 3;
    private static final int VERY_MANY = 5;
    private static final int WARNING_SHARE = 100;
    private static final int ERROR_SHARE = 20;
    private static final int SAME = 3;
    private static final int SPURIOUS_SHARE = 5;

    private final FindingBook book;
    private final CaptureQuality quality;
    private final TransferCauses causes;

    Retransmissions(FindingBook book, CaptureQuality quality, TransferCauses causes) {
        this.book = book;
        this.quality = quality;
        this.causes = causes;
    }

    @Override
    public void onTransfer(TcpConnection connection, TcpEnd sender, int events, Packet packet) {
        Resent resent = sender.resent();
        if (resent != null && (events & SPURIOUS_RETRANSMISSION) != 0) {
            spurious(connection, resent, packet);
        } else if (resent != null && (events & (RETRANSMISSION | LATE_RETRANSMISSION)) != 0) {
            lost(connection, sender, resent, (events & FAST) != 0, packet);
        } else if ((events & TWICE_RECEIVED) != 0) {
            receivedTwice(connection, packet);
        }
    }

    private void lost(TcpConnection connection, TcpEnd sender, Resent resent, boolean fast, Packet packet) {
        Severity severity = severity(connection, sender, resent);
        if (fast) {
            book.open(connection, FindingKind.TCP_FAST_RETRANSMISSION, 0)
                    .severity(Severity.NOTICE)
                    .blame(Blame.PATH)
                    .occurred(packet)
                    .fact("from", sender(connection, sender));
        }
        OpenFinding known = book.find(connection, FindingKind.TCP_RETRANSMISSION, 0);
        if (fast && known == null && severity == Severity.NOTICE) {
            return;
        }
        OpenFinding finding = book.open(connection, FindingKind.TCP_RETRANSMISSION, 0)
                .blame(Blame.PATH)
                .occurred(packet);
        if (known == null || severity.compareTo(finding.severity()) >= 0) {
            finding.severity(severity);
            describe(finding, connection, sender, resent);
        }
        quality.doubt(finding, packet.timestamp());
        causes.settle(connection);
    }

    private static Severity severity(TcpConnection connection, TcpEnd sender, Resent resent) {
        int lost = lost(connection, sender, resent);
        int segments = sender.dataSegments();
        if (segments >= SEGMENTS && lost >= VERY_MANY && lost * ERROR_SHARE > segments) {
            return Severity.ERROR;
        }
        boolean share = segments >= SEGMENTS && lost >= MANY && lost * WARNING_SHARE > segments;
        boolean same = resent.times() >= SAME && resent.length() > 0;
        return share || same ? Severity.WARNING : Severity.NOTICE;
    }

    /// Segments sent again, without those that the receiver says it had already.
    private static int lost(TcpConnection connection, TcpEnd sender, Resent resent) {
        int twice = connection.peer(sender).reception().twiceReceived();
        return resent.behind() + resent.before() - Math.max(0, Math.min(twice, resent.behind()));
    }

    private static void describe(OpenFinding finding, TcpConnection connection, TcpEnd sender, Resent resent) {
        int again = resent.behind() + resent.before();
        int segments = Math.max(again, sender.dataSegments());
        finding.fact("from", sender(connection, sender))
                .fact("resent", (long) again)
                .fact("segments", (long) segments)
                .fact("percent", String.format(Locale.ROOT, "%.1f", 100.0 * again / segments))
                .fact("before", (long) resent.before())
                .fact("behind", (long) resent.behind());
        if (resent.before() == 0) {
            finding.note(TransferTexts.NOTE_LOST_BEHIND);
        } else if (resent.behind() == 0) {
            finding.note(TransferTexts.NOTE_LOST_BEFORE);
        } else {
            finding.note(TransferTexts.NOTE_LOST_BOTH);
        }
        if (resent.times() >= SAME) {
            finding.note(TransferTexts.NOTE_SAME_SEGMENT).fact("times", (long) resent.times());
        }
    }

    private void spurious(TcpConnection connection, Resent resent, Packet packet) {
        OpenFinding finding = book.open(connection, FindingKind.TCP_SPURIOUS_RETRANSMISSION, 0)
                .blame(Blame.PATH)
                .occurred(packet);
        int all = resent.spurious() + resent.behind() + resent.before();
        boolean often = resent.spurious() >= SEGMENTS && resent.spurious() * SPURIOUS_SHARE > all;
        finding.severity(often ? Severity.WARNING : Severity.NOTICE);
        causes.settle(connection);
    }

    private void receivedTwice(TcpConnection connection, Packet packet) {
        book.open(connection, FindingKind.TCP_SPURIOUS_RETRANSMISSION, 0)
                .blame(Blame.PATH)
                .note(TransferTexts.NOTE_TWICE_RECEIVED)
                .occurred(packet);
    }

    static String sender(TcpConnection connection, TcpEnd end) {
        return (connection.isClient(end) ? connection.client() : connection.server()).toString();
    }
}
