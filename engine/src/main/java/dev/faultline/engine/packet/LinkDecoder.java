package dev.faultline.engine.packet;

/// The header that a link type (tcpdump.org/linktypes.html) puts before a packet.
final class LinkDecoder {
    private static final int NETLINK_HARDWARE = 824;
    private static final int LLC_PROTOCOL = 4;

    private LinkDecoder() {}

    /// @param c with the `LINKTYPE_` value in [Cursor#type]
    static Layer read(Cursor c) {
        return switch (c.type) {
            case 0, 108 -> family(c, 4);
            case 1 -> Layer.ETHERNET;
            case 6 -> tokenRing(c);
            case 9 -> Layer.PPP;
            case 10 -> fddi(c);
            // 12 and 14 are DLT_RAW as some systems number it
            case 12, 14, 101, 228 -> Layer.IP;
            case 229 -> Layer.IPV6;
            case 50 -> PppDecoder.hdlc(c);
            case 51 -> PppDecoder.overEthernet(c);
            case 100 -> Layer.LLC;
            case 104 -> PppDecoder.cisco(c);
            case 105 -> Layer.WLAN;
            case 106 -> classicalIp(c);
            case 107 -> Layer.FRAME_RELAY;
            case 109 -> family(c, 12);
            case 113 -> cooked(c);
            case 117 -> pflog(c);
            case 119 -> WlanDecoder.prism(c);
            case 122 -> behind(c, 16, Layer.LLC);
            case 123 -> behind(c, 4, Layer.LLC);
            case 127 -> WlanDecoder.radiotap(c);
            case 138 -> typed(c, 16, 18);
            case 163 -> WlanDecoder.avs(c);
            case 204 -> behind(c, 1, Layer.PPP);
            case 192 -> perPacketInformation(c);
            case 197 -> extensibleRecord(c);
            case 205 -> ciscoWithDirection(c);
            case 206 -> behind(c, 1, Layer.FRAME_RELAY);
            case 226 -> behind(c, 24, Layer.IP);
            case 239 -> NetfilterDecoder.nflog(c);
            case 253 -> NetfilterDecoder.netlink(c);
            case 258 -> packetTap(c);
            case 276 -> cooked2(c);
            default -> {
                c.outcome = DecodeOutcome.UNKNOWN_LINK_TYPE;
                yield Layer.END;
            }
        };
    }

    private static Layer behind(Cursor c, int length, Layer next) {
        if (!c.has(length)) {
            return c.missing(length);
        }
        c.skip(length);
        return next;
    }

    /// An EtherType at `at` in a header of `length` bytes.
    private static Layer typed(Cursor c, int at, int length) {
        if (!c.has(length)) {
            return c.missing(length);
        }
        c.type = c.u16(at);
        c.skip(length);
        return Layer.ETHERTYPE;
    }

    /// BSD's loopback and IPsec: an address family in the byte order of the capturing machine begins a header
    /// of `length` bytes.
    private static Layer family(Cursor c, int length) {
        if (!c.has(length)) {
            return c.missing(length);
        }
        int value = c.i32(0);
        int family = (value & 0xffff0000) != 0 ? Integer.reverseBytes(value) : value;
        c.skip(length);
        return ofFamily(family);
    }

    /// AF_INET is 2 everywhere, AF_INET6 differs from system to system.
    private static Layer ofFamily(int family) {
        return switch (family) {
            case 2 -> Layer.IP;
            case 10, 24, 28, 30 -> Layer.IPV6;
            default -> Layer.END;
        };
    }

    /// Linux "cooked" capture: what `any` and odd interfaces give.
    private static Layer cooked(Cursor c) {
        int header = 16;
        if (!c.has(header)) {
            return c.missing(header);
        }
        int hardware = c.u16(2);
        if (hardware == NETLINK_HARDWARE) {
            return NetfilterDecoder.netlink(c);
        }
        int protocol = c.u16(14);
        c.skip(header);
        return ofCooked(c, protocol);
    }

    /// Linux "cooked" capture, version 2: names the interface.
    private static Layer cooked2(Cursor c) {
        int header = 20;
        if (!c.has(header)) {
            return c.missing(header);
        }
        int protocol = c.u16(0);
        c.linkInterface = c.i32(4);
        c.skip(header);
        return ofCooked(c, protocol);
    }

    private static Layer ofCooked(Cursor c, int protocol) {
        if (protocol == LLC_PROTOCOL) {
            return Layer.LLC;
        }
        c.type = protocol;
        return Layer.ETHERTYPE;
    }

    /// Token ring (IEEE 802.5) with source routing.
    private static Layer tokenRing(Cursor c) {
        int header = 14;
        if (!c.has(header + 1)) {
            return c.missing(header + 1);
        }
        boolean data = c.u8(1) >>> 6 == 1;
        boolean routed = (c.u8(8) & 0x80) != 0;
        int length = header + (routed ? c.u8(14) & 0x1f : 0);
        return data ? behind(c, length, Layer.LLC) : Layer.END;
    }

    private static Layer fddi(Cursor c) {
        if (!c.has(1)) {
            return c.missing(1);
        }
        boolean data = (c.u8(0) & 0xf0) == 0x50;
        return data ? behind(c, 13, Layer.LLC) : Layer.END;
    }

    /// Classical IP over ATM: with LLC, or without.
    private static Layer classicalIp(Cursor c) {
        return c.has(1) && c.u8(0) == 0xaa ? Layer.LLC : Layer.IP;
    }

    /// OpenBSD's packet filter: the header's length without its padding, then the address family.
    private static Layer pflog(Cursor c) {
        if (!c.has(2)) {
            return c.missing(2);
        }
        int length = c.u8(0) + 3 & ~3;
        int family = c.u8(1);
        return length < 4 ? c.malformed() : behind(c, length, ofFamily(family));
    }

    /// PPI: a little-endian length, and the link type of what follows.
    private static Layer perPacketInformation(Cursor c) {
        int header = 8;
        if (!c.has(header)) {
            return c.missing(header);
        }
        int length = c.u16le(2);
        int linkType = Integer.reverseBytes(c.i32(4));
        if (length < header) {
            return c.malformed();
        }
        c.type = linkType;
        return behind(c, length, Layer.LINK);
    }

    private static Layer ciscoWithDirection(Cursor c) {
        if (!c.has(1)) {
            return c.missing(1);
        }
        c.skip(1);
        return PppDecoder.cisco(c);
    }

    /// A record of an Endace card, with its header extensions.
    private static Layer extensibleRecord(Cursor c) {
        if (!c.has(16)) {
            return c.missing(16);
        }
        int type = c.u8(8);
        c.skip(16);
        for (int more = type; (more & 0x80) != 0; ) {
            if (!c.has(8)) {
                return c.missing(8);
            }
            more = c.u8(0);
            c.skip(8);
        }
        return switch (type & 0x7f) {
            case 1 -> PppDecoder.hdlc(c);
            case 2 -> behind(c, 2, Layer.ETHERNET);
            case 22 -> Layer.IP;
            case 23 -> Layer.IPV6;
            default -> Layer.END;
        };
    }

    /// macOS's `pktap`: its length and the link type of what follows, little-endian.
    private static Layer packetTap(Cursor c) {
        int minimum = 12;
        if (!c.has(minimum)) {
            return c.missing(minimum);
        }
        int length = Integer.reverseBytes(c.i32(0));
        c.type = Integer.reverseBytes(c.i32(8));
        return length < minimum ? c.malformed() : behind(c, length, Layer.LINK);
    }
}
