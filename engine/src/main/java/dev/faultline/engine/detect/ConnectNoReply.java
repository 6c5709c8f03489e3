package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.FrameLog;
import dev.faultline.engine.tcp.Phase;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import dev.faultline.engine.tcp.TcpTracker;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.connect.no_reply`, `tcp.connect.filtered`, `tcp.connect.dead_host`: a SYN that nothing answers, where
/// nothing is known of the host, where it answers others meanwhile, and where it is not there at all.
final class ConnectNoReply implements TcpObserver {
    /// SYNs that make it certain: two of them repeats.
    private static final int CERTAIN_SYNS = 3;

    private static final long SLOW = TimeUnit.SECONDS.toNanos(3);

    /// What is learnt of the host later says nothing about then.
    private static final long SAME_TIME = TimeUnit.SECONDS.toNanos(30);

    private final FindingBook book;
    private final CaptureQuality quality;
    private final PortScans scans;
    private final LiveHosts hosts;
    private final SilentNeighbors silent;

    ConnectNoReply(FindingBook book, CaptureQuality quality, PortScans scans, LiveHosts hosts, SilentNeighbors silent) {
        this.book = book;
        this.quality = quality;
        this.scans = scans;
        this.hosts = hosts;
        this.silent = silent;
    }

    /// The finding that says that nothing answered the SYN of a connection, or null.
    static @Nullable OpenFinding find(FindingBook book, TcpConnection connection) {
        return book.find(
                connection,
                f -> f.kind() == FindingKind.TCP_CONNECT_FILTERED
                        || f.kind() == FindingKind.TCP_CONNECT_DEAD_HOST
                        || f.kind() == FindingKind.TCP_CONNECT_NO_REPLY);
    }

    @Override
    public void onHandshakeTimeout(TcpConnection connection, long waited) {
        if (connection.phase() == Phase.SYN_SENT && !isRejected(connection)) {
            judge(connection, waited);
        }
    }

    @Override
    public void onSynRepeated(TcpConnection connection, Packet packet) {
        OpenFinding known = find(connection);
        if (known != null && connection.phase() == Phase.SYN_SENT) {
            known.occurred(packet);
            weigh(known, connection, packet.timestamp() - connection.clientEnd().synTime());
        }
    }

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        OpenFinding known = find(connection);
        if (known != null && packet.tcp().has(TcpHeader.SYN)) {
            Duration late =
                    Duration.ofNanos(packet.timestamp() - connection.clientEnd().synTime());
            known.fact("answeredAfter", late)
                    .note(TcpTexts.NOTE_ANSWERED_LATE)
                    .severity(Severity.WARNING)
                    .evidence(packet.frame(), packet.position());
            if (known.kind() == FindingKind.TCP_CONNECT_NO_REPLY) {
                known.confidence(Confidence.HIGH);
            }
        }
    }

    /// The client gives up.
    @Override
    public void onReset(TcpReset reset) {
        TcpConnection connection = reset.connection();
        if (connection.phase() == Phase.SYN_SENT && connection.isClient(reset.sender()) && !isRejected(connection)) {
            Packet packet = reset.packet();
            OpenFinding finding = judge(
                    connection, packet.timestamp() - connection.clientEnd().synTime());
            finding.note(TcpTexts.NOTE_CLIENT_ABORTED).evidence(packet.frame(), packet.position());
        }
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        if (isRejected(connection)) {
            return;
        }
        if (connection.phase() != Phase.SYN_SENT) {
            tellUnseen(connection);
            return;
        }
        long waited = Math.max(0, time - connection.clientEnd().synTime());
        if (find(connection) != null) {
            judge(connection, waited);
            return;
        }
        boolean open = waited < SLOW && connection.clientEnd().syns() < CERTAIN_SYNS;
        if (open && end == End.EVICTED) {
            return;
        }
        OpenFinding finding = judge(connection, waited);
        if (open && end == End.CAPTURE) {
            finding.state(FindingState.OPEN_AT_END);
        }
    }

    /// The client went on as if it had been answered: so it was, but the capture has only its side.
    private void tellUnseen(TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        boolean silent = client.isSynSent()
                && !client.isSynAck()
                && connection.serverEnd().packets() == 0;
        if (silent && find(connection) == null) {
            book.open(connection, FindingKind.TCP_CONNECT_NO_REPLY, 0)
                    .occurred(client.synTime())
                    .evidence(client.lastFrame(), client.lastPosition())
                    .severity(Severity.INFO)
                    .confidence(Confidence.LOW, TcpTexts.REASON_ONE_DIRECTION)
                    .fact(Explainer.VARIANT, TcpTexts.VARIANT_UNSEEN);
        }
    }

    private OpenFinding judge(TcpConnection connection, long waited) {
        OpenFinding known = find(connection);
        FindingKind kind = kindOf(connection, waited);
        OpenFinding finding = known != null ? known : open(connection, kind);
        boolean unexplained = known != null && known.kind() == FindingKind.TCP_CONNECT_NO_REPLY && !known.hasParent();
        if (known != null && unexplained && known.kind() != kind) {
            finding = open(connection, kind);
            known.partOf(finding);
        }
        finding.fact("waited", Duration.ofNanos(waited));
        return weigh(finding, connection, waited);
    }

    /// A host that answers others meanwhile is there. One that accepts connections of this very client at this
    /// very port hides nothing.
    private FindingKind kindOf(TcpConnection connection, long waited) {
        long since = connection.clientEnd().synTime();
        if (waited > SAME_TIME) {
            return FindingKind.TCP_CONNECT_NO_REPLY;
        }
        if (silent.find(connection.server().ip(), since) != null) {
            return FindingKind.TCP_CONNECT_DEAD_HOST;
        }
        boolean filtered = waited >= SLOW
                && hosts.isHeardSince(connection.server().ip(), connection.vantage(), since)
                && !hosts.isAcceptingSince(connection, since);
        return filtered ? FindingKind.TCP_CONNECT_FILTERED : FindingKind.TCP_CONNECT_NO_REPLY;
    }

    private OpenFinding open(TcpConnection connection, FindingKind kind) {
        OpenFinding finding = book.open(connection, kind, 0);
        TcpEnd client = connection.clientEnd();
        FrameLog syns = connection.repeatedSyns();
        if (syns == null) {
            finding.occurred(client.synTime()).evidence(client.lastFrame(), client.lastPosition());
        } else {
            for (int i = 0; i < syns.size(); i++) {
                finding.occurred(syns.time(i)).evidence(syns.frame(i), syns.position(i));
            }
        }
        OpenFinding neighbor = silent.find(connection.server().ip(), client.synTime());
        if (kind == FindingKind.TCP_CONNECT_DEAD_HOST && neighbor != null && !neighbor.hasParent()) {
            neighbor.partOf(finding);
        }
        if (kind == FindingKind.TCP_CONNECT_DEAD_HOST) {
            finding.blame(Blame.DST);
        }
        finding.fact("ttl", client.ttl());
        quality.restsOnSilence(finding);
        scans.attempted(connection, finding);
        return finding;
    }

    private OpenFinding weigh(OpenFinding finding, TcpConnection connection, long waited) {
        int syns = connection.clientEnd().syns();
        FrameLog log = connection.repeatedSyns();
        if (log != null) {
            finding.fact("retransmissions", (long) syns - 1).fact("spacing", spacing(log));
        }
        if (scans.isScan(connection)) {
            return finding;
        }
        if (syns >= CERTAIN_SYNS) {
            finding.severity(Severity.ERROR);
            return finding.kind() == FindingKind.TCP_CONNECT_FILTERED
                    ? finding.blame(Blame.PATH).confidence(Confidence.MEDIUM, TcpTexts.REASON_DROP_INFERRED)
                    : finding.confidence(Confidence.HIGH);
        }
        boolean failed = waited >= TcpTracker.FAILED_HANDSHAKE;
        boolean slow = waited >= SLOW;
        Severity severity = failed ? Severity.ERROR : slow ? Severity.WARNING : Severity.NOTICE;
        return finding.severity(severity).confidence(Confidence.MEDIUM, TcpTexts.REASON_FEW_SYNS);
    }

    /// The pauses between the SYNs: `1.0 1.0 2.0 4.0` seconds.
    private static String spacing(FrameLog syns) {
        StringJoiner pauses = new StringJoiner(", ");
        for (int i = 1; i < syns.size(); i++) {
            long tenths = Math.round((syns.time(i) - syns.time(i - 1)) / 1e8);
            pauses.add(tenths / 10 + "." + Math.abs(tenths % 10));
        }
        return pauses.toString();
    }

    private @Nullable OpenFinding find(TcpConnection connection) {
        return find(book, connection);
    }

    private boolean isRejected(TcpConnection connection) {
        return book.find(connection, FindingKind.TCP_CONNECT_ICMP_REJECTED, 0) != null;
    }
}
