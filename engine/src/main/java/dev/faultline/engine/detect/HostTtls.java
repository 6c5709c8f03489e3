package dev.faultline.engine.detect;

import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpObserver;

/// The time to live with which hosts open connections. A RST with another one was not sent by the host itself.
/// Of constant size; hosts push each other out.
final class HostTtls implements TcpObserver {
    /// Nothing known of the host.
    static final int UNKNOWN = -1;

    /// By how much the time to live may differ where routes change.
    static final int SAME_PATH = 1;

    private static final int SLOTS = 1 << 12;

    private final long[] hosts = new long[SLOTS];
    private final short[] ttls = new short[SLOTS];

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        if (!packet.tcp().has(TcpHeader.SYN)) {
            return;
        }
        long host = key(packet, connection.vantage());
        int slot = slot(host);
        hosts[slot] = host;
        ttls[slot] = (short) packet.ip().ttl();
    }

    /// The time to live that the source of a packet had before, or [#UNKNOWN].
    int usual(Packet packet, int vantage) {
        long host = key(packet, vantage);
        int slot = slot(host);
        return hosts[slot] == host ? ttls[slot] : UNKNOWN;
    }

    private static long key(Packet packet, int vantage) {
        long mixed =
                (packet.ip().srcLow() ^ Long.rotateLeft(packet.ip().srcHigh(), 31)) + vantage * 0x9e3779b97f4a7c15L;
        long key = (mixed ^ mixed >>> 32) * 0xd6e8feb86659fd93L;
        return key ^ key >>> 29 | 1;
    }

    private static int slot(long host) {
        return (int) (host >>> 52);
    }
}
