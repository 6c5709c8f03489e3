package dev.faultline.engine.packet;

/// PPP (RFC 1661) in its framings, and Cisco's HDLC.
final class PppDecoder {
    private static final int ADDRESS_CONTROL = 0xff03;
    private static final int PPPOE_HEADER = 6;

    private static final int IP = 0x0021;
    private static final int IPV6 = 0x0057;
    private static final int MULTILINK = 0x003d;
    private static final int MULTILINK_WHOLE = 0xc0;
    private static final int MPLS_UNICAST = 0x0281;
    private static final int MPLS_MULTICAST = 0x0283;

    private PppDecoder() {}

    /// A frame with or without address and control, and with a protocol field of two bytes or, compressed, of
    /// one.
    static Layer frame(Cursor c) {
        if (c.has(2) && c.u16(0) == ADDRESS_CONTROL) {
            c.skip(2);
        }
        if (!c.has(1)) {
            return c.missing(1);
        }
        boolean compressed = (c.u8(0) & 1) != 0;
        if (!compressed && !c.has(2)) {
            return c.missing(2);
        }
        c.type = compressed ? c.u8(0) : c.u16(0);
        c.skip(compressed ? 1 : 2);
        return Layer.PPP_PROTOCOL;
    }

    static Layer payload(Cursor c) {
        return switch (c.type) {
            case IP -> Layer.IP;
            case IPV6 -> Layer.IPV6;
            case MPLS_UNICAST, MPLS_MULTICAST -> Layer.MPLS;
            case MULTILINK -> multilink(c);
            default -> Layer.END;
        };
    }

    /// A packet that multilink PPP (RFC 1990) did not split, with long sequence numbers.
    private static Layer multilink(Cursor c) {
        if (!c.has(4)) {
            return c.missing(4);
        }
        boolean whole = (c.u8(0) & MULTILINK_WHOLE) == MULTILINK_WHOLE;
        c.skip(4);
        return whole ? Layer.PPP : Layer.END;
    }

    /// A session frame of PPPoE (RFC 2516).
    static Layer overEthernet(Cursor c) {
        if (!c.has(PPPOE_HEADER)) {
            return c.missing(PPPOE_HEADER);
        }
        int code = c.u8(1);
        int length = c.u16(4);
        c.skip(PPPOE_HEADER);
        c.narrow(length);
        c.tunnels |= Packet.TUNNEL_PPPOE;
        return code == 0 ? Layer.PPP : Layer.END;
    }

    /// PPP in HDLC-like framing, or Cisco's HDLC, as the first byte says.
    static Layer hdlc(Cursor c) {
        if (c.has(1) && (c.u8(0) == 0x0f || c.u8(0) == 0x8f)) {
            return cisco(c);
        }
        return Layer.PPP;
    }

    /// Cisco's HDLC: address, control, EtherType.
    static Layer cisco(Cursor c) {
        if (!c.has(4)) {
            return c.missing(4);
        }
        c.type = c.u16(2);
        c.skip(4);
        return Layer.ETHERTYPE;
    }
}
