package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.icmp.IcmpFlow;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpObserver;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `nat.asymmetric`: of many connections between two hosts, all of which work, a vantage point sees one
/// direction only.
final class AsymmetricRoutes implements TcpObserver {
    private static final int MANY = 10;
    private static final int MOST_PAIRS = 4096;

    private final FindingBook book;
    private final Map<Pair, Way> ways = new HashMap<>();

    private record Pair(IpAddress client, IpAddress server, int vantage) {
        static Pair of(Flow flow) {
            return new Pair(flow.client().ip(), flow.server().ip(), flow.vantage());
        }
    }

    /// Connections of a pair of which one direction was seen so far.
    private static final class Way {
        final TcpConnection[] first = new TcpConnection[MANY];
        int count;
        boolean both;

        @Nullable
        OpenFinding told;
    }

    AsymmetricRoutes(FindingBook book) {
        this.book = book;
    }

    /// Whether it is known that a vantage point sees one direction of this pair only.
    boolean isOneWay(Flow flow) {
        Way way = ways.isEmpty() ? null : ways.get(Pair.of(flow));
        return way != null && way.told != null && !way.both;
    }

    /// The seen end acknowledges what the other has sent, unseen.
    @Override
    public void onEstablished(TcpConnection connection, Packet packet) {
        note(connection);
    }

    /// Those whose beginning was not captured, too.
    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        if (connection.openTime() == 0 || isTwoSided(connection)) {
            note(connection);
        }
    }

    private void note(TcpConnection connection) {
        boolean two = isTwoSided(connection);
        if (two && ways.isEmpty() || !two && !CaptureQuality.isOneSided(connection)) {
            return;
        }
        Pair pair = Pair.of(connection);
        Way way = ways.get(pair);
        if (two) {
            if (way != null) {
                way.both = true;
            }
            return;
        }
        if (way == null) {
            if (ways.size() == MOST_PAIRS) {
                ways.clear();
            }
            way = new Way();
            ways.put(pair, way);
        }
        if (!way.both) {
            add(way, connection);
        }
    }

    private void add(Way way, TcpConnection connection) {
        if (way.count < MANY) {
            way.first[way.count] = connection;
        }
        way.count++;
        if (way.count < MANY) {
            return;
        }
        OpenFinding finding = way.told;
        if (finding != null) {
            occurred(finding, way, connection);
            return;
        }
        for (TcpConnection early : way.first) {
            way.both |= isTwoSided(early);
        }
        if (!way.both) {
            finding = open(connection);
            way.told = finding;
            for (TcpConnection early : way.first) {
                occurred(finding, way, early);
            }
        }
    }

    private OpenFinding open(TcpConnection connection) {
        Endpoint client = new Endpoint(connection.client().ip(), Endpoint.NO_PORT);
        Endpoint server = new Endpoint(connection.server().ip(), Endpoint.NO_PORT);
        IcmpFlow pair = new IcmpFlow(Transport.IP, client, server, connection.vantage(), connection.firstSeen());
        boolean clientSeen = connection.clientEnd().packets() > 0;
        return book.open(pair, FindingKind.NAT_ASYMMETRIC, 0)
                .severity(Severity.INFO)
                .fact("seen", (clientSeen ? client : server).ip());
    }

    private static void occurred(OpenFinding finding, Way way, TcpConnection connection) {
        boolean clientSeen = connection.clientEnd().packets() > 0;
        finding.occurred(connection.firstSeen()).fact("flows", (long) way.count);
        finding.evidence(
                clientSeen
                        ? connection.clientEnd().lastFrame()
                        : connection.serverEnd().lastFrame(),
                clientSeen
                        ? connection.clientEnd().lastPosition()
                        : connection.serverEnd().lastPosition());
    }

    private static boolean isTwoSided(TcpConnection connection) {
        return connection.clientEnd().packets() > 0 && connection.serverEnd().packets() > 0;
    }
}
