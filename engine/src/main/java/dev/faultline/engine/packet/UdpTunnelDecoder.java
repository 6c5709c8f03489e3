package dev.faultline.engine.packet;

/// Tunnels over UDP, known by their port and by a header that fits; what does not fit is left to UDP.
final class UdpTunnelDecoder {
    private static final int L2TP = 1701;
    private static final int GTP = 2152;
    private static final int GTP_VERSION_0 = 3386;
    private static final int TEREDO = 3544;
    private static final int LISP = 4341;
    private static final int GRE = 4754;
    private static final int VXLAN = 4789;
    private static final int VXLAN_GPE = 4790;
    private static final int CAPWAP = 5247;
    private static final int GENEVE = 6081;
    private static final int MPLS = 6635;
    /// What Linux used before VXLAN had a port, and flannel still does.
    private static final int VXLAN_LINUX = 8472;
    private static final int TZSP = 37008;

    private UdpTunnelDecoder() {}

    /// Moves the cursor from the UDP payload to what is tunnelled in it.
    ///
    /// @return [Layer#END] where it is no tunnel
    static Layer follow(Cursor c, int srcPort, int dstPort) {
        Layer layer = ofPort(c, dstPort);
        return layer != Layer.END || srcPort == dstPort ? layer : ofPort(c, srcPort);
    }

    private static Layer ofPort(Cursor c, int port) {
        return switch (port) {
            case VXLAN, VXLAN_LINUX -> vxlan(c);
            case VXLAN_GPE -> vxlanGpe(c);
            case GENEVE -> geneve(c);
            case GTP -> GtpDecoder.version1(c);
            case GTP_VERSION_0 -> GtpDecoder.version0(c);
            case L2TP -> l2tp(c);
            case TEREDO -> teredo(c);
            case LISP -> lisp(c);
            case CAPWAP -> capwap(c);
            case TZSP -> tzsp(c);
            case GRE -> c.has(4) ? Layer.GRE : Layer.END;
            case MPLS -> c.has(4) ? Layer.MPLS : Layer.END;
            default -> Layer.END;
        };
    }

    private static Layer tunnel(Cursor c, int header, int bit, Layer next) {
        c.skip(header);
        c.tunnels |= bit;
        return next;
    }

    /// VXLAN (RFC 7348).
    private static Layer vxlan(Cursor c) {
        boolean fits = c.has(8) && (c.u8(0) & 0x08) != 0;
        return fits ? tunnel(c, 8, Packet.TUNNEL_VXLAN, Layer.ETHERNET) : Layer.END;
    }

    /// VXLAN with a protocol field (draft-ietf-nvo3-vxlan-gpe).
    private static Layer vxlanGpe(Cursor c) {
        Layer next = c.has(8) ? NshDecoder.next(c.u8(3)) : Layer.END;
        return next == Layer.END ? next : tunnel(c, 8, Packet.TUNNEL_VXLAN, next);
    }

    /// Geneve (RFC 8926).
    private static Layer geneve(Cursor c) {
        if (!c.has(8) || c.u8(0) >>> 6 != 0) {
            return Layer.END;
        }
        int header = 8 + (c.u8(0) & 0x3f) * 4;
        if (!c.has(header)) {
            return Layer.END;
        }
        int type = c.u16(2);
        if (type == 0x6558) {
            return tunnel(c, header, Packet.TUNNEL_GENEVE, Layer.ETHERNET);
        }
        c.type = type;
        return tunnel(c, header, Packet.TUNNEL_GENEVE, Layer.ETHERTYPE);
    }

    /// A data message of L2TP (RFC 2661).
    private static Layer l2tp(Cursor c) {
        if (!c.has(2)) {
            return Layer.END;
        }
        int flags = c.u16(0);
        boolean control = (flags & 0x8000) != 0;
        int version = flags & 0xf;
        if (control || version != 2) {
            return Layer.END;
        }
        int header = 2 + ((flags & 0x4000) != 0 ? 2 : 0) + 4 + ((flags & 0x0800) != 0 ? 4 : 0);
        if ((flags & 0x0200) != 0) {
            header += c.has(header + 2) ? 2 + c.u16(header) : 2;
        }
        return c.has(header) ? tunnel(c, header, Packet.TUNNEL_OTHER, Layer.PPP) : Layer.END;
    }

    /// Teredo (RFC 4380): an authentication and an origin indication may come before the packet.
    private static Layer teredo(Cursor c) {
        int at = 0;
        if (c.has(4) && c.u16(0) == 1) {
            at = 13 + c.u8(2) + c.u8(3);
        }
        if (c.has(at + 2) && c.u16(at) == 0) {
            at += 8;
        }
        boolean fits = c.has(at + 1) && c.u8(at) >>> 4 == 6;
        return fits ? tunnel(c, at, Packet.TUNNEL_OTHER, Layer.IPV6) : Layer.END;
    }

    /// Data packets of LISP (RFC 9300).
    private static Layer lisp(Cursor c) {
        boolean fits = c.has(9) && (c.u8(8) >>> 4 == 4 || c.u8(8) >>> 4 == 6);
        return fits ? tunnel(c, 8, Packet.TUNNEL_OTHER, Layer.IP) : Layer.END;
    }

    /// CAPWAP data (RFC 5415) that is neither encrypted nor split.
    private static Layer capwap(Cursor c) {
        if (!c.has(8) || c.u8(0) != 0) {
            return Layer.END;
        }
        int header = (c.u8(1) >>> 3) * 4;
        boolean fragment = (c.u8(3) & 0x80) != 0;
        boolean nativeFrame = (c.u8(2) & 1) != 0;
        if (fragment || header < 8 || !c.has(header)) {
            return Layer.END;
        }
        return tunnel(c, header, Packet.TUNNEL_OTHER, nativeFrame ? Layer.WLAN : Layer.ETHERNET);
    }

    /// TZSP: tagged fields, then the frame.
    private static Layer tzsp(Cursor c) {
        int ethernet = 1;
        int wlan = 18;
        if (!c.has(5) || c.u8(0) != 1) {
            return Layer.END;
        }
        int encapsulation = c.u16(2);
        int at = 4;
        while (c.has(at + 2) && c.u8(at) != 1) {
            at += c.u8(at) == 0 ? 1 : 2 + c.u8(at + 1);
        }
        if (!c.has(at + 1) || c.u8(at) != 1 || (encapsulation != ethernet && encapsulation != wlan)) {
            return Layer.END;
        }
        return tunnel(c, at + 1, Packet.TUNNEL_OTHER, encapsulation == ethernet ? Layer.ETHERNET : Layer.WLAN);
    }
}
