package dev.faultline.engine.detect;

import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.Sightings;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.Vantages;
import dev.faultline.engine.packet.Checksum;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.QuotedTcp;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.time.Duration;
import java.util.stream.Stream;

/// All that finds errors of TCP connections, and what the capture does not show of them. Used by the analysing
/// thread alone.
public final class TcpDetectors implements TcpObserver, TcpErrorListener {
    private final FindingBook book;
    private final CaptureQuality quality;
    private final CaptureFindings capture;
    private final ConnectIcmpRejected rejected;
    private final TcpObserver[] detectors;
    private final ApplicationDetectors applications;
    private final Consequences consequences;
    private final SilentNeighbors silent = new SilentNeighbors();
    private final long staleTimeout;

    /// @param clock of the capture, which the caller lets advance before each packet
    /// @param staleTimeout silence after which a connection with data outstanding counts as stale
    /// @param sightings hears what others want to know of connections
    public TcpDetectors(
            FindingBook book, Limits limits, CaptureClock clock, Duration staleTimeout, Sightings sightings) {
        this.book = book;
        this.staleTimeout = staleTimeout.toNanos();
        quality = new CaptureQuality(new AsymmetricRoutes(book));
        ConntrackFull conntrack = new ConntrackFull(book, quality);
        applications = new ApplicationDetectors(book, quality, limits, clock, conntrack);
        capture = new CaptureFindings(book, quality);
        consequences = new Consequences(book);
        rejected = new ConnectIcmpRejected(book);
        detectors = Stream.concat(
                        DetectorCatalog.tcp(
                                book, quality, capture, rejected, conntrack, applications, silent, this.staleTimeout)
                                .stream(),
                        Stream.of(sightings))
                .toArray(TcpObserver[]::new);
    }

    /// The capture has ended, and so have all connections.
    ///
    /// @param statistics what the source says it lost
    /// @param time of the last packet, nanoseconds since the epoch
    /// @param vantages knows which vantage points went deaf
    public void end(CaptureStatistics statistics, long time, Vantages vantages) {
        applications.end();
        capture.dropped(statistics, time);
        quality.settle(vantages);
    }

    /// A live source says that more was dropped.
    ///
    /// @param time of the capture, nanoseconds since the epoch
    public void dropped(CaptureStatistics statistics, long time) {
        capture.dropped(statistics, time);
    }

    /// The source could not see for `nanos` from `time` on.
    public void blind(long nanos, long time) {
        capture.blind(nanos, time);
    }

    /// Those of what connections carry.
    public ApplicationDetectors applications() {
        return applications;
    }

    /// Whether the capture lost packets.
    public boolean isLossy() {
        return quality.isLossy();
    }

    @Override
    public void onIcmpError(Packet packet, QuotedTcp quoted, OpenFinding error) {
        rejected.onIcmpError(packet, quoted, error);
        consequences.ofIcmpError(error, packet.ip().src());
    }

    @Override
    public void onNeighborSilent(IpAddress address, OpenFinding finding) {
        silent.add(address, finding);
    }

    @Override
    public void onOpened(TcpConnection connection, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onOpened(connection, packet);
        }
    }

    @Override
    public void onSynRepeated(TcpConnection connection, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onSynRepeated(connection, packet);
        }
    }

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onAnswered(connection, packet);
        }
    }

    @Override
    public void onSynAckRepeated(TcpConnection connection, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onSynAckRepeated(connection, packet);
        }
    }

    @Override
    public void onRetransmission(TcpConnection connection, TcpEnd sender, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onRetransmission(connection, sender, packet);
        }
    }

    @Override
    public long lookAfter() {
        return Math.min(staleTimeout, TcpObserver.super.lookAfter());
    }

    @Override
    public long onLook(TcpConnection connection, long now) {
        long wait = NEVER;
        for (TcpObserver detector : detectors) {
            wait = Math.min(wait, detector.onLook(connection, now));
        }
        return wait;
    }

    @Override
    public void onFollowed(TcpConnection connection, TcpEnd sender, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onFollowed(connection, sender, packet);
        }
    }

    @Override
    public void onEstablished(TcpConnection connection, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onEstablished(connection, packet);
        }
    }

    @Override
    public void onHandshakeTimeout(TcpConnection connection, long waited) {
        for (TcpObserver detector : detectors) {
            detector.onHandshakeTimeout(connection, waited);
        }
    }

    @Override
    public void onRefusalSettled(TcpConnection connection) {
        for (TcpObserver detector : detectors) {
            detector.onRefusalSettled(connection);
        }
    }

    @Override
    public void onReset(TcpReset reset) {
        for (TcpObserver detector : detectors) {
            detector.onReset(reset);
        }
    }

    @Override
    public void onAfterReset(TcpConnection connection, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onAfterReset(connection, packet);
        }
    }

    @Override
    public void onDuplicate(TcpConnection connection, Packet packet, int ttlDrop) {
        for (TcpObserver detector : detectors) {
            detector.onDuplicate(connection, packet, ttlDrop);
        }
    }

    @Override
    public void onMissed(TcpConnection connection, TcpEnd sender, long bytes, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onMissed(connection, sender, bytes, packet);
        }
    }

    @Override
    public void onTransfer(TcpConnection connection, TcpEnd sender, int events, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onTransfer(connection, sender, events, packet);
        }
    }

    @Override
    public void onChecksum(TcpConnection connection, TcpEnd sender, Checksum checksum, Packet packet) {
        for (TcpObserver detector : detectors) {
            detector.onChecksum(connection, sender, checksum, packet);
        }
    }

    /// Of all detectors only those of what connections carry look at each segment, so the others are not asked.
    @Override
    public void onSegment(TcpConnection connection, TcpEnd sender, Packet packet) {
        applications.onSegment(connection, sender, packet);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        for (TcpObserver detector : detectors) {
            detector.onEnd(connection, end, time);
        }
        if (end != End.CAPTURE) {
            book.forget(connection);
        }
    }
}
