package dev.faultline.engine.l7.websocket;

import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.StreamReader;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads the frames of one direction (RFC 6455, section 5.2) as their bytes come. Of payloads only the code of
/// Close is looked at; they stay compressed where an extension compresses them.
///
/// After bytes that were not captured it goes on with a packet that consists of whole frames.
public final class WebSocketFrames implements StreamReader {
    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int SHORTEST_HEADER = 2;
    private static final int LONGEST_HEADER = 14;
    private static final int MASK = 4;
    private static final int LONGEST_CONTROL = 125;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final boolean fromClient;
    private final boolean extended;
    private final WebSocketListener listener;
    private final byte[] octets = new byte[LONGEST_HEADER];
    private final MemorySegment header = MemorySegment.ofArray(octets);
    private int have;
    private int size = SHORTEST_HEADER;
    private long length;
    private long remaining;
    private int code;
    /// A message has begun that further frames continue.
    private boolean fragmented;
    /// Whether it is known if a message has begun.
    private boolean certain = true;
    private boolean closed;
    private boolean lost;
    private long offset;
    private long begun;

    /// @param extended whether the two ends agreed on extensions, which may use reserved bits and opcodes
    public WebSocketFrames(boolean fromClient, boolean extended, WebSocketListener listener) {
        this.fromClient = fromClient;
        this.extended = extended;
        this.listener = listener;
    }

    @Override
    public void read(MemorySegment bytes, long at, int available) {
        lost = lost && !isWholeFrames(bytes, at, available);
        int done = 0;
        while (done < available && !lost && !closed && !listener.isDone()) {
            int n = remaining > 0
                    ? payload(bytes, at + done, (int) Math.min(remaining, available - done))
                    : header(Octets.u8(bytes, at + done));
            done += n;
            offset += n;
        }
        offset += available - done;
    }

    // ------------------------------------------------------------------------------------------------- header

    private int header(int octet) {
        if (have == 0) {
            begun = offset;
        }
        octets[have++] = (byte) octet;
        String fault = have == 1 ? firstFault(octet) : have == 2 ? secondFault(octets[0], octet) : null;
        size = have == 2 ? size(octet) : size;
        if (fault == null && have == size) {
            fault = begins();
        }
        if (fault != null) {
            listener.malformed(fromClient, fault, begun);
        }
        return 1;
    }

    private @Nullable String firstFault(int octet) {
        int opcode = opcode(octet);
        if (!extended && (octet & 0x70) != 0) {
            return WebSocketTexts.VARIANT_RESERVED;
        }
        if (!extended && (opcode > BINARY && opcode < CLOSE || opcode > PONG)) {
            return WebSocketTexts.VARIANT_OPCODE;
        }
        if (isControl(octet)) {
            return isLast(octet) ? null : WebSocketTexts.VARIANT_CONTROL;
        }
        boolean follows = opcode == CONTINUATION;
        return certain && opcode <= BINARY && follows != fragmented ? WebSocketTexts.VARIANT_FRAGMENT : null;
    }

    private @Nullable String secondFault(int first, int octet) {
        if (isMasked(octet) != fromClient) {
            return WebSocketTexts.VARIANT_MASK;
        }
        boolean tooLong = isControl(first) && (octet & 0x7f) > LONGEST_CONTROL;
        return tooLong ? WebSocketTexts.VARIANT_CONTROL : null;
    }

    private static int opcode(int first) {
        return first & 0xf;
    }

    private static boolean isControl(int first) {
        return (first & 8) != 0;
    }

    private static boolean isLast(int first) {
        return (first & 0x80) != 0;
    }

    private static boolean isMasked(int second) {
        return (second & 0x80) != 0;
    }

    /// How long a header with this second octet is.
    private static int size(int second) {
        int mask = isMasked(second) ? MASK : 0;
        return SHORTEST_HEADER
                + mask
                + switch (second & 0x7f) {
                    case LENGTH_16 -> 2;
                    case LENGTH_64 -> 8;
                    default -> 0;
                };
    }

    /// The length of the payload; negative where it is none.
    private static long length(MemorySegment bytes, long at) {
        int small = Octets.u8(bytes, at + 1) & 0x7f;
        return switch (small) {
            case LENGTH_16 -> Octets.u16(bytes, at + 2);
            case LENGTH_64 -> (long) Octets.i32(bytes, at + 2) << 32 | Octets.i32(bytes, at + 6) & 0xffff_ffffL;
            default -> small;
        };
    }

    /// The header is complete.
    private @Nullable String begins() {
        length = length(header, 0);
        int opcode = opcode(octets[0]);
        if (length < 0) {
            return WebSocketTexts.VARIANT_LENGTH;
        }
        if (opcode == CLOSE && length == 1) {
            return WebSocketTexts.VARIANT_CLOSE;
        }
        if (opcode <= BINARY) {
            fragmented = !isLast(octets[0]);
            certain = true;
        }
        code = 0;
        remaining = length;
        if (remaining == 0) {
            ends();
        }
        return null;
    }

    // ------------------------------------------------------------------------------------------------ payload

    private int payload(MemorySegment bytes, long at, int n) {
        long known = length - remaining;
        if (opcode(octets[0]) == CLOSE) {
            for (int i = 0; i < n && known + i < 2; i++) {
                int index = (int) known + i;
                int mask = fromClient ? octets[size - MASK + index] : 0;
                code = code << 8 | (Octets.u8(bytes, at + i) ^ mask) & 0xff;
            }
        }
        remaining -= n;
        if (remaining == 0) {
            ends();
        }
        return n;
    }

    private void ends() {
        int opcode = opcode(octets[0]);
        have = 0;
        size = SHORTEST_HEADER;
        if (opcode == PING) {
            listener.ping(fromClient);
        } else if (opcode == CLOSE) {
            closed = true;
            listener.close(fromClient, length < 2 ? CloseCodes.NO_STATUS : code);
        }
    }

    // --------------------------------------------------------------------------------------------------- gaps

    /// Bytes were not captured. Within a payload that is no matter, but for a code that they hide.
    @Override
    public boolean skip(int bytes) {
        offset += bytes;
        if (closed) {
            return true;
        }
        if (remaining > bytes && opcode(octets[0]) != CLOSE) {
            remaining -= bytes;
            return true;
        }
        lost = true;
        certain = false;
        fragmented = false;
        have = 0;
        size = SHORTEST_HEADER;
        remaining = 0;
        return false;
    }

    /// Whether a packet consists of frames, from its first byte to its last.
    private boolean isWholeFrames(MemorySegment bytes, long at, int available) {
        int done = 0;
        while (done + SHORTEST_HEADER <= available) {
            int first = Octets.u8(bytes, at + done);
            int second = Octets.u8(bytes, at + done + 1);
            int left = available - done - size(second);
            if (firstFault(first) != null || secondFault(first, second) != null || left < 0) {
                return false;
            }
            long payload = length(bytes, at + done);
            if (payload < 0 || payload > left) {
                return false;
            }
            done = available - left + (int) payload;
        }
        return done == available;
    }

    @Override
    public boolean isLost() {
        return lost;
    }

    // -------------------------------------------------------------------------------------------------- state

    @Override
    public boolean isIncomplete() {
        return !lost && !closed && (have > 0 || fragmented);
    }

    @Override
    public long received() {
        return offset - begun;
    }

    @Override
    public long expected() {
        return have == size ? size + length : -1;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public void release() {}
}
