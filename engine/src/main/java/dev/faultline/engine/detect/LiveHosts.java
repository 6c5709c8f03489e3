package dev.faultline.engine.detect;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;

/// When hosts were last heard, and when they last accepted a connection of a client at a port: who answers
/// others is there. Of constant size; hosts push each other out.
final class LiveHosts implements TcpObserver {
    private static final int SLOTS = 1 << 12;

    private final long[] hosts = new long[SLOTS];
    private final long[] heard = new long[SLOTS];
    private final long[] listeners = new long[SLOTS];
    private final long[] accepted = new long[SLOTS];

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        heard(packet, connection.vantage());
    }

    @Override
    public void onReset(TcpReset reset) {
        if (reset.fit() == TcpReset.Fit.ANSWERS_SYN) {
            heard(reset.packet(), reset.connection().vantage());
        }
    }

    @Override
    public void onEstablished(TcpConnection connection, Packet packet) {
        long listener = listener(connection);
        accepted[slot(listener)] = packet.timestamp();
        listeners[slot(listener)] = listener;
    }

    /// Connections that go on show that both their hosts are there.
    @Override
    public long onLook(TcpConnection connection, long now) {
        heard(connection, connection.clientEnd());
        heard(connection, connection.serverEnd());
        return NEVER;
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        heard(connection, connection.clientEnd());
        heard(connection, connection.serverEnd());
    }

    private void heard(Packet packet, int vantage) {
        IpHeader ip = packet.ip();
        heard(key(ip.srcHigh(), ip.srcLow(), vantage), packet.timestamp());
    }

    private void heard(TcpConnection connection, TcpEnd end) {
        if (end.packets() > 0) {
            heard(key(connection.endpoint(end).ip(), connection.vantage()), end.lastTime());
        }
    }

    private void heard(long host, long time) {
        int slot = slot(host);
        heard[slot] = hosts[slot] == host ? Math.max(heard[slot], time) : time;
        hosts[slot] = host;
    }

    /// Whether that host was heard at that vantage point at `time` or after.
    boolean isHeardSince(IpAddress host, int vantage, long time) {
        long key = key(host, vantage);
        return hosts[slot(key)] == key && heard[slot(key)] >= time;
    }

    /// Whether the server of `connection` accepted another one of the same client at the same port at `time` or
    /// after.
    boolean isAcceptingSince(TcpConnection connection, long time) {
        long key = listener(connection);
        return listeners[slot(key)] == key && accepted[slot(key)] >= time;
    }

    private static long key(IpAddress host, int vantage) {
        return key(host.high(), host.low(), vantage);
    }

    private static long key(long high, long low, int vantage) {
        return mix((low ^ Long.rotateLeft(high, 31)) + vantage * 0x9e3779b97f4a7c15L);
    }

    private static long listener(TcpConnection connection) {
        long client = key(connection.client().ip(), connection.vantage());
        long server = key(connection.server().ip(), connection.server().port());
        return mix(Long.rotateLeft(client, 17) + server);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ bits >>> 32) * 0xd6e8feb86659fd93L;
        return mixed ^ mixed >>> 29 | 1;
    }

    private static int slot(long key) {
        return (int) (key >>> 52);
    }
}
