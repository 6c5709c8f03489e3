package dev.faultline.engine.packet;

/// MPLS labels (RFC 3032). What they carry is nowhere said: IP shows itself by its version, and an Ethernet
/// pseudowire (RFC 4448) by an EtherType where one would be.
final class MplsDecoder {
    private static final int LABEL = 4;
    private static final int BOTTOM_OF_STACK = 0x100;
    private static final int IPV4_EXPLICIT_NULL = 0;
    private static final int IPV6_EXPLICIT_NULL = 2;
    private static final int CONTROL_WORD = 4;

    private MplsDecoder() {}

    static Layer read(Cursor c) {
        int entry;
        do {
            if (!c.has(LABEL)) {
                return c.missing(LABEL);
            }
            entry = c.i32(0);
            c.skip(LABEL);
        } while ((entry & BOTTOM_OF_STACK) == 0);
        c.tunnels |= Packet.TUNNEL_MPLS;
        return switch (entry >>> 12) {
            case IPV4_EXPLICIT_NULL -> Layer.IP;
            case IPV6_EXPLICIT_NULL -> Layer.IPV6;
            default -> guess(c);
        };
    }

    private static Layer guess(Cursor c) {
        if (!c.has(1)) {
            return c.missing(1);
        }
        int nibble = c.u8(0) >>> 4;
        boolean version = nibble == 4 || nibble == 6;
        if (version && (nibble == 4 && looksLikeIpv4(c) || !looksLikeEthernet(c, 0))) {
            return Layer.IP;
        }
        if (nibble == 0 && looksLikeEthernet(c, CONTROL_WORD)) {
            c.skip(CONTROL_WORD);
            return Layer.ETHERNET;
        }
        return looksLikeEthernet(c, 0) ? Layer.ETHERNET : Layer.END;
    }

    private static boolean looksLikeIpv4(Cursor c) {
        return (c.u8(0) & 0xf) >= 5 && (!c.has(4) || c.u16(2) <= c.wireLeft());
    }

    private static boolean looksLikeEthernet(Cursor c, int at) {
        return c.has(at + 14) && EthernetDecoder.isCommonType(c.u16(at + 12));
    }
}
