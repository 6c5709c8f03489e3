package dev.faultline.engine.l7.kafka;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;

/// Kafka, told by a request: its size, a known API and version, and a client id of printable letters.
public final class Kafka implements Protocol {
    /// Size, API, version, correlation id, length of the client id.
    static final int HEADER = 14;

    static final int LARGEST = 100 << 20;
    private static final int LAST_API = 92;
    private static final int LAST_VERSION = 20;
    private static final int LONGEST_CLIENT = 250;

    private final ExchangeListener listener;

    public Kafka(ExchangeListener listener) {
        this.listener = listener;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        if (!fromClient || !connection.clientEnd().isSynSent() || length < HEADER || !isRequest(bytes, at)) {
            return false;
        }
        int whole = Octets.i32(bytes, at) + 4;
        int name = (short) Octets.u16(bytes, at + 12);
        return (whole == length || whole > length && length > 500)
                && name >= 0
                && isName(bytes, at + HEADER, name, length);
    }

    private static boolean isName(MemorySegment bytes, long at, int name, int length) {
        if (HEADER + name > length) {
            return false;
        }
        for (int i = 0; i < name; i++) {
            int octet = Octets.u8(bytes, at + i);
            if (octet < ' ' || octet > '~') {
                return false;
            }
        }
        return true;
    }

    /// Whether [#HEADER] bytes are the beginning of a request.
    static boolean isRequest(MemorySegment bytes, long at) {
        int size = Octets.i32(bytes, at);
        int name = (short) Octets.u16(bytes, at + 12);
        return size >= HEADER - 4
                && size <= LARGEST
                && Octets.u16(bytes, at + 4) <= LAST_API
                && Octets.u16(bytes, at + 6) <= LAST_VERSION
                && name >= -1
                && name <= Math.min(LONGEST_CLIENT, size - (HEADER - 4));
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new KafkaDialog(connection, memory, listener);
    }
}
