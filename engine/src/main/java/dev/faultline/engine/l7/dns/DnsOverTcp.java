package dev.faultline.engine.l7.dns;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.Protocol;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// DNS over TCP (RFC 7766), told by a query, or by the length of one on the port for it.
public final class DnsOverTcp implements Protocol {
    private static final int PREFIX = 2;
    private static final int SHORTEST = DnsMessage.HEADER + 5;
    private static final int LONGEST_QUERY = 512;
    private static final int PORT = 53;

    private final DnsTracker tracker;
    private final DnsMessage message = new DnsMessage();

    public DnsOverTcp(DnsTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length) {
        if (!fromClient || length < PREFIX) {
            return false;
        }
        int size = (bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff) << 8 | bytes.get(ValueLayout.JAVA_BYTE, at + 1) & 0xff;
        if (size < SHORTEST || size > LONGEST_QUERY) {
            return false;
        }
        if (length == PREFIX) {
            return connection.server().port() == PORT;
        }
        int captured = Math.min(size, length - PREFIX);
        return message.read(bytes, at + PREFIX, captured, size) && !message.isResponse();
    }

    @Override
    public Dialog open(TcpConnection connection, StreamMemory memory) {
        return new DnsDialog(connection, memory, tracker);
    }
}
