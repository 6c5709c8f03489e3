package dev.faultline.engine.capture.file;

import dev.faultline.engine.common.PrintableText;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// The options at the end of a pcapng block (draft-ietf-opsawg-pcapng, section 3.5), one after the other. One
/// object serves all blocks.
final class PcapngOptions {
    private static final int END = 0;
    private static final int CUSTOM_TEXT = 2988;
    private static final int CUSTOM_BYTES = 2989;
    private static final int CUSTOM_TEXT_NO_COPY = 19372;
    private static final int CUSTOM_BYTES_NO_COPY = 19373;

    private final RecordFormat format;
    private MemorySegment memory = MemorySegment.NULL;
    private int next;
    private int end;
    private int code;
    private int at;
    private int length;
    private boolean damaged;

    PcapngOptions(RecordFormat format) {
        this.format = format;
    }

    /// Begins with the options in `[from, to)`.
    void over(MemorySegment memory, int from, int to) {
        this.memory = memory;
        next = from;
        end = to;
        damaged = false;
    }

    /// Goes to the next option; false after the last, and when the options are [#isDamaged].
    boolean next() {
        if (damaged || next == end) {
            return false;
        }
        if (end - next < 4) {
            damaged = true;
            return false;
        }
        code = format.uint16(memory, next);
        length = format.uint16(memory, next + 2);
        at = next + 4;
        next = at + (length + 3 & ~3);
        damaged = next > end || (isCustom() && length < 4);
        if (code == END) {
            next = end;
        }
        return !damaged && code != END;
    }

    private boolean isCustom() {
        return switch (code) {
            case CUSTOM_TEXT, CUSTOM_BYTES, CUSTOM_TEXT_NO_COPY, CUSTOM_BYTES_NO_COPY -> true;
            default -> false;
        };
    }

    /// Whether an option did not fit its block or has an impossible length.
    boolean isDamaged() {
        return damaged;
    }

    /// Notes that the current option has a length that its kind cannot have, unless `valid`.
    void require(boolean valid) {
        damaged |= !valid;
    }

    int code() {
        return code;
    }

    int length() {
        return length;
    }

    int uint8(int offset) {
        return format.uint8(memory, at + offset);
    }

    long int64() {
        return format.int64(memory, at);
    }

    String text() {
        return text(memory, at, length);
    }

    /// Text up to the zero bytes that some programs put at its end, fit to be shown.
    static String text(MemorySegment memory, int at, int length) {
        byte[] bytes = memory.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
        int last = bytes.length;
        while (last > 0 && bytes[last - 1] == 0) {
            last--;
        }
        return PrintableText.of(new String(bytes, 0, last, StandardCharsets.UTF_8));
    }
}
