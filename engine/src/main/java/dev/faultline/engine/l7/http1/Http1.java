package dev.faultline.engine.l7.http1;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;

/// HTTP/1.0 and 1.1, told by a request line, or a status line of the server.
public final class Http1 implements Protocol {
    private static final int SHORTEST = 12;

    private final ExchangeListener listener;

    public Http1(ExchangeListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        if (length < SHORTEST) {
            return false;
        }
        return fromClient ? Http1Text.beginsRequest(bytes, at, length) : Http1Text.beginsStatus(bytes, at, length);
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new Http1Dialog(connection, memory, listener);
    }
}
