package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `tcp.syncookie_suspect`: a listener answers a SYN without the window scale and SACK that it had granted
/// others just before. A SYN cookie has no room for them where there are no timestamps to hold them (RFC 4987,
/// section 3.6). Of constant size; listeners push each other out.
final class SynCookies implements TcpObserver {
    private static final int SLOTS = 1 << 10;
    private static final long JUST_BEFORE = TimeUnit.MINUTES.toNanos(10);
    private static final long SAME_FLOOD = TimeUnit.MINUTES.toNanos(1);

    private final FindingBook book;
    private final @Nullable Listener[] listeners = new @Nullable Listener[SLOTS];

    /// A listener that has granted both options.
    private static final class Listener {
        final Endpoint server;
        final int vantage;
        long granted;
        int ttl;
        long suspected;
        int without;

        @Nullable
        OpenFinding told;

        Listener(TcpConnection connection) {
            server = connection.server();
            vantage = connection.vantage();
        }

        boolean isOf(TcpConnection connection) {
            return vantage == connection.vantage() && server.equals(connection.server());
        }
    }

    SynCookies(FindingBook book) {
        this.book = book;
    }

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        boolean offered = client.isScaleOffered() && client.isSackPermitted();
        if (!offered || !packet.tcp().has(TcpHeader.SYN | TcpHeader.ACK)) {
            return;
        }
        int slot = slot(connection);
        Listener listener = listeners[slot];
        boolean known = listener != null && listener.isOf(connection);
        if (server.isScaleOffered() && server.isSackPermitted()) {
            if (listener == null || !known) {
                listener = new Listener(connection);
                listeners[slot] = listener;
            }
            listener.granted = packet.timestamp();
            listener.ttl = packet.ip().ttl();
        } else if (listener != null && known && isBare(server) && isSameHost(listener, packet)) {
            suspect(listener, connection, packet);
        }
    }

    private static boolean isBare(TcpEnd server) {
        return !server.isScaleOffered() && !server.isSackPermitted() && !server.hasTimestamps();
    }

    /// Hosts that share an address may differ in their options for good.
    private static boolean isSameHost(Listener listener, Packet packet) {
        return packet.ip().ttl() == listener.ttl && packet.timestamp() - listener.granted <= JUST_BEFORE;
    }

    private void suspect(Listener listener, TcpConnection connection, Packet packet) {
        OpenFinding finding = listener.told;
        if (finding == null || packet.timestamp() - listener.suspected > SAME_FLOOD) {
            finding = book.open(connection, FindingKind.TCP_SYNCOOKIE_SUSPECT, 0)
                    .severity(Severity.NOTICE)
                    .confidence(Confidence.LOW, TcpTexts.REASON_OPTIONS_REMOVED);
            listener.told = finding;
            listener.without = 0;
        }
        listener.suspected = packet.timestamp();
        listener.without++;
        finding.occurred(packet).fact("flows", (long) listener.without);
    }

    private static int slot(TcpConnection connection) {
        int hash = (connection.server().hashCode() + 31 * connection.vantage()) * 0x9e3779b9;
        return hash >>> 22;
    }
}
