package dev.faultline.engine.packet;

/// IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200).
final class IpDecoder {
    static final int V6_FRAGMENT_HEADER = 8;
    private static final int V4_HEADER = 20;
    private static final int V6_HEADER = 40;
    /// The least that is left of a packet by the length of one that is quoted, if that is to be believed.
    private static final int QUOTED_MINIMUM = 8;

    // IPv6 extension headers; authentication goes with IPv4 too.
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;

    private IpDecoder() {}

    /// Reads the header at the cursor into `ip` and moves the cursor to its payload, cut to the header's
    /// length.
    ///
    /// @param layer [Layer#IP] for either version, or [Layer#IPV6]
    /// @param quoted whether an ICMP error quotes it: its length is then not believed where it makes no sense
    /// @return whether the addresses could be read; what else is wrong is in [Cursor#outcome]
    static boolean read(Cursor c, Layer layer, boolean quoted, IpHeader ip) {
        if (!c.has(1)) {
            c.missing(1);
            return false;
        }
        int version = c.u8(0) >>> 4;
        if (version == 6) {
            return readV6(c, ip);
        }
        if (version == 4 && layer == Layer.IP) {
            return readV4(c, quoted, ip);
        }
        c.malformed();
        return false;
    }

    private static boolean readV4(Cursor c, boolean quoted, IpHeader ip) {
        if (!c.has(V4_HEADER)) {
            c.missing(V4_HEADER);
            return false;
        }
        int headerLength = (c.u8(0) & 0xf) * 4;
        int total = c.u16(2);
        if (quoted && total < headerLength + QUOTED_MINIMUM) {
            total = 0;
        }
        if (headerLength < V4_HEADER || (total != 0 && total < headerLength)) {
            c.malformed();
            return false;
        }
        readV4Fields(c, ip);
        // 0 is what is captured of a packet that the network card is going to split
        ip.statedLength = (total == 0 ? c.wireLeft() : total) - headerLength;
        if (total != 0) {
            c.narrow(total);
        }
        if (c.has(headerLength)) {
            c.skip(headerLength);
            readExtensions(c, ip);
        } else {
            c.missing(headerLength);
            c.skip(c.left());
        }
        setPayload(c, ip);
        return true;
    }

    private static void readV4Fields(Cursor c, IpHeader ip) {
        // few wide reads, as each is checked anew
        long first = c.i64(0);
        int second = c.i32(8);
        long addresses = c.i64(12);
        int fragment = (int) first & 0xffff;
        ip.version = 4;
        ip.trafficClass = (int) (first >>> 48) & 0xff;
        ip.id = (int) first >>> 16;
        ip.dontFragment = (fragment & 0x4000) != 0;
        ip.moreFragments = (fragment & 0x2000) != 0;
        ip.fragmentOffset = (fragment & 0x1fff) * 8;
        ip.fragment = (fragment & 0x3fff) != 0;
        ip.ttl = second >>> 24;
        ip.protocol = second >>> 16 & 0xff;
        ip.srcHigh = 0;
        ip.srcLow = addresses >>> 32;
        ip.dstHigh = 0;
        ip.dstLow = addresses & 0xffff_ffffL;
        ip.headerOffset = c.offset;
    }

    private static boolean readV6(Cursor c, IpHeader ip) {
        if (!c.has(V6_HEADER)) {
            c.missing(V6_HEADER);
            return false;
        }
        ip.version = 6;
        ip.trafficClass = c.u16(0) >>> 4 & 0xff;
        ip.protocol = c.u8(6);
        ip.ttl = c.u8(7);
        ip.id = 0;
        ip.dontFragment = true;
        ip.moreFragments = false;
        ip.fragmentOffset = 0;
        ip.fragment = false;
        ip.srcHigh = c.i64(8);
        ip.srcLow = c.i64(16);
        ip.dstHigh = c.i64(24);
        ip.dstLow = c.i64(32);
        ip.headerOffset = c.offset;
        int length = c.u16(4);
        c.skip(V6_HEADER);
        // as with IPv4; and jumbograms (RFC 2675) have their length in a hop-by-hop option
        boolean byFrame = length == 0
                && (ip.protocol == IpHeader.TCP || ip.protocol == IpHeader.UDP || ip.protocol == HOP_BY_HOP);
        ip.statedLength = byFrame ? c.wireLeft() : length;
        if (!byFrame) {
            c.narrow(length);
        }
        readExtensions(c, ip);
        setPayload(c, ip);
        return true;
    }

    /// Follows extension headers to the first other header, or to a part of a packet.
    static void readExtensions(Cursor c, IpHeader ip) {
        while (!ip.fragment) {
            int length = extensionLength(c, ip);
            if (length == 0) {
                return;
            }
            if (!c.has(length)) {
                c.missing(length);
                return;
            }
            if (ip.protocol == FRAGMENT) {
                readFragment(c, ip);
            }
            ip.protocol = c.u8(0);
            ip.statedLength -= length;
            c.skip(length);
        }
    }

    /// Bytes of the extension header at the cursor; 0 when it is none.
    private static int extensionLength(Cursor c, IpHeader ip) {
        if (ip.version == 4 && ip.protocol != AUTHENTICATION) {
            return 0;
        }
        return switch (ip.protocol) {
            case HOP_BY_HOP, ROUTING, DESTINATION -> c.has(2) ? (c.u8(1) + 1) * 8 : 8;
            case AUTHENTICATION -> c.has(2) ? (c.u8(1) + 2) * 4 : 8;
            case FRAGMENT -> V6_FRAGMENT_HEADER;
            default -> 0;
        };
    }

    private static void readFragment(Cursor c, IpHeader ip) {
        int field = c.u16(2);
        ip.fragmentOffset = field & 0xfff8;
        ip.moreFragments = (field & 1) != 0;
        ip.fragment = (field & 0xfff9) != 0;
        ip.id = c.i32(4);
    }

    /// Notes where the payload is that the cursor has come to.
    static void setPayload(Cursor c, IpHeader ip) {
        ip.payloadOffset = c.offset;
        ip.payloadLength = c.wireLeft();
        ip.payloadCaptured = c.left();
    }
}
