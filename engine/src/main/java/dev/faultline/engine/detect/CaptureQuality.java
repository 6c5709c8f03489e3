package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Vantages;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How far the capture itself can be trusted: a finding that rests on silence says less when packets are
/// missing, or when a vantage point sees one direction only.
public final class CaptureQuality {
    /// More than one segment in a thousand makes a capture lossy.
    private static final long LOSSY_SHARE = 1000;

    /// Where one connection in five ends with data that was sent once and never acknowledged, the capture was
    /// edited, or made by hand: a sender that hears nothing sends again.
    private static final int EDITED_SHARE = 5;

    private static final int SEVERAL = 5;
    private static final int SEGMENT_BYTES = 1448;
    /// How long an end may take to close after the other one.
    private static final long BEGINNING = TimeUnit.SECONDS.toNanos(2);

    private static final long NEAR = TimeUnit.SECONDS.toNanos(1);

    private final List<OpenFinding> silences = new ArrayList<>();
    private final List<OpenFinding> sentOnce = new ArrayList<>();
    private final AsymmetricRoutes routes;
    private long missedSegments;
    private long missedBytes;
    private long lastMissed = Long.MIN_VALUE;
    private long dataSegments;
    private long talking;
    private long dropped;
    private long began = Long.MAX_VALUE;
    private int[] oneDirection = new int[8];
    private int[] bothDirections = new int[8];

    /// @param routes knows between which hosts one direction is missing
    CaptureQuality(AsymmetricRoutes routes) {
        this.routes = routes;
    }

    /// Knows between which hosts one direction is missing.
    AsymmetricRoutes routes() {
        return routes;
    }

    /// A connection was seen for the first time.
    void opened(TcpConnection connection) {
        began = Math.min(began, connection.firstSeen());
    }

    /// Whether what an end did first of all that was seen may answer what the other one did before the capture
    /// began.
    boolean mayLackWhatCameBefore(TcpConnection connection, long time) {
        return !connection.clientEnd().isSynSent()
                && !connection.serverEnd().isSynSent()
                && time == connection.firstSeen()
                && time - began < BEGINNING;
    }

    /// Bytes that an end acknowledged are not in the capture.
    void missed(long bytes, long time) {
        missedBytes += bytes;
        missedSegments += (bytes + SEGMENT_BYTES - 1) / SEGMENT_BYTES;
        lastMissed = time;
    }

    /// Whether the source says that it dropped packets, and how many.
    void dropped(long packets) {
        dropped = packets;
    }

    /// Counts a connection of which no more will come.
    void ended(TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        dataSegments += client.dataSegments() + server.dataSegments();
        int vantage = connection.vantage();
        if (vantage >= oneDirection.length) {
            oneDirection = Arrays.copyOf(oneDirection, 2 * vantage);
            bothDirections = Arrays.copyOf(bothDirections, 2 * vantage);
        }
        if (client.packets() > 0 && server.packets() > 0) {
            bothDirections[vantage]++;
            talking += client.dataSegments() + server.dataSegments() > 0 ? 1 : 0;
        } else if (isOneSided(connection)) {
            oneDirection[vantage]++;
        }
    }

    /// Whether one end talks with another that is not seen: it acknowledges, or sends what only an open
    /// connection carries.
    static boolean isOneSided(TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        if (client.packets() > 0 == server.packets() > 0) {
            return false;
        }
        TcpEnd seen = client.packets() > 0 ? client : server;
        return connection.openTime() != 0 || seen.dataSegments() > 1 || seen.isSynAck();
    }

    /// Whether at that vantage point one direction is missing more often than not.
    private boolean isOneDirection(int vantage) {
        return vantage >= 0 && vantage < oneDirection.length && oneDirection[vantage] > bothDirections[vantage];
    }

    /// Whether the capture lost packets: told by itself, or shown by acknowledgments of what is not in it.
    boolean isLossy() {
        return dropped > 0 || missedSegments * LOSSY_SHARE > dataSegments;
    }

    long missedSegments() {
        return missedSegments;
    }

    long missedBytes() {
        return missedBytes;
    }

    /// Doubts what was concluded from packets that came, but might have been concluded otherwise with those
    /// that are missing.
    void doubt(OpenFinding finding, long time) {
        if (lastMissed != Long.MIN_VALUE && Math.abs(time - lastMissed) <= NEAR) {
            finding.doubt(Confidence.MEDIUM, TcpTexts.REASON_LOSSY);
        }
    }

    /// Remembers a finding that rests on packets that did not come; it is doubted when the capture turns out
    /// not to have all of them.
    void restsOnSilence(OpenFinding finding) {
        silences.add(finding);
    }

    /// Remembers a finding that rests on data that was not acknowledged, and not sent again either.
    void restsOnDataSentOnce(OpenFinding finding) {
        sentOnce.add(finding);
    }

    private void settleSentOnce() {
        sentOnce.removeIf(finding -> finding.confidence() != Confidence.LOW);
        if (sentOnce.size() >= SEVERAL && (long) sentOnce.size() * EDITED_SHARE > talking) {
            for (OpenFinding finding : sentOnce) {
                finding.severity(
                                finding.severity().compareTo(Severity.NOTICE) > 0
                                        ? Severity.NOTICE
                                        : finding.severity())
                        .doubt(Confidence.LOW, TcpTexts.REASON_ACKS_MISSING);
            }
        }
        sentOnce.clear();
    }

    /// The capture has ended: doubts what rests on silence, if need be.
    void settle(Vantages vantages) {
        settleSentOnce();
        for (OpenFinding finding : silences) {
            int vantage = finding.flow().vantage();
            if (vantage >= 0 && vantages.isDeafAt(vantage, finding.last())) {
                finding.doubt(Confidence.LOW, TcpTexts.REASON_INTERFACE_SILENT);
            }
            if (isOneDirection(vantage) || routes.isOneWay(finding.flow())) {
                finding.doubt(Confidence.LOW, TcpTexts.REASON_ONE_DIRECTION);
            }
            if (dropped > 0) {
                finding.doubt(Confidence.LOW, TcpTexts.REASON_DROPPED);
            } else if (isLossy()) {
                finding.doubt(Confidence.LOW, TcpTexts.REASON_LOSSY);
            }
        }
        silences.clear();
    }
}
