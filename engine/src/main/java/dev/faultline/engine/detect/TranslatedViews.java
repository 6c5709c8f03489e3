package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.Phase;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Open connections by their client, to find the one that packets belong to whose address was not translated
/// back. Of constant size; connections push each other out.
///
/// The kube-proxy case: conntrack calls a segment of the backend invalid and does not translate it. It reaches
/// the client pod from the backend's own address, and the client, who knows only the Service's, answers with a
/// RST.
final class TranslatedViews implements TcpObserver {
    private static final int SLOTS = 1 << 12;
    private static final long NEAR = TimeUnit.MINUTES.toNanos(10);

    private final @Nullable TcpConnection[] open = new @Nullable TcpConnection[SLOTS];

    @Override
    public void onEstablished(TcpConnection connection, Packet packet) {
        if (connection.isClientKnown()) {
            open[slot(connection.client())] = connection;
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a connection is only ever itself
    public void onEnd(TcpConnection connection, End end, long time) {
        int slot = slot(connection.client());
        if (open[slot] == connection) {
            open[slot] = null;
        }
    }

    /// The open connection of the client that resets one it knows nothing of: whose only packets before came
    /// from another address than that of the server it talks to. Null where there is none.
    @Nullable
    TcpConnection of(TcpReset reset) {
        TcpEnd stranger = reset.peer();
        boolean unknown = reset.sender().packets() == 0 && stranger.packets() > 0 && !stranger.isSynSent();
        if (!unknown || reset.fit() == TcpReset.Fit.OUTSIDE) {
            return null;
        }
        Endpoint client = reset.connection().endpoint(reset.sender());
        TcpConnection known = open[slot(client)];
        boolean fits = known != null
                && known.phase() == Phase.OPEN
                && known.client().equals(client)
                && reset.packet().timestamp() - known.lastSeen() <= NEAR;
        return fits ? known : null;
    }

    private static int slot(Endpoint client) {
        int hash = client.hashCode() * 0x9e3779b9;
        return hash >>> 20;
    }
}
