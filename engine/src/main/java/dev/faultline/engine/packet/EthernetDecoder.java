package dev.faultline.engine.packet;

/// Ethernet (IEEE 802.3), its tags, and what an EtherType names.
final class EthernetDecoder {
    private static final int HEADER = 14;
    private static final int LENGTH_MAXIMUM = 1500;
    private static final int ISL_HEADER = 26;
    /// First five bytes of the group addresses of Cisco ISL, without the bit that tells the two apart.
    private static final long ISL_GROUP = 0x01_00_0c_00_00L;

    private static final int IPV4 = 0x0800;
    private static final int TRILL = 0x22f3;
    private static final int BRIDGED = 0x6558;
    private static final int VLAN = 0x8100;
    private static final int ARP = 0x0806;
    private static final int IPV6 = 0x86dd;
    private static final int PPP = 0x880b;
    private static final int MPLS = 0x8847;
    private static final int MPLS_UPSTREAM = 0x8848;
    private static final int PPPOE_SESSION = 0x8864;
    private static final int LLC = 0x8870;
    private static final int SERVICE_VLAN = 0x88a8;
    private static final int MACSEC = 0x88e5;
    private static final int BACKBONE_SERVICE = 0x88e7;
    private static final int HSR = 0x892f;
    private static final int CISCO_METADATA = 0x8909;
    private static final int VN_TAG = 0x8926;
    private static final int BRIDGE_PORT_EXTENSION = 0x893f;
    private static final int NSH = 0x894f;
    private static final int OLD_SERVICE_VLAN = 0x9100;
    private static final int REDUNDANCY = 0xf1c1;

    private EthernetDecoder() {}

    /// An Ethernet frame, or one in Cisco's ISL.
    static Layer frame(Cursor c) {
        if (!c.has(HEADER)) {
            return c.missing(HEADER);
        }
        long group = c.i64(0) >>> 24;
        if ((group & ~0x02_00_00_00_00L) == ISL_GROUP && c.wireLeft() >= ISL_HEADER + HEADER) {
            if (!c.has(ISL_HEADER)) {
                return c.missing(ISL_HEADER);
            }
            c.skip(ISL_HEADER);
            c.tunnels |= Packet.TUNNEL_VLAN;
            return Layer.ETHERNET;
        }
        int type = c.u16(12);
        c.skip(HEADER);
        return typed(c, type);
    }

    /// What follows a field that is an EtherType or the length of an LLC frame.
    static Layer typed(Cursor c, int type) {
        if (type <= LENGTH_MAXIMUM) {
            c.narrow(type);
            return Layer.LLC;
        }
        c.type = type;
        return Layer.ETHERTYPE;
    }

    static Layer payload(Cursor c) {
        return switch (c.type) {
            case IPV4 -> Layer.IP;
            case IPV6 -> Layer.IPV6;
            case ARP -> arp(c);
            case VLAN, SERVICE_VLAN, OLD_SERVICE_VLAN -> vlan(c);
            case MPLS, MPLS_UPSTREAM -> Layer.MPLS;
            case PPPOE_SESSION -> PppDecoder.overEthernet(c);
            case PPP -> Layer.PPP;
            case LLC -> Layer.LLC;
            case NSH -> Layer.NSH;
            case BRIDGED -> tunnelled(c, 0);
            case BACKBONE_SERVICE -> tunnelled(c, 4);
            case TRILL -> trill(c);
            case VN_TAG, REDUNDANCY, HSR -> tag(c, 4);
            case CISCO_METADATA, BRIDGE_PORT_EXTENSION -> tag(c, 6);
            case MACSEC -> macsec(c);
            default -> Layer.END;
        };
    }

    private static Layer arp(Cursor c) {
        c.arp = c.has(ArpMessage.LENGTH) ? c.offset : -1;
        return Layer.END;
    }

    /// Whether an EtherType is one of those that lead to IP; to guess where a frame begins.
    static boolean isCommonType(int type) {
        return switch (type) {
            case IPV4, IPV6, VLAN, SERVICE_VLAN, MPLS, PPPOE_SESSION -> true;
            default -> false;
        };
    }

    /// A VLAN tag (IEEE 802.1Q).
    private static Layer vlan(Cursor c) {
        if (c.has(2)) {
            c.vlan = c.u16(0) & 0xfff;
        }
        return tag(c, 2);
    }

    /// A tag of `length` bytes before the next EtherType.
    private static Layer tag(Cursor c, int length) {
        if (!c.has(length + 2)) {
            return c.missing(length + 2);
        }
        int type = c.u16(length);
        c.skip(length + 2);
        c.tunnels |= Packet.TUNNEL_VLAN;
        return typed(c, type);
    }

    /// A whole frame behind `length` bytes, as in provider backbone bridges (IEEE 802.1ah).
    private static Layer tunnelled(Cursor c, int length) {
        if (!c.has(length)) {
            return c.missing(length);
        }
        c.skip(length);
        c.tunnels |= Packet.TUNNEL_OTHER;
        return Layer.ETHERNET;
    }

    /// TRILL (RFC 6325).
    private static Layer trill(Cursor c) {
        return c.has(6) ? tunnelled(c, 6 + (c.u16(0) >>> 6 & 0x1f) * 4) : c.missing(6);
    }

    /// MACsec (IEEE 802.1AE) that is not encrypted, only authenticated.
    private static Layer macsec(Cursor c) {
        if (!c.has(6)) {
            return c.missing(6);
        }
        int control = c.u8(0);
        boolean encrypted = (control & 0x0c) != 0;
        int check = 16;
        if (encrypted || c.wireLeft() < check) {
            return Layer.END;
        }
        c.narrow(c.wireLeft() - check);
        return tag(c, (control & 0x20) != 0 ? 14 : 6);
    }
}
