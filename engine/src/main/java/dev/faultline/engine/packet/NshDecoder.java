package dev.faultline.engine.packet;

/// Network service header (RFC 8300), and the protocol numbers that it shares with VXLAN-GPE.
final class NshDecoder {
    private NshDecoder() {}

    static Layer read(Cursor c) {
        if (!c.has(4)) {
            return c.missing(4);
        }
        int length = (c.u8(1) & 0x3f) * 4;
        if (length < 8) {
            return c.malformed();
        }
        if (!c.has(length)) {
            return c.missing(length);
        }
        int next = c.u8(3);
        c.skip(length);
        c.tunnels |= Packet.TUNNEL_OTHER;
        return next(next);
    }

    static Layer next(int protocol) {
        return switch (protocol) {
            case 1 -> Layer.IP;
            case 2 -> Layer.IPV6;
            case 3 -> Layer.ETHERNET;
            case 4 -> Layer.NSH;
            case 5 -> Layer.MPLS;
            default -> Layer.END;
        };
    }
}
