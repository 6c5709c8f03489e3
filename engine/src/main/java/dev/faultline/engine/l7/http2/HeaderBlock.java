package dev.faultline.engine.l7.http2;

import dev.faultline.engine.l7.StreamMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts together the blocks of headers of one direction, which may take several frames, and decodes them.
final class HeaderBlock {
    private static final int MOST = 1 << 16;
    private static final int PRIORITY_BYTES = 5;
    private static final byte[] NONE = {};

    private final HeaderDecoder decoder;
    private final StreamMemory memory;
    private byte[] bytes = NONE;
    private int length;

    HeaderBlock(HuffmanCode huffman, StreamMemory memory) {
        decoder = new HeaderDecoder(huffman);
        this.memory = memory;
    }

    /// Adds the payload of a frame, without what comes before and after the headers in it.
    ///
    /// @return whether there was room
    boolean add(int type, int flags, MemorySegment from, long at, int size) {
        int before = 0;
        int after = 0;
        boolean first = type != Frame.CONTINUATION;
        if (first && (flags & Frame.PADDED) != 0 && size > 0) {
            after = Frame.octet(from, at);
            before = 1;
        }
        if (type == Frame.HEADERS && (flags & Frame.HAS_PRIORITY) != 0) {
            before += PRIORITY_BYTES;
        } else if (type == Frame.PUSH_PROMISE) {
            before += 4;
        }
        int more = size - before - after;
        if (more < 0 || !makeRoom(more)) {
            release();
            return false;
        }
        MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at + before, bytes, length, more);
        length += more;
        return true;
    }

    private boolean makeRoom(int more) {
        int needed = length + more;
        if (needed <= bytes.length) {
            return true;
        }
        if (needed > MOST || !memory.take(needed - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, needed);
        return true;
    }

    /// The headers; null where they are malformed.
    @Nullable
    Http2Headers decode() {
        Http2Headers headers = new Http2Headers();
        boolean good = decoder.read(MemorySegment.ofArray(bytes), 0, length, headers);
        release();
        return good ? headers : null;
    }

    void release() {
        memory.give(bytes.length);
        bytes = NONE;
        length = 0;
    }
}
