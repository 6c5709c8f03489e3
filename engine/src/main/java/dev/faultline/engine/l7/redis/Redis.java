package dev.faultline.engine.l7.redis;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;

/// RESP over TCP, told by a command (`*2\r\n$3\r\nGET…`), or by a server that turns the client away at once.
public final class Redis implements Protocol {
    private static final String[] TURNED_AWAY = {"-ERR max number of clients reached", "-DENIED Redis is running"};

    private final ExchangeListener listener;

    public Redis(ExchangeListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        if (!fromClient) {
            return Octets.is(bytes, at, length, TURNED_AWAY[0]) || Octets.is(bytes, at, length, TURNED_AWAY[1]);
        }
        int next = number(bytes, at, length, 0, '*');
        return next > 0 && (next == length || number(bytes, at, length, next, '$') > 0);
    }

    /// @return where the line of a type and a number ends, or -1
    private static int number(MemorySegment bytes, long at, int length, int from, char type) {
        int next = from;
        if (next + 4 > length || Octets.u8(bytes, at + next++) != type) {
            return -1;
        }
        int digits = 0;
        while (next < length
                && digits < 8
                && Octets.u8(bytes, at + next) >= '0'
                && Octets.u8(bytes, at + next) <= '9') {
            digits++;
            next++;
        }
        boolean ends = digits > 0 && next + 2 <= length && Octets.u16(bytes, at + next) == 0x0d0a;
        return ends ? next + 2 : -1;
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new RedisDialog(connection, memory, listener);
    }
}
