package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.FrameLog;
import dev.faultline.engine.tcp.Phase;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.connect.handshake_incomplete` and `tcp.connect.synack_lost`: SYN and SYN-ACK, but the client never
/// completes the handshake; and it even repeats its SYN, as it does not hear the answers.
final class HandshakeIncomplete implements TcpObserver {
    private static final long SLOW = TimeUnit.SECONDS.toNanos(3);

    /// SYNs that make it certain that the client hears nothing.
    private static final int CERTAIN_SYNS = 3;

    private final FindingBook book;
    private final CaptureQuality quality;

    HandshakeIncomplete(FindingBook book, CaptureQuality quality) {
        this.book = book;
        this.quality = quality;
    }

    @Override
    public void onHandshakeTimeout(TcpConnection connection, long waited) {
        if (isIncomplete(connection)) {
            open(connection, waited);
        }
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        if (!isIncomplete(connection) || find(connection) != null) {
            return;
        }
        long waited = Math.max(0, time - connection.serverEnd().synTime());
        boolean open = waited < SLOW;
        if (!open || end == End.CAPTURE) {
            open(connection, waited).state(open ? FindingState.OPEN_AT_END : FindingState.FINAL);
        }
    }

    @Override
    public void onEstablished(TcpConnection connection, Packet packet) {
        OpenFinding known = find(connection);
        if (known != null) {
            known.severity(Severity.NOTICE)
                    .note(TcpTexts.NOTE_COMPLETED_LATE)
                    .fact(
                            "answeredAfter",
                            Duration.ofNanos(
                                    packet.timestamp() - connection.serverEnd().synTime()))
                    .evidence(packet.frame(), packet.position());
        }
    }

    /// A SYN-ACK alone, without the SYN, says nothing about this client.
    private static boolean isIncomplete(TcpConnection connection) {
        return connection.phase() == Phase.SYN_RECEIVED
                && connection.clientEnd().isSynSent();
    }

    private OpenFinding open(TcpConnection connection, long waited) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        boolean lost = server.syns() > 1 && client.syns() > 1;
        FindingKind kind = lost ? FindingKind.TCP_CONNECT_SYNACK_LOST : FindingKind.TCP_CONNECT_HANDSHAKE_INCOMPLETE;
        OpenFinding finding = book.open(connection, kind, 0)
                .severity(lost ? Severity.ERROR : Severity.WARNING)
                .confidence(Confidence.MEDIUM, lost ? TcpTexts.REASON_FEW_SYNS : TcpTexts.REASON_FINAL_ACK)
                .occurred(server.synTime())
                .since(client.synTime())
                .fact("waited", Duration.ofNanos(waited))
                .fact("synAcks", (long) server.syns());
        if (lost) {
            finding.blame(Blame.PATH);
            if (client.syns() >= CERTAIN_SYNS) {
                finding.confidence(Confidence.HIGH);
            }
        } else if (server.syns() > 1) {
            finding.note(TcpTexts.NOTE_SYN_ACK_REPEATED);
        }
        FrameLog syns = connection.repeatedSyns();
        for (int i = 0; syns != null && i < syns.size(); i++) {
            finding.evidence(syns.frame(i), syns.position(i));
        }
        finding.evidence(client.lastFrame(), client.lastPosition()).evidence(server.lastFrame(), server.lastPosition());
        quality.restsOnSilence(finding);
        return finding;
    }

    private @Nullable OpenFinding find(TcpConnection connection) {
        OpenFinding lost = book.find(connection, FindingKind.TCP_CONNECT_SYNACK_LOST, 0);
        return lost != null ? lost : book.find(connection, FindingKind.TCP_CONNECT_HANDSHAKE_INCOMPLETE, 0);
    }
}
