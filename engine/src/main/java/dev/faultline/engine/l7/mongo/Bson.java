package dev.faultline.engine.l7.mongo;

import dev.faultline.engine.l7.Octets;
import java.lang.foreign.MemorySegment;

/// Walks over the elements of a BSON document, as far as its bytes are there. Flyweight.
final class Bson {
    private static final int LONGEST_NAME = 40;
    private static final int DOUBLE = 1;
    private static final int STRING = 2;
    private static final int DOCUMENT = 3;
    private static final int ARRAY = 4;
    private static final int BOOLEAN = 8;
    private static final int INT32 = 16;
    private static final int INT64 = 18;

    private MemorySegment bytes = MemorySegment.NULL;
    private long at;
    private long end;
    private int type;
    private String name = "";
    private long value;

    /// Begins with a document of which `available` bytes are at `from`.
    ///
    /// @return whether it can be one
    boolean open(MemorySegment document, long from, int available) {
        bytes = document;
        at = from + 4;
        end = from + available;
        return available >= 5 && Octets.i32le(document, from) >= 5;
    }

    /// Goes to the next element.
    ///
    /// @return whether there is one, all of it
    boolean next() {
        if (at >= end) {
            return false;
        }
        type = Octets.u8(bytes, at);
        long from = at + 1;
        long zero = from;
        while (zero < end && Octets.u8(bytes, zero) != 0) {
            zero++;
        }
        if (type == 0 || zero >= end) {
            return false;
        }
        name = Octets.text(bytes, from, (int) Math.min(LONGEST_NAME, zero - from));
        value = zero + 1;
        long size = size();
        at = value + size;
        return size >= 0 && at <= end;
    }

    private long size() {
        return switch (type) {
            case DOUBLE, 9, 17, INT64 -> 8;
            case STRING, 13, 14 -> 4 + prefix(0);
            case DOCUMENT, ARRAY -> prefix(0);
            case 5 -> 5 + prefix(0);
            case 7 -> 12;
            case BOOLEAN -> 1;
            case 6, 10, 127, 255 -> 0;
            case INT32 -> 4;
            case 19 -> 16;
            default -> -1;
        };
    }

    private long prefix(int offset) {
        int length = value + 4 > end ? -1 : Octets.i32le(bytes, value + offset);
        return length < 0 ? Integer.MAX_VALUE : length;
    }

    /// Begins with the document or array that is the value.
    ///
    /// @return whether the value is one
    boolean open(Bson outer) {
        boolean nested = outer.type == DOCUMENT || outer.type == ARRAY;
        return nested && open(outer.bytes, outer.value, (int) (outer.at - outer.value));
    }

    String name() {
        return name;
    }

    boolean isString() {
        return type == STRING;
    }

    /// The value of a string: its first word.
    String word(int most) {
        long length = Math.max(0, prefix(0) - 1);
        return Octets.word(bytes, value + 4, (int) Math.min(most, Math.min(length, end - value - 4)));
    }

    /// The value as a whole number; 0 where it is none.
    long number() {
        return switch (type) {
            case DOUBLE -> (long) Double.longBitsToDouble(bits());
            case INT64 -> bits();
            case INT32 -> Octets.i32le(bytes, value);
            case BOOLEAN -> Octets.u8(bytes, value);
            default -> 0;
        };
    }

    private long bits() {
        return Octets.i32le(bytes, value) & 0xffff_ffffL | (long) Octets.i32le(bytes, value + 4) << 32;
    }
}
