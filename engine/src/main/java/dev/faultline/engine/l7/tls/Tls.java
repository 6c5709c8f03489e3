package dev.faultline.engine.l7.tls;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;

/// TLS, told by a record with ClientHello or ServerHello.
public final class Tls implements Protocol {
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;

    private final TlsListener listener;

    public Tls(TlsListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        return length > TlsRecords.HEADER
                && TlsRecords.octet(bytes, at) == TlsRecords.HANDSHAKE
                && TlsRecords.isHeader(bytes, at)
                && TlsRecords.octet(bytes, at + TlsRecords.HEADER) == (fromClient ? CLIENT_HELLO : SERVER_HELLO);
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new TlsDialog(connection, memory, listener);
    }
}
