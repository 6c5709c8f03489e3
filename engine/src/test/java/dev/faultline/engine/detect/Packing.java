package dev.faultline.engine.detect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Numbers as the bytes that protocols write, in strings with a character for each byte.
final class Packing {
    private Packing() {}

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static String u8(int number) {
        return Character.toString(number & 0xff);
    }

    static String i16(int number) {
        return u8(number >> 8) + u8(number);
    }

    static String i32(int number) {
        return text(ByteBuffer.allocate(4).putInt(number).array());
    }

    static String i32le(int number) {
        return text(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array());
    }

    static String doubleLe(double number) {
        return text(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(number)
                .array());
    }
}
