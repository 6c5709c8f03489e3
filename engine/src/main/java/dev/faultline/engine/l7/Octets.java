package dev.faultline.engine.l7;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Numbers and words in captured bytes. Callers check lengths.
public final class Octets {
    private Octets() {}

    /// One octet, 0 to 255.
    public static int u8(MemorySegment bytes, long at) {
        return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    /// Two octets, the higher first.
    public static int u16(MemorySegment bytes, long at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    /// Four octets with a sign, the highest first.
    public static int i32(MemorySegment bytes, long at) {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    /// Two octets, the lower first.
    public static int u16le(MemorySegment bytes, long at) {
        return u8(bytes, at) | u8(bytes, at + 1) << 8;
    }

    /// Three octets, the lowest first.
    public static int u24le(MemorySegment bytes, long at) {
        return u16le(bytes, at) | u8(bytes, at + 2) << 16;
    }

    /// Four octets with a sign, the lowest first.
    public static int i32le(MemorySegment bytes, long at) {
        return u16le(bytes, at) | u16le(bytes, at + 2) << 16;
    }

    /// The ASCII letters, digits and `_` that stand from `at` on, at most `most`, as they are.
    public static String word(MemorySegment bytes, long at, int most) {
        int length = 0;
        while (length < most && isWord(u8(bytes, at + length))) {
            length++;
        }
        return text(bytes, at, length);
    }

    private static boolean isWord(int octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || octet == '_';
    }

    /// Octets as text of ISO 8859-1.
    public static String text(MemorySegment bytes, long at, int length) {
        return new String(bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
    }

    /// Whether octets are this text of ASCII.
    public static boolean is(MemorySegment bytes, long at, int length, String text) {
        if (length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (u8(bytes, at + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
