package dev.faultline.engine.detect;

import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpObserver;

/// `capture.duplicate_frame`: the same packet twice at one vantage point, which is no retransmission. Told for
/// each of the first flows, where it is the exception; then once for the whole capture, where it is the way the
/// capture was made.
final class DuplicateFrames implements TcpObserver {
    private static final int FLOWS_TOLD = 20;

    private final FindingBook book;
    private int flows;

    DuplicateFrames(FindingBook book) {
        this.book = book;
    }

    @Override
    public void onDuplicate(TcpConnection connection, Packet packet, int ttlDrop) {
        OpenFinding known = book.find(connection, FindingKind.CAPTURE_DUPLICATE_FRAME, 0);
        if (known == null) {
            known = flows < FLOWS_TOLD
                    ? book.open(connection, FindingKind.CAPTURE_DUPLICATE_FRAME, 0)
                    : book.open(book.wholeCapture(), FindingKind.CAPTURE_DUPLICATE_FRAME, 0);
            flows++;
        }
        known.severity(Severity.NOTICE).occurred(packet);
        if (ttlDrop > 0) {
            known.note(TcpTexts.NOTE_ROUTED_COPY).fact("hops", (long) ttlDrop);
        }
    }
}
