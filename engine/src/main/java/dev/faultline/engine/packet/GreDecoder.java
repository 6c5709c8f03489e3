package dev.faultline.engine.packet;

/// GRE (RFC 2784, RFC 2890, with the routing of RFC 1701), PPTP's version of it (RFC 2637), and ERSPAN.
final class GreDecoder {
    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING = 0x4000;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;
    private static final int ACKNOWLEDGMENT = 0x0080;
    private static final int VERSION = 0x0007;

    private static final int ERSPAN_3 = 0x22eb;
    private static final int ARUBA = 0x6400;
    private static final int WCCP = 0x883e;
    private static final int ERSPAN = 0x88be;

    private GreDecoder() {}

    static Layer read(Cursor c) {
        if (!c.has(4)) {
            return c.missing(4);
        }
        int flags = c.u16(0);
        int protocol = c.u16(2);
        boolean pptp = (flags & VERSION) == 1;
        int length = 4
                + ((flags & (CHECKSUM | ROUTING)) != 0 ? 4 : 0)
                + ((flags & KEY) != 0 ? 4 : 0)
                + ((flags & SEQUENCE) != 0 ? 4 : 0)
                + (pptp && (flags & ACKNOWLEDGMENT) != 0 ? 4 : 0);
        if (!c.has(length)) {
            return c.missing(length);
        }
        c.skip(length);
        if ((flags & ROUTING) != 0 && !skipRoutes(c)) {
            return Layer.END;
        }
        c.type = protocol;
        return switch (protocol) {
            case ERSPAN -> (flags & SEQUENCE) != 0 ? erspan(c, 8) : erspan(c, 0);
            case ERSPAN_3 -> erspan3(c);
            case ARUBA -> bridged(c);
            case WCCP -> wccp(c);
            default -> {
                c.tunnels |= Packet.TUNNEL_GRE;
                yield Layer.ETHERTYPE;
            }
        };
    }

    private static boolean skipRoutes(Cursor c) {
        while (c.has(4)) {
            int length = c.u8(3);
            boolean last = c.i32(0) == 0;
            if (!c.has(4 + length)) {
                break;
            }
            c.skip(4 + length);
            if (last) {
                return true;
            }
        }
        c.missing(4);
        return false;
    }

    private static Layer bridged(Cursor c) {
        c.tunnels |= Packet.TUNNEL_GRE;
        return Layer.ETHERNET;
    }

    /// Cache redirection, with or without the header of its version 2.
    private static Layer wccp(Cursor c) {
        if (!c.has(5)) {
            return c.missing(5);
        }
        if (c.u8(0) >>> 4 != 4 && c.u8(4) >>> 4 == 4) {
            c.skip(4);
        }
        c.tunnels |= Packet.TUNNEL_GRE;
        return Layer.IP;
    }

    /// A mirrored frame behind a header of type I (none) or II.
    private static Layer erspan(Cursor c, int header) {
        if (!c.has(header)) {
            return c.missing(header);
        }
        c.skip(header);
        c.tunnels |= Packet.TUNNEL_ERSPAN;
        return Layer.ETHERNET;
    }

    /// A mirrored frame, or bare IP, behind a header of type III.
    private static Layer erspan3(Cursor c) {
        int header = 12;
        if (!c.has(header)) {
            return c.missing(header);
        }
        int flags = c.u16(10);
        boolean platform = (flags & 1) != 0;
        int frameType = flags >>> 10 & 0x1f;
        Layer mirrored = erspan(c, platform ? header + 8 : header);
        return mirrored == Layer.ETHERNET && frameType == 2 ? Layer.IP : mirrored;
    }
}
