package dev.faultline.engine.packet;

/// User packets of mobile networks in GTP (3GPP TS 29.281, TS 29.060).
final class GtpDecoder {
    private static final int USER_PACKET = 255;
    private static final int HEADER = 8;
    private static final int HEADER_VERSION_0 = 20;

    private GtpDecoder() {}

    static Layer version1(Cursor c) {
        if (!c.has(HEADER) || c.u8(0) >>> 4 != 3 || c.u8(1) != USER_PACKET) {
            return Layer.END;
        }
        boolean optional = (c.u8(0) & 0x07) != 0;
        boolean extended = (c.u8(0) & 0x04) != 0;
        int at = HEADER + (optional ? 4 : 0);
        if (!c.has(at)) {
            return Layer.END;
        }
        int next = extended ? c.u8(at - 1) : 0;
        while (next != 0) {
            int length = c.has(at + 1) ? c.u8(at) * 4 : 0;
            if (length == 0 || !c.has(at + length)) {
                return Layer.END;
            }
            at += length;
            next = c.u8(at - 1);
        }
        return userPacket(c, at);
    }

    static Layer version0(Cursor c) {
        boolean fits = c.has(HEADER_VERSION_0) && c.u8(0) >>> 5 == 0 && c.u8(1) == USER_PACKET;
        return fits ? userPacket(c, HEADER_VERSION_0) : Layer.END;
    }

    private static Layer userPacket(Cursor c, int at) {
        if (!c.has(at + 1)) {
            return Layer.END;
        }
        int version = c.u8(at) >>> 4;
        if (version != 4 && version != 6) {
            return Layer.END;
        }
        c.skip(at);
        c.tunnels |= Packet.TUNNEL_GTP;
        return Layer.IP;
    }
}
