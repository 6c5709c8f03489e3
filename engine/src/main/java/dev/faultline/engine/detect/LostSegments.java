package dev.faultline.engine.detect;

import static dev.faultline.engine.tcp.TransferEvents.ACK_LOOP;
import static dev.faultline.engine.tcp.TransferEvents.DUPLICATE_STORM;
import static dev.faultline.engine.tcp.TransferEvents.OUT_OF_ORDER;

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
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// `tcp.out_of_order`, `tcp.lost_segment`, `tcp.dupack_storm`: gaps in what a receiver gets.
final class LostSegments implements TcpObserver {
    private static final long LOST_FOR_GOOD = TimeUnit.SECONDS.toNanos(3);
    private static final int SEGMENTS = 20;
    private static final int MANY = 3;
    private static final int WARNING_SHARE = 50;
    private static final int ASKED = 3;

    private final FindingBook book;
    private final CaptureQuality quality;
    private final TransferCauses causes;

    LostSegments(FindingBook book, CaptureQuality quality, TransferCauses causes) {
        this.book = book;
        this.quality = quality;
        this.causes = causes;
    }

    @Override
    public void onTransfer(TcpConnection connection, TcpEnd sender, int events, Packet packet) {
        Resent resent = sender.resent();
        if (resent != null && (events & OUT_OF_ORDER) != 0) {
            overtaken(connection, sender, resent, packet);
        }
        if ((events & (DUPLICATE_STORM | ACK_LOOP)) != 0) {
            storm(connection, sender, (events & ACK_LOOP) != 0, packet);
        }
    }

    private void overtaken(TcpConnection connection, TcpEnd sender, Resent resent, Packet packet) {
        int segments = sender.dataSegments();
        int late = resent.outOfOrder();
        boolean often = segments >= SEGMENTS && late >= MANY && late * WARNING_SHARE > segments;
        OpenFinding finding = book.open(connection, FindingKind.TCP_OUT_OF_ORDER, 0)
                .blame(Blame.PATH)
                .occurred(packet)
                .fact("from", Retransmissions.sender(connection, sender))
                .fact("late", (long) late)
                .fact("segments", (long) segments)
                .fact("percent", String.format(Locale.ROOT, "%.1f", 100.0 * late / Math.max(1, segments)));
        if (often) {
            finding.severity(Severity.WARNING);
            causes.settle(connection);
        }
    }

    private void storm(TcpConnection connection, TcpEnd sender, boolean loop, Packet packet) {
        OpenFinding finding = book.open(connection, FindingKind.TCP_DUPACK_STORM, loop ? 1 : 0)
                .severity(loop ? Severity.ERROR : Severity.WARNING)
                .blame(Blame.PATH)
                .occurred(packet)
                .fact("from", Retransmissions.sender(connection, sender))
                .fact("duplicates", (long) sender.reception().duplicates());
        if (loop) {
            finding.fact(Explainer.VARIANT, TransferTexts.VARIANT_ACK_LOOP);
        }
        causes.settle(connection);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        missing(connection, connection.clientEnd());
        missing(connection, connection.serverEnd());
        causes.settle(connection);
    }

    /// Bytes that never came, although their receiver was there and never acknowledged them.
    private void missing(TcpConnection connection, TcpEnd sender) {
        TcpEnd receiver = connection.peer(sender);
        long since = sender.missingSince();
        long waited = connection.lastSeen() - since;
        boolean known = receiver.packets() > 0 && receiver.isAckKnown();
        if (since == 0 || !known || waited < LOST_FOR_GOOD || receiver.lastTime() < since) {
            return;
        }
        OpenFinding finding = book.open(connection, FindingKind.TCP_LOST_SEGMENT, 0)
                .severity(Severity.WARNING)
                .blame(Blame.PATH)
                .occurred(since)
                .evidence(receiver.lastFrame(), receiver.lastPosition())
                .fact("from", Retransmissions.sender(connection, sender))
                .fact("bytes", (long) sender.missing())
                .fact("waited", Duration.ofNanos(waited));
        if (receiver.reception().duplicateAcks() >= ASKED) {
            finding.note(TransferTexts.NOTE_ASKED_FOR)
                    .fact("duplicates", (long) receiver.reception().duplicateAcks());
        } else {
            finding.confidence(Confidence.LOW, TransferTexts.REASON_NOT_ASKED_FOR);
        }
        quality.restsOnSilence(finding);
    }
}
