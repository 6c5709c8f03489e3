package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.Phase;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.time.Duration;

/// `tcp.connect.refused`: a SYN that is answered by RST.
final class ConnectRefused implements TcpObserver {
    private final FindingBook book;
    private final HostTtls ttls;
    private final PortScans scans;

    ConnectRefused(FindingBook book, HostTtls ttls, PortScans scans) {
        this.book = book;
        this.ttls = ttls;
        this.scans = scans;
    }

    @Override
    public void onReset(TcpReset reset) {
        if (reset.fit() != TcpReset.Fit.ANSWERS_SYN || reset.connection().phase() != Phase.SYN_SENT) {
            return;
        }
        TcpConnection connection = reset.connection();
        TcpEnd client = connection.clientEnd();
        Packet packet = reset.packet();
        OpenFinding finding = book.open(connection, FindingKind.TCP_CONNECT_REFUSED, 0)
                .severity(Severity.ERROR)
                .blame(Blame.DST)
                .evidence(client.lastFrame(), client.lastPosition())
                .occurred(packet)
                .fact("delay", Duration.ofNanos(Math.max(0, packet.timestamp() - client.lastTime())))
                .fact("ttl", packet.ip().ttl());
        int usual = ttls.usual(packet, connection.vantage());
        if (usual != HostTtls.UNKNOWN && Math.abs(usual - packet.ip().ttl()) > HostTtls.SAME_PATH) {
            finding.blame(Blame.PATH).fact("expectedTtl", usual).note(TcpTexts.NOTE_TTL_UNLIKE_HOST);
        }
        OpenFinding noReply = book.find(connection, FindingKind.TCP_CONNECT_NO_REPLY, 0);
        if (noReply != null) {
            noReply.partOf(finding);
        }
        scans.attempted(connection, finding);
    }
}
