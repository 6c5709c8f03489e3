package dev.faultline.engine.capture.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// One pcapng block that is being written, little-endian. Everything in it is padded to four bytes.
final class BlockBuffer {
    private static final int END_OF_OPTIONS = 0;
    private static final int LONGEST_OPTION = 0xffff;

    private ByteBuffer buffer = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);
    private boolean hasOptions;

    void begin(int type) {
        buffer.clear();
        hasOptions = false;
        int32(type);
        int32(0);
    }

    /// Writes the block out, with its length at both ends.
    ///
    /// @return its length in bytes
    int end(OutputStream out) throws IOException {
        if (hasOptions) {
            int32(END_OF_OPTIONS);
        }
        int length = buffer.position() + 4;
        int32(length);
        buffer.putInt(4, length);
        out.write(buffer.array(), 0, length);
        return length;
    }

    int size() {
        return buffer.position();
    }

    void int16(int value) {
        room(2).putShort((short) value);
    }

    void int32(int value) {
        room(4).putInt(value);
    }

    void int64(long value) {
        room(8).putLong(value);
    }

    /// A time in nanoseconds, the upper half first. Times before 1970 cannot be written; they become 1970.
    void time(long nanos) {
        long time = Math.max(0, nanos);
        int32((int) (time >>> 32));
        int32((int) time);
    }

    void bytes(MemorySegment bytes) {
        int length = (int) bytes.byteSize();
        room(length + 3);
        MemorySegment.copy(bytes, JAVA_BYTE, 0, buffer.array(), buffer.position(), length);
        buffer.position(buffer.position() + length);
        pad();
    }

    /// A text; an empty one is left out, and what is longer than an option can be is cut.
    void option(int code, String text) {
        if (!text.isEmpty()) {
            option(code, cut(text.getBytes(StandardCharsets.UTF_8), LONGEST_OPTION));
        }
    }

    void option(int code, byte[] value) {
        hasOptions = true;
        int16(code);
        int16(value.length);
        padded(value);
    }

    /// A counter; a negative one is left out.
    void option(int code, long value) {
        if (value >= 0) {
            hasOptions = true;
            int16(code);
            int16(Long.BYTES);
            int64(value);
        }
    }

    /// A record of a name resolution block: the address, and as many names as fit.
    void nameRecord(int type, byte[] address, List<String> names) {
        int16(type);
        int lengthAt = size();
        int16(0);
        room(address.length).put(address);
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            if (size() - lengthAt + bytes.length < LONGEST_OPTION) {
                room(bytes.length + 1).put(bytes).put((byte) 0);
            }
        }
        buffer.putShort(lengthAt, (short) (size() - lengthAt - 2));
        pad();
    }

    private void padded(byte[] value) {
        room(value.length + 3).put(value);
        pad();
    }

    private void pad() {
        while (buffer.position() % 4 != 0) {
            room(1).put((byte) 0);
        }
    }

    /// At most `most` bytes, with no character torn apart.
    private static byte[] cut(byte[] utf8, int most) {
        if (utf8.length <= most) {
            return utf8;
        }
        int end = most;
        while (end > 0 && (utf8[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(utf8, end);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
            buffer =
                    ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
        }
        return buffer;
    }
}
