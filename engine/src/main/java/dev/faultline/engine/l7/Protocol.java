package dev.faultline.engine.l7;

import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;

/// A protocol over TCP that is told by the first bytes of a stream.
public interface Protocol {
    /// Whether an end that begins with these bytes speaks it.
    ///
    /// @param fromClient whether the end opened the connection
    /// @param length bytes at `at`, at least 1
    boolean begins(TcpConnection connection, boolean fromClient, MemorySegment bytes, long at, int length);

    /// Begins to read a connection.
    Dialog open(TcpConnection connection, StreamMemory memory);
}
