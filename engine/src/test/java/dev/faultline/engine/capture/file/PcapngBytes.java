package dev.faultline.engine.capture.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Builds pcapng files in memory, block by block.
final class PcapngBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    /// A section with one Ethernet interface.
    static PcapngBytes withInterface() {
        return new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).describe(1, 0);
    }

    PcapngBytes section(ByteOrder byteOrder) {
        order = byteOrder;
        return block(0x0a0d0d0a, join(int32(0x1a2b3c4d), int16(1), int16(0), int64(-1)));
    }

    PcapngBytes describe(int linkType, int snapLength, byte[]... options) {
        return block(1, join(int16(linkType), int16(0), int32(snapLength), join(options)));
    }

    PcapngBytes packet(int interfaceId, long time, byte[] bytes, byte[]... options) {
        return packet(interfaceId, time, bytes.length, bytes.length, bytes, options);
    }

    PcapngBytes packet(int interfaceId, long time, int captured, int length, byte[] bytes, byte[]... options) {
        return block(
                6,
                join(
                        int32(interfaceId, (int) (time >>> 32), (int) time, captured, length),
                        padded(bytes),
                        join(options)));
    }

    /// Any block, padded and with its length at both ends.
    PcapngBytes block(int type, byte[] body) {
        byte[] padded = padded(body);
        int length = padded.length + 12;
        out.writeBytes(join(int32(type, length), padded, int32(length)));
        return this;
    }

    PcapngBytes raw(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] option(int code, byte... value) {
        return join(int16(code), int16(value.length), padded(value));
    }

    byte[] int16(int value) {
        return ByteBuffer.allocate(2).order(order).putShort((short) value).array();
    }

    byte[] int32(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(order);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }

    byte[] int64(long value) {
        return ByteBuffer.allocate(8).order(order).putLong(value).array();
    }

    static byte[] padded(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 3 & ~3);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
