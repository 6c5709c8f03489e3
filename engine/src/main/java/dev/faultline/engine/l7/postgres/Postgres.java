package dev.faultline.engine.l7.postgres;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;

/// PostgreSQL, told by what a client says first.
public final class Postgres implements Protocol {
    static final int VERSION_3 = 196_608;
    static final int SSL = 80_877_103;
    static final int GSS = 80_877_104;
    static final int CANCEL = 80_877_102;
    static final int FIRST_HEADER = 8;
    private static final int LONGEST_START = 10_000;

    private final ExchangeListener listener;

    public Postgres(ExchangeListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        return fromClient && length >= FIRST_HEADER && startLength(bytes, at) > 0;
    }

    /// How long the message is that begins a connection, or -1 where it is none.
    static int startLength(MemorySegment bytes, long at) {
        int length = Octets.i32(bytes, at);
        boolean fits = switch (Octets.i32(bytes, at + 4)) {
            case VERSION_3, VERSION_3 + 2 -> length > FIRST_HEADER && length <= LONGEST_START;
            case SSL, GSS -> length == FIRST_HEADER;
            case CANCEL -> length >= 16 && length <= 300;
            default -> false;
        };
        return fits ? length : -1;
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new PostgresDialog(connection, memory, listener);
    }
}
