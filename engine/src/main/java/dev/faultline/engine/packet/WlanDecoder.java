package dev.faultline.engine.packet;

/// Data frames of IEEE 802.11 that are not encrypted, and the headers that capturing cards put before them.
final class WlanDecoder {
    private static final int HEADER = 24;
    private static final int TYPE_DATA = 2;
    private static final int SUBTYPE_EMPTY = 4;
    private static final int SUBTYPE_QOS = 8;

    private static final int TO_AND_FROM_DS = 0x03;
    private static final int MORE_FRAGMENTS = 0x04;
    private static final int PROTECTED = 0x40;
    private static final int ORDER = 0x80;
    private static final int AGGREGATE = 0x80;
    private static final int AGGREGATE_HEADER = 14;

    // Radiotap.
    private static final int PRESENT_TIME = 1;
    private static final int PRESENT_FLAGS = 1 << 1;
    private static final int PRESENT_MORE = 1 << 31;
    private static final int FLAG_CHECKSUM = 0x10;
    private static final int FLAG_BAD_CHECKSUM = 0x40;

    private static final int PRISM_HEADER = 144;
    private static final int AVS_MAGIC = 0x8021_1000;

    private WlanDecoder() {}

    static Layer read(Cursor c) {
        if (!c.has(HEADER)) {
            return c.missing(HEADER);
        }
        int control = c.u8(0);
        int flags = c.u8(1);
        int subtype = control >>> 4;
        int fragment = c.u8(22) & 0xf;
        if ((control >>> 2 & 3) != TYPE_DATA
                || (subtype & SUBTYPE_EMPTY) != 0
                || (flags & (PROTECTED | MORE_FRAGMENTS)) != 0
                || fragment != 0) {
            return Layer.END;
        }
        boolean qos = (subtype & SUBTYPE_QOS) != 0;
        int length = HEADER + ((flags & TO_AND_FROM_DS) == TO_AND_FROM_DS ? 6 : 0);
        int qosAt = length;
        length += qos ? 2 : 0;
        length += qos && (flags & ORDER) != 0 ? 4 : 0;
        if (!c.has(length)) {
            return c.missing(length);
        }
        boolean aggregate = qos && (c.u8(qosAt) & AGGREGATE) != 0;
        c.skip(length);
        return aggregate ? firstOfAggregate(c) : Layer.LLC;
    }

    /// The first of several packets in one frame.
    private static Layer firstOfAggregate(Cursor c) {
        if (!c.has(AGGREGATE_HEADER)) {
            return c.missing(AGGREGATE_HEADER);
        }
        int length = c.u16(12);
        c.skip(AGGREGATE_HEADER);
        c.narrow(length);
        return Layer.LLC;
    }

    /// Radiotap (radiotap.org): little-endian, its fields named by bits.
    static Layer radiotap(Cursor c) {
        if (!c.has(8)) {
            return c.missing(8);
        }
        int length = c.u16le(2);
        int present = Integer.reverseBytes(c.i32(4));
        int at = 8;
        for (int more = present; (more & PRESENT_MORE) != 0 && c.has(at + 4); at += 4) {
            more = Integer.reverseBytes(c.i32(at));
        }
        if ((present & PRESENT_TIME) != 0) {
            at = (at + 7 & ~7) + 8;
        }
        int flags = (present & PRESENT_FLAGS) != 0 && at < length && c.has(at + 1) ? c.u8(at) : 0;
        if (length < 8) {
            return c.malformed();
        }
        if (!c.has(length)) {
            return c.missing(length);
        }
        c.skip(length);
        if ((flags & FLAG_CHECKSUM) != 0) {
            c.narrow(Math.max(0, c.wireLeft() - 4));
        }
        return (flags & FLAG_BAD_CHECKSUM) != 0 ? Layer.END : Layer.WLAN;
    }

    /// The header of Prism cards, or of AVS under the same link type.
    static Layer prism(Cursor c) {
        if (c.has(4) && (c.i32(0) & 0xffff_f000) == AVS_MAGIC) {
            return avs(c);
        }
        return behind(c, PRISM_HEADER);
    }

    /// The header of the AVS drivers: version and length, in network order.
    static Layer avs(Cursor c) {
        if (!c.has(8)) {
            return c.missing(8);
        }
        int length = c.i32(4);
        return length < 8 ? c.malformed() : behind(c, length);
    }

    private static Layer behind(Cursor c, int length) {
        if (!c.has(length)) {
            return c.missing(length);
        }
        c.skip(length);
        return Layer.WLAN;
    }
}
