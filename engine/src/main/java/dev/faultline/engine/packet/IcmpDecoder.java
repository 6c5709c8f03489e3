package dev.faultline.engine.packet;

/// ICMP (RFC 792) and ICMPv6 (RFC 4443).
final class IcmpDecoder {
    private static final int HEADER = 4;
    private static final int QUOTE = 8;

    // Types of ICMP.
    private static final int UNREACHABLE = 3;
    private static final int SOURCE_QUENCH = 4;
    private static final int REDIRECT = 5;
    private static final int TIME_EXCEEDED = 11;
    private static final int PARAMETER_PROBLEM = 12;
    private static final int CONVERSION_ERROR = 31;
    private static final int PHOTURIS = 40;

    // Types of ICMPv6; up to 127 they are errors.
    private static final int V6_UNREACHABLE = 1;
    private static final int V6_TIME_EXCEEDED = 3;
    private static final int V6_FIRST_INFORMATIONAL = 128;
    private static final int V6_REDIRECT = 137;
    private static final int V6_REDIRECT_HEADER = 40;
    private static final int V6_REDIRECTED_OPTION = 4;

    private final QuoteDecoder quotes;

    IcmpDecoder(QuoteDecoder quotes) {
        this.quotes = quotes;
    }

    /// Reads the message at the cursor; where it quotes a packet, the cursor moves to that.
    ///
    /// @return whether type, code and checksum are there; else [Cursor#outcome] says why not
    boolean read(Cursor c, int version, IcmpMessage icmp) {
        if (!c.has(HEADER)) {
            c.missing(HEADER);
            return false;
        }
        icmp.version = version;
        icmp.type = c.u8(0);
        icmp.code = c.u8(1);
        icmp.checksum = c.u16(2);
        icmp.rest = c.has(QUOTE) ? c.i32(HEADER) : 0;
        icmp.offset = c.offset;
        icmp.length = c.wireLeft();
        icmp.captured = c.left();
        icmp.quoted.present = false;
        if (version == 6 && icmp.type == V6_REDIRECT) {
            readRedirected(c, icmp);
        } else if (quotes(version, icmp.type) && c.has(QUOTE)) {
            c.skip(QUOTE);
            quotes.read(c, quotedLength(icmp), icmp.quoted);
        }
        return true;
    }

    private static boolean quotes(int version, int type) {
        if (version == 6) {
            return type > 0 && type < V6_FIRST_INFORMATIONAL;
        }
        return switch (type) {
            case UNREACHABLE, SOURCE_QUENCH, REDIRECT, TIME_EXCEEDED, PARAMETER_PROBLEM -> true;
            case CONVERSION_ERROR, PHOTURIS -> true;
            default -> false;
        };
    }

    /// Bytes of the quoted packet where the message says so (RFC 4884, section 3), else -1.
    private static int quotedLength(IcmpMessage icmp) {
        int length = 0;
        if (icmp.version == 4
                && (icmp.type == UNREACHABLE || icmp.type == TIME_EXCEEDED || icmp.type == PARAMETER_PROBLEM)) {
            length = (icmp.rest >>> 16 & 0xff) * 4;
        } else if (icmp.version == 6 && (icmp.type == V6_UNREACHABLE || icmp.type == V6_TIME_EXCEEDED)) {
            length = (icmp.rest >>> 24) * 8;
        }
        return length == 0 ? -1 : length;
    }

    /// The packet in an option of a redirect (RFC 4861, section 4.6.3).
    private void readRedirected(Cursor c, IcmpMessage icmp) {
        int at = V6_REDIRECT_HEADER;
        while (c.has(at + 8)) {
            int length = c.u8(at + 1) * 8;
            if (length == 0) {
                return;
            }
            if (c.u8(at) == V6_REDIRECTED_OPTION) {
                c.skip(at + 8);
                quotes.read(c, length - 8, icmp.quoted);
                return;
            }
            at += length;
        }
    }
}
