package dev.faultline.engine.detect;

import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.tcp.TcpObserver;
import java.util.List;

/// All detectors of an analysis.
final class DetectorCatalog {
    private DetectorCatalog() {}

    /// Those of TCP connections, in the order in which they hear what happens: those of silence after those of
    /// resets and applications, which they may put in their place.
    ///
    /// @param staleTimeout nanoseconds
    static List<TcpObserver> tcp(
            FindingBook book,
            CaptureQuality quality,
            CaptureFindings capture,
            ConnectIcmpRejected rejected,
            ConntrackFull conntrack,
            ApplicationDetectors applications,
            SilentNeighbors silent,
            long staleTimeout) {
        Consequences consequences = new Consequences(book);
        HostTtls ttls = new HostTtls();
        PortScans scans = new PortScans();
        LiveHosts hosts = new LiveHosts();
        TranslatedViews views = new TranslatedViews();
        TransferCauses causes = new TransferCauses(book);
        PortExhaustion exhaustion = new PortExhaustion(book, quality);
        return List.of(
                ttls,
                hosts,
                views,
                capture,
                new DuplicateFrames(book),
                rejected,
                new ConnectRefused(book, ttls, scans),
                new ConnectNoReply(book, quality, scans, hosts, silent),
                new SynOverflow(book, hosts),
                exhaustion,
                conntrack,
                new SynCookies(book),
                quality.routes(),
                new HandshakeIncomplete(book, quality),
                new Resets(book, quality, views),
                new Windows(book, causes),
                new Retransmissions(book, quality, causes),
                new PathMtu(book, causes),
                new PortReuse(book, exhaustion),
                new DamagedSegments(book, causes),
                applications,
                new LostSegments(book, quality, causes),
                new AcceptOverflow(book, quality, consequences),
                new Blackhole(book, quality, consequences),
                new StaleConnection(book, quality, consequences, staleTimeout),
                new KeepAliveUnanswered(book, quality, consequences),
                new UnansweredFin(book, quality, consequences),
                new CloseWait(book, quality, consequences));
    }
}
