package dev.faultline.engine.capture.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Builds pcap files in memory, byte for byte.
final class PcapBytes {
    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;
    static final int MODIFIED = 0xa1b2cd34;

    private ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

    PcapBytes(ByteOrder order) {
        buffer.order(order);
    }

    static PcapBytes little() {
        return new PcapBytes(ByteOrder.LITTLE_ENDIAN).header(MICROSECONDS, 2, 4, 1);
    }

    PcapBytes header(int magic, int major, int minor, int network) {
        int32(magic).int16(major).int16(minor).int32(0, 0, 65535, network);
        return this;
    }

    /// A record as almost all programs write it.
    PcapBytes packet(long seconds, long fraction, byte[] bytes) {
        return int32((int) seconds, (int) fraction, bytes.length, bytes.length).raw(bytes);
    }

    PcapBytes int16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    PcapBytes int32(int... values) {
        for (int value : values) {
            room(4).putInt(value);
        }
        return this;
    }

    PcapBytes raw(byte... bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /// `length` bytes that count up from `first`.
    static byte[] payload(int length, int first) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer = ByteBuffer.allocate(2 * buffer.capacity() + bytes)
                    .order(buffer.order())
                    .put(buffer.flip());
        }
        return buffer;
    }
}
