package dev.faultline.engine.l7.http2;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// HTTP/2 with prior knowledge (RFC 9113, section 3.3), told by the client's preface; in the middle of a
/// connection by three frames in a row.
public final class Http2 implements Protocol {
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final byte[] PREFACE_BYTES = PREFACE.getBytes(StandardCharsets.US_ASCII);
    private static final int CHAIN = 3;

    private final ExchangeListener listener;
    private final HuffmanCode huffman = new HuffmanCode();

    public Http2(ExchangeListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        boolean fromStart = fromClient
                ? connection.clientEnd().isSynSent()
                : connection.serverEnd().isSynSent();
        if (fromClient && isPreface(bytes, at, length)) {
            return true;
        }
        if (!fromStart) {
            return Frame.isChain(bytes, at, length, CHAIN);
        }
        return !fromClient && isServerPreface(bytes, at, length);
    }

    static boolean isPreface(MemorySegment bytes, long at, int length) {
        if (length < PREFACE_BYTES.length) {
            return false;
        }
        for (int i = 0; i < PREFACE_BYTES.length; i++) {
            if (Frame.octet(bytes, at + i) != PREFACE_BYTES[i]) {
                return false;
            }
        }
        return true;
    }

    /// A server may send its settings before the client's preface has come (section 3.4).
    private static boolean isServerPreface(MemorySegment bytes, long at, int length) {
        return length >= Frame.HEADER
                && Frame.type(bytes, at) == Frame.SETTINGS
                && Frame.flags(bytes, at) == 0
                && Frame.number(bytes, at + 5) == 0
                && Frame.isValid(bytes, at, 6 * 20);
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new Http2Dialog(connection, memory, listener, huffman);
    }
}
