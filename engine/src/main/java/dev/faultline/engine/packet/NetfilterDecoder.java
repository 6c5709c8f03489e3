package dev.faultline.engine.packet;

/// Packets logged by Linux netfilter: an NFLOG header with attributes, bare or in netlink messages. Numbers in
/// attributes are in the byte order of the machine that logged them.
final class NetfilterDecoder {
    private static final int NFLOG_HEADER = 4;
    private static final int ATTRIBUTE = 4;
    private static final int ATTRIBUTE_TYPE = 0x7fff;
    private static final int PAYLOAD = 9;

    private static final int COOKED_HEADER = 16;
    private static final int MESSAGE_HEADER = 16;
    private static final int FAMILY_ARP = 3;
    private static final int FAMILY_NETFILTER = 12;
    /// Log subsystem, message "packet".
    private static final int LOGGED_PACKET = 4 << 8;

    private NetfilterDecoder() {}

    /// The first packet in a frame of netlink messages.
    static Layer netlink(Cursor c) {
        int headers = COOKED_HEADER + MESSAGE_HEADER;
        if (!c.has(headers)) {
            return c.missing(headers);
        }
        if (c.u16(14) != FAMILY_NETFILTER) {
            return Layer.END;
        }
        c.skip(COOKED_HEADER);
        boolean little = c.u16(0) != 0;
        int type = little ? c.u16le(4) : c.u16(4);
        int length = little ? Integer.reverseBytes(c.i32(0)) : c.i32(0);
        if (type != LOGGED_PACKET) {
            return Layer.END;
        }
        c.narrow(length);
        c.skip(MESSAGE_HEADER);
        return nflog(c);
    }

    /// Attributes up to the one that is the packet.
    static Layer nflog(Cursor c) {
        if (!c.has(NFLOG_HEADER + ATTRIBUTE)) {
            return c.missing(NFLOG_HEADER + ATTRIBUTE);
        }
        if (c.u8(0) == FAMILY_ARP) {
            return Layer.END;
        }
        c.skip(NFLOG_HEADER);
        int first = c.u16le(0);
        boolean little = first >= ATTRIBUTE && first <= c.wireLeft();
        while (c.has(ATTRIBUTE)) {
            int length = little ? c.u16le(0) : c.u16(0);
            int type = (little ? c.u16le(2) : c.u16(2)) & ATTRIBUTE_TYPE;
            if (length < ATTRIBUTE) {
                return c.malformed();
            }
            if (type == PAYLOAD) {
                c.narrow(length);
                c.skip(ATTRIBUTE);
                return Layer.IP;
            }
            int padded = length + 3 & ~3;
            if (!c.has(padded)) {
                return c.missing(padded);
            }
            c.skip(padded);
        }
        return Layer.END;
    }
}
