package dev.faultline.engine.l7.mysql;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;

/// MySQL, told by the server's greeting, or by the error that it sends in place of one.
public final class Mysql implements Protocol {
    static final int HEADER = 4;
    static final int ERROR = 0xff;
    private static final int VERSION_10 = 10;
    private static final int LONGEST_GREETING = 1000;
    private static final int LONGEST_VERSION = 80;
    private static final int FIRST_ERROR = 1000;
    private static final int LAST_ERROR = 4999;

    private final ExchangeListener listener;

    public Mysql(ExchangeListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        boolean fromStart = connection.serverEnd().isSynSent();
        if (fromClient || !fromStart || length < HEADER + 5 || Octets.u8(bytes, at + 3) > 1) {
            return false;
        }
        int size = Octets.u24le(bytes, at);
        int first = Octets.u8(bytes, at + HEADER);
        boolean fits = size + HEADER == length && size <= LONGEST_GREETING;
        return fits && (first == VERSION_10 ? isVersion(bytes, at + HEADER + 1, length) : isError(bytes, at));
    }

    private static boolean isVersion(MemorySegment bytes, long at, int length) {
        int end = 0;
        while (end < Math.min(LONGEST_VERSION, length - HEADER - 1) && Octets.u8(bytes, at + end) != 0) {
            int octet = Octets.u8(bytes, at + end);
            if (octet < ' ' || octet > '~') {
                return false;
            }
            end++;
        }
        int first = Octets.u8(bytes, at);
        return end >= 3 && first >= '0' && first <= '9' && Octets.u8(bytes, at + end) == 0;
    }

    private static boolean isError(MemorySegment bytes, long at) {
        int number = Octets.u16le(bytes, at + HEADER + 1);
        return Octets.u8(bytes, at + HEADER) == ERROR && number >= FIRST_ERROR && number <= LAST_ERROR;
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new MysqlDialog(connection, memory, listener);
    }
}
