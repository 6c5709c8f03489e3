package dev.faultline.engine.packet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Unsigned numbers out of captured bytes, at any alignment; in network order unless said otherwise. Callers
/// have checked that the bytes are there.
final class Octets {
    private static final ValueLayout.OfShort BE_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt BE_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong BE_LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Octets() {}

    static int u8(MemorySegment bytes, long at) {
        return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    static int u16(MemorySegment bytes, long at) {
        return bytes.get(BE_SHORT, at) & 0xffff;
    }

    static int i32(MemorySegment bytes, long at) {
        return bytes.get(BE_INT, at);
    }

    static long i64(MemorySegment bytes, long at) {
        return bytes.get(BE_LONG, at);
    }

    /// Sixteen bits in little-endian order.
    static int u16le(MemorySegment bytes, long at) {
        return Short.reverseBytes(bytes.get(BE_SHORT, at)) & 0xffff;
    }
}
