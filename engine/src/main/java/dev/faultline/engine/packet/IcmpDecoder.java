package dev.faultline.engine.packet;

/// ICMP (RFC 792), ICMPv6 (RFC 4443), and the packet that their errors quote.
final class IcmpDecoder {
    private static final int HEADER = 8;
    private static final int TCP_HEADER = 20;

    private final Cursor quote = new Cursor();

    /// Reads the message at the cursor.
    ///
    /// @return whether the header is valid; else [Cursor#outcome] says why not
    boolean read(Cursor c, int version, IcmpMessage icmp) {
        if (!c.has(HEADER)) {
            c.missing(HEADER);
            return false;
        }
        icmp.version = version;
        icmp.type = c.u8(0);
        icmp.code = c.u8(1);
        icmp.checksum = c.u16(2);
        icmp.rest = c.i32(4);
        icmp.offset = c.offset;
        icmp.length = c.wireLeft();
        icmp.captured = c.left();
        icmp.quoted.present = false;
        if (isError(version, icmp.type)) {
            quote.set(c.bytes, c.offset + HEADER, c.left() - HEADER, c.wireLeft() - HEADER);
            quote.narrow(quotedLength(icmp));
            readQuoted(icmp.quoted);
        }
        return true;
    }

    private static boolean isError(int version, int type) {
        if (version == 6) {
            return type > 0 && type < 128;
        }
        return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
    }

    /// Bytes of the quoted packet where the message says so (RFC 4884, section 3), else -1.
    private static int quotedLength(IcmpMessage icmp) {
        int length = 0;
        if (icmp.version == 4 && (icmp.type == 3 || icmp.type == 11 || icmp.type == 12)) {
            length = (icmp.rest >>> 16 & 0xff) * 4;
        } else if (icmp.version == 6 && (icmp.type == 1 || icmp.type == 3)) {
            length = (icmp.rest >>> 24) * 8;
        }
        return length == 0 ? -1 : length;
    }

    private void readQuoted(QuotedPacket quoted) {
        quoted.ports = false;
        quoted.seqPresent = false;
        quoted.tcpHeader = false;
        quoted.icmpType = -1;
        quoted.protocol = IpHeader.NONE;
        quoted.present = IpDecoder.read(quote, quoted.ip);
        if (!quoted.present || quote.outcome != DecodeOutcome.OK) {
            return;
        }
        quoted.protocol = quoted.ip.protocol;
        if (quoted.ip.fragmentOffset == 0) {
            readTransport(quoted);
        }
    }

    private void readTransport(QuotedPacket quoted) {
        switch (quoted.protocol) {
            case IpHeader.TCP, IpHeader.UDP, IpHeader.SCTP -> readPorts(quoted);
            case IpHeader.ICMP, IpHeader.ICMPV6 -> readEcho(quoted);
            default -> {
                // nothing that tells flows apart
            }
        }
    }

    private void readPorts(QuotedPacket quoted) {
        if (!quote.has(4)) {
            return;
        }
        quoted.ports = true;
        quoted.srcPort = quote.u16(0);
        quoted.dstPort = quote.u16(2);
        if (quoted.protocol == IpHeader.TCP && quote.has(8)) {
            quoted.seqPresent = true;
            quoted.seq = quote.i32(4);
            quoted.tcpHeader = quote.has(TCP_HEADER);
            quoted.tcpFlags = quoted.tcpHeader ? quote.u8(13) : 0;
        }
    }

    private void readEcho(QuotedPacket quoted) {
        if (!quote.has(8)) {
            return;
        }
        int type = quote.u8(0);
        boolean echo = quoted.protocol == IpHeader.ICMP ? type == 8 || type == 0 : type == 128 || type == 129;
        if (echo) {
            quoted.icmpType = type;
            quoted.icmpIdentifier = quote.u16(4);
            quoted.icmpSequence = quote.u16(6);
        }
    }
}
