package dev.faultline.engine.l7.mongo;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;

/// MongoDB, told by the header of a client's message (MongoDB Wire Protocol).
public final class Mongo implements Protocol {
    static final int HEADER = 16;
    static final int OP_REPLY = 1;
    static final int OP_QUERY = 2004;
    static final int OP_COMPRESSED = 2012;
    static final int OP_MSG = 2013;
    private static final int LONGEST = 48_000_000;

    private final ExchangeListener listener;

    public Mongo(ExchangeListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        return fromClient
                && length >= HEADER
                && isHeader(bytes, at)
                && Octets.i32le(bytes, at + 8) == 0
                && Octets.i32le(bytes, at + 12) != OP_REPLY;
    }

    /// Whether [#HEADER] bytes are the header of a message.
    static boolean isHeader(MemorySegment bytes, long at) {
        int length = Octets.i32le(bytes, at);
        int code = Octets.i32le(bytes, at + 12);
        boolean known = code == OP_MSG || code == OP_COMPRESSED || code == OP_QUERY || code == OP_REPLY;
        return known && length > HEADER && length <= LONGEST;
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new MongoDialog(connection, memory, listener);
    }
}
