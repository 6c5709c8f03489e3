package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.backlog.syn_overflow`: a listener that takes some connections of a client and drops the SYNs of others,
/// or takes those up only when they are sent again.
final class SynOverflow implements TcpObserver {
    private static final int MANY = 3;
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_LISTENERS = 1024;

    private final FindingBook book;
    private final LiveHosts hosts;
    private final Map<Listener, Drops> listeners = new HashMap<>();

    private record Listener(Endpoint server, int vantage) {}

    /// Connections whose SYN a listener has dropped within the window.
    private static final class Drops {
        final TcpConnection[] first = new TcpConnection[MANY];
        int count;
        long since;
        long until;

        @Nullable
        OpenFinding told;

        void add(TcpConnection connection, long time) {
            if (time - since > WINDOW) {
                count = 0;
                told = null;
            }
            since = count == 0 ? time : Math.min(since, time);
            until = Math.max(until, time);
            if (count < MANY) {
                first[count] = connection;
            }
            count++;
        }
    }

    SynOverflow(FindingBook book, LiveHosts hosts) {
        this.book = book;
        this.hosts = hosts;
    }

    @Override
    public void onHandshakeTimeout(TcpConnection connection, long waited) {
        if (waited < WINDOW && ConnectNoReply.find(book, connection) != null) {
            dropped(connection);
        }
    }

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        if (connection.clientEnd().syns() > 1 && connection.serverEnd().isSynAck()) {
            dropped(connection);
        }
    }

    private void dropped(TcpConnection connection) {
        long time = connection.clientEnd().synTime();
        if (!hosts.isAcceptingSince(connection, time - WINDOW)) {
            return;
        }
        if (listeners.size() == MOST_LISTENERS) {
            listeners.clear();
        }
        Drops drops = listeners.computeIfAbsent(
                new Listener(connection.server(), connection.vantage()), listener -> new Drops());
        drops.add(connection, time);
        if (drops.count == MANY) {
            for (TcpConnection early : drops.first) {
                tell(drops, early);
            }
        } else if (drops.count > MANY) {
            tell(drops, connection);
        }
    }

    private void tell(Drops drops, TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        OpenFinding finding = drops.told;
        if (finding == null) {
            finding = book.open(connection, FindingKind.TCP_BACKLOG_SYN_OVERFLOW, 0)
                    .severity(Severity.WARNING)
                    .confidence(Confidence.LOW, TcpTexts.REASON_LOSS_LOOKS_ALIKE)
                    .blame(Blame.DST);
            drops.told = finding;
        }
        finding.occurred(client.synTime())
                .evidence(client.lastFrame(), client.lastPosition())
                .fact("flows", (long) drops.count)
                .fact("window", Duration.ofNanos(drops.until - drops.since));
        OpenFinding unanswered = ConnectNoReply.find(book, connection);
        if (unanswered != null && !unanswered.hasParent()) {
            unanswered.partOf(finding);
            if (unanswered.severity() == Severity.ERROR) {
                finding.severity(Severity.ERROR).confidence(Confidence.MEDIUM, TcpTexts.REASON_LOSS_LOOKS_ALIKE);
            }
        }
    }
}
