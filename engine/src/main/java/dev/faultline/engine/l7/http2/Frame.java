package dev.faultline.engine.l7.http2;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The header of a frame (RFC 9113, section 4.1), and what it must be like.
final class Frame {
    static final int HEADER = 9;

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;

    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    static final int HAS_PRIORITY = 0x20;

    private Frame() {}

    static int octet(MemorySegment bytes, long at) {
        return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    static int number(MemorySegment bytes, long at) {
        return octet(bytes, at) << 24 | octet(bytes, at + 1) << 16 | octet(bytes, at + 2) << 8 | octet(bytes, at + 3);
    }

    /// Bytes after the header.
    static int payload(MemorySegment bytes, long at) {
        return octet(bytes, at) << 16 | octet(bytes, at + 1) << 8 | octet(bytes, at + 2);
    }

    static int type(MemorySegment bytes, long at) {
        return octet(bytes, at + 3);
    }

    static int flags(MemorySegment bytes, long at) {
        return octet(bytes, at + 4);
    }

    static int stream(MemorySegment bytes, long at) {
        return number(bytes, at + 5) & Integer.MAX_VALUE;
    }

    /// Whether a frame of its type may have that length and stream (section 6). Unknown types may have any.
    static boolean isValid(MemorySegment bytes, long at, int longest) {
        int length = payload(bytes, at);
        int stream = stream(bytes, at);
        if (length > longest) {
            return false;
        }
        return switch (type(bytes, at)) {
            case DATA, HEADERS, CONTINUATION -> stream != 0;
            case PRIORITY -> stream != 0 && length == 5;
            case RST_STREAM -> stream != 0 && length == 4;
            case SETTINGS -> stream == 0 && length % 6 == 0;
            case PUSH_PROMISE -> stream != 0 && length >= 4;
            case PING -> stream == 0 && length == 8;
            case GOAWAY -> stream == 0 && length >= 8;
            case WINDOW_UPDATE -> length == 4;
            default -> true;
        };
    }

    /// Whether bytes are headers of frames, one after the other, at least `count` of them, all of known types.
    static boolean isChain(MemorySegment bytes, long at, int length, int count) {
        long next = at;
        for (int i = 0; i < count; i++) {
            if (next + HEADER > at + length
                    || type(bytes, next) > CONTINUATION
                    || octet(bytes, next + 5) >= 0x80
                    || !isValid(bytes, next, Http2Frames.FIRST_LONGEST)) {
                return false;
            }
            next += HEADER + payload(bytes, next);
        }
        return true;
    }
}
