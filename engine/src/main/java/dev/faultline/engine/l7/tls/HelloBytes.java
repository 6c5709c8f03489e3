package dev.faultline.engine.l7.tls;

import dev.faultline.engine.l7.StreamMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/// Gathers the first handshake message of a direction, which records and packets may cut anywhere.
final class HelloBytes {
    private static final int HEADER = 4;
    private static final int MOST = 16 * 1024;
    private static final byte[] NONE = {};

    private final boolean fromClient;
    private final StreamMemory memory;
    private final byte[] header = new byte[HEADER];
    private byte[] message = NONE;
    private int have;
    private boolean over;
    private @Nullable Hello hello;

    HelloBytes(boolean fromClient, StreamMemory memory) {
        this.fromClient = fromClient;
        this.memory = memory;
    }

    /// What the message says, or null while it is not whole.
    @Nullable
    Hello hello() {
        return hello;
    }

    /// The next bytes of handshake records.
    void add(MemorySegment bytes, long at, int length) {
        int done = 0;
        while (done < length && !over) {
            int until = have < HEADER ? HEADER : message.length;
            int n = Math.min(until - have, length - done);
            byte[] to = have < HEADER ? header : message;
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at + done, to, have, n);
            have += n;
            done += n;
            if (have == HEADER && message.length == 0) {
                begin();
            } else if (have == message.length) {
                hello = Hello.of(MemorySegment.ofArray(message), fromClient);
                release();
            }
        }
    }

    private void begin() {
        int size = HEADER + ((header[1] & 0xff) << 16 | (header[2] & 0xff) << 8 | header[3] & 0xff);
        if (size == HEADER || size > MOST || !memory.take(size)) {
            over = true;
            return;
        }
        message = new byte[size];
        System.arraycopy(header, 0, message, 0, HEADER);
    }

    /// Gathers no more.
    void release() {
        over = true;
        memory.give(message.length);
        message = NONE;
    }
}
