package dev.faultline.engine.detect;

import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.Phase;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.time.Duration;

/// `capture.gap`, `capture.midstream`, `capture.asymmetric`, `capture.dropped`: what the capture does not show.
/// One finding each for the whole capture, that counts.
final class CaptureFindings implements TcpObserver {
    /// Tells gaps in which nothing at all was captured from data that is missing.
    private static final int BLIND = 1;

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Flow capture;

    CaptureFindings(FindingBook book, CaptureQuality quality) {
        this.capture = book.wholeCapture();
        this.book = book;
        this.quality = quality;
    }

    @Override
    public void onOpened(TcpConnection connection, Packet packet) {
        quality.opened(connection);
        if (connection.phase() == Phase.MIDSTREAM) {
            book.open(capture, FindingKind.CAPTURE_MIDSTREAM, 0)
                    .severity(Severity.INFO)
                    .occurred(packet);
        }
    }

    @Override
    public void onMissed(TcpConnection connection, TcpEnd sender, long bytes, Packet packet) {
        quality.missed(bytes, packet.timestamp());
        book.open(capture, FindingKind.CAPTURE_GAP, 0)
                .severity(Severity.NOTICE)
                .occurred(packet)
                .fact("bytes", quality.missedBytes())
                .fact("segments", quality.missedSegments());
    }

    /// The source could not see for `nanos` from `time` on.
    void blind(long nanos, long time) {
        OpenFinding finding = book.open(capture, FindingKind.CAPTURE_GAP, BLIND);
        Duration before = finding.fact("blind") instanceof Duration blind ? blind : Duration.ZERO;
        finding.severity(Severity.NOTICE)
                .fact(Explainer.VARIANT, TcpTexts.VARIANT_BLIND)
                .fact("blind", before.plusNanos(nanos))
                .occurred(time);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        quality.ended(connection);
        if (CaptureQuality.isOneSided(connection)) {
            TcpEnd client = connection.clientEnd();
            TcpEnd seen = client.packets() > 0 ? client : connection.serverEnd();
            book.open(capture, FindingKind.CAPTURE_ASYMMETRIC, 0)
                    .severity(Severity.INFO)
                    .occurred(connection.lastSeen())
                    .evidence(seen.lastFrame(), seen.lastPosition());
        }
    }

    /// What the source says that was dropped until `time`: once at the end of a file, or whenever a live source
    /// says more.
    void dropped(CaptureStatistics statistics, long time) {
        long dropped = statistics.droppedByInterface() + statistics.droppedByKernel();
        if (dropped > 0) {
            quality.dropped(dropped);
            OpenFinding finding = book.open(capture, FindingKind.CAPTURE_DROPPED, 0);
            finding.severity(Severity.NOTICE)
                    .blame(Blame.UNKNOWN)
                    .occurred(time)
                    .fact("packets", dropped)
                    .fact("byInterface", statistics.droppedByInterface())
                    .fact("byKernel", statistics.droppedByKernel());
        }
    }
}
