package dev.faultline.agent.wire;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.OutputStream;

/// Writes length-delimited messages to a stream, one at a time. Threads may share one.
public final class MessageWriter {
    private final OutputStream out;

    /// @param out where messages go
    public MessageWriter(OutputStream out) {
        this.out = out;
    }

    /// Writes a message and lets it go; blocks while the other side takes nothing.
    public synchronized void write(MessageLite message) throws IOException {
        message.writeDelimitedTo(out);
        out.flush();
    }
}
