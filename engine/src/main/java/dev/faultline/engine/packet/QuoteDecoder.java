package dev.faultline.engine.packet;

/// The packet that an ICMP error quotes, and what is in it when it is of a tunnel.
final class QuoteDecoder {
    private static final int TCP_TO_WINDOW = 16;

    private final Cursor cursor = new Cursor();
    private final int encapsulations;

    /// @param encapsulations headers of tunnels followed
    QuoteDecoder(int encapsulations) {
        this.encapsulations = encapsulations;
    }

    /// Reads the quote from the cursor on.
    ///
    /// @param length its bytes where the message says so, else -1
    void read(Cursor c, int length, QuotedPacket quoted) {
        cursor.set(c.bytes, c.offset, c.left(), c.wireLeft());
        cursor.narrow(length);
        quoted.present = false;
        quoted.tunnelled = false;
        Layer layer = Layer.IP;
        for (int depth = 0; layer != Layer.END && depth < encapsulations; depth++) {
            layer = layer == Layer.IP || layer == Layer.IPV6 ? ip(layer, quoted) : Encapsulation.follow(layer, cursor);
        }
    }

    private Layer ip(Layer layer, QuotedPacket quoted) {
        int version = quoted.ip.version;
        long dstHigh = quoted.ip.dstHigh;
        long dstLow = quoted.ip.dstLow;
        if (!IpDecoder.read(cursor, layer, true, quoted.ip)) {
            return Layer.END;
        }
        if (quoted.present && !quoted.tunnelled) {
            quoted.tunnelled = true;
            quoted.tunnelVersion = version;
            quoted.tunnelDstHigh = dstHigh;
            quoted.tunnelDstLow = dstLow;
        }
        quoted.present = true;
        quoted.ports = false;
        quoted.seqPresent = false;
        quoted.tcpHeader = false;
        quoted.icmpType = -1;
        boolean known = cursor.outcome == DecodeOutcome.OK || quoted.ip.version == 4;
        quoted.protocol = known ? quoted.ip.protocol : IpHeader.NONE;
        if (cursor.outcome != DecodeOutcome.OK || quoted.ip.fragmentOffset != 0) {
            return Layer.END;
        }
        return transport(quoted);
    }

    private Layer transport(QuotedPacket quoted) {
        switch (quoted.protocol) {
            case IpHeader.TCP, IpHeader.SCTP -> readPorts(quoted);
            case IpHeader.UDP -> {
                readPorts(quoted);
                if (cursor.has(UdpDecoder.HEADER)) {
                    cursor.skip(UdpDecoder.HEADER);
                    return UdpTunnelDecoder.follow(cursor, quoted.srcPort, quoted.dstPort);
                }
            }
            case IpHeader.ICMP, IpHeader.ICMPV6 -> readEcho(quoted);
            default -> {
                return Encapsulation.ofIpProtocol(cursor, quoted.protocol);
            }
        }
        return Layer.END;
    }

    private void readPorts(QuotedPacket quoted) {
        if (!cursor.has(4)) {
            return;
        }
        quoted.ports = true;
        quoted.srcPort = cursor.u16(0);
        quoted.dstPort = cursor.u16(2);
        if (quoted.protocol == IpHeader.TCP && cursor.has(8)) {
            quoted.seqPresent = true;
            quoted.seq = cursor.i32(4);
            quoted.tcpHeader = cursor.has(TCP_TO_WINDOW);
            quoted.tcpFlags = quoted.tcpHeader ? cursor.u8(13) : 0;
        }
    }

    private void readEcho(QuotedPacket quoted) {
        if (!cursor.has(8)) {
            return;
        }
        int type = cursor.u8(0);
        boolean echo = quoted.protocol == IpHeader.ICMP ? type == 8 || type == 0 : type == 128 || type == 129;
        if (echo) {
            quoted.icmpType = type;
            quoted.icmpIdentifier = cursor.u16(4);
            quoted.icmpSequence = cursor.u16(6);
        }
    }
}
