package dev.faultline.engine.packet;

/// IPv4 (RFC 791) and IPv6 with its extension headers (RFC 8200).
final class IpDecoder {
    private static final int V4_HEADER = 20;
    private static final int V6_HEADER = 40;
    private static final int V6_FRAGMENT = 8;

    // IPv6 extension headers.
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;

    private IpDecoder() {}

    /// Reads the header at the cursor into `ip` and moves the cursor to its payload, cut to the header's
    /// length.
    ///
    /// @return whether the addresses could be read; what else is wrong is in [Cursor#outcome]
    static boolean read(Cursor c, IpHeader ip) {
        if (!c.has(1)) {
            c.missing(1);
            return false;
        }
        return switch (c.u8(0) >>> 4) {
            case 4 -> readV4(c, ip);
            case 6 -> readV6(c, ip);
            default -> {
                c.malformed();
                yield false;
            }
        };
    }

    private static boolean readV4(Cursor c, IpHeader ip) {
        int headerLength = (c.u8(0) & 0xf) * 4;
        if (!c.has(V4_HEADER)) {
            c.missing(V4_HEADER);
            return false;
        }
        int total = c.u16(2);
        if (headerLength < V4_HEADER || (total != 0 && total < headerLength)) {
            c.malformed();
            return false;
        }
        ip.version = 4;
        ip.trafficClass = c.u8(1);
        ip.id = c.u16(4);
        int fragment = c.u16(6);
        ip.dontFragment = (fragment & 0x4000) != 0;
        ip.moreFragments = (fragment & 0x2000) != 0;
        ip.fragmentOffset = (fragment & 0x1fff) * 8;
        ip.fragment = (fragment & 0x3fff) != 0;
        ip.ttl = c.u8(8);
        ip.protocol = c.u8(9);
        ip.srcHigh = 0;
        ip.srcLow = Integer.toUnsignedLong(c.i32(12));
        ip.dstHigh = 0;
        ip.dstLow = Integer.toUnsignedLong(c.i32(16));
        ip.headerOffset = c.offset;
        if (total != 0) {
            c.narrow(total);
        }
        if (!c.has(headerLength)) {
            c.missing(headerLength);
            c.offset = c.end;
        } else {
            c.skip(headerLength);
        }
        setPayload(c, ip);
        return true;
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
        ip.srcHigh = Octets.i64(c.bytes, c.offset + 8L);
        ip.srcLow = Octets.i64(c.bytes, c.offset + 16L);
        ip.dstHigh = Octets.i64(c.bytes, c.offset + 24L);
        ip.dstLow = Octets.i64(c.bytes, c.offset + 32L);
        ip.headerOffset = c.offset;
        int length = c.u16(4);
        c.skip(V6_HEADER);
        if (length != 0) {
            c.narrow(length);
        }
        readExtensions(c, ip);
        setPayload(c, ip);
        return true;
    }

    /// Follows extension headers to the first other header or to a fragment that is not the whole packet.
    static void readExtensions(Cursor c, IpHeader ip) {
        while (!ip.fragment) {
            int length = switch (ip.protocol) {
                case HOP_BY_HOP, ROUTING, DESTINATION -> c.has(2) ? (c.u8(1) + 1) * 8 : 8;
                case AUTHENTICATION -> c.has(2) ? (c.u8(1) + 2) * 4 : 8;
                case FRAGMENT -> V6_FRAGMENT;
                default -> 0;
            };
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
            c.skip(length);
        }
    }

    private static void readFragment(Cursor c, IpHeader ip) {
        int field = c.u16(2);
        ip.fragmentOffset = field & 0xfff8;
        ip.moreFragments = (field & 1) != 0;
        ip.fragment = (field & 0xfff9) != 0;
        ip.id = c.i32(4);
    }

    private static void setPayload(Cursor c, IpHeader ip) {
        ip.payloadOffset = c.offset;
        ip.payloadLength = c.wireLeft();
        ip.payloadCaptured = c.left();
    }
}
