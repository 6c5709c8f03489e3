package dev.faultline.engine.packet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// What a packet's checksum says (RFC 1071), as far as all that it covers was captured.
public enum Checksum {
    /// It is right.
    RIGHT,
    /// It cannot be checked: bytes are missing, it is absent, or the network card was still to split the
    /// packet.
    UNKNOWN,
    /// Only the pseudo-header is summed up: the network card was to do the rest after the packet was captured.
    UNFINISHED,
    /// It is wrong: the receiver throws the packet away.
    WRONG;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /// Vectors pay from about here on.
    private static final int LONG_ENOUGH = 128;

    private static final int V4_HEADER = 20;
    private static final int V6_HEADER = 40;
    private static final int ALL_ONES = 0xffff;

    /// The checksum of the TCP segment of `packet`.
    public static Checksum ofTcp(Packet packet) {
        TcpHeader tcp = packet.tcp;
        int length = tcp.headerLength + tcp.payloadLength;
        boolean whole = tcp.payloadCaptured == tcp.payloadLength;
        return tcp.checksum == 0 || !whole ? UNKNOWN : transport(packet, tcp.checksum, IpHeader.TCP, length);
    }

    /// The checksum of the UDP datagram of `packet`; IPv4 allows to leave it out.
    public static Checksum ofUdp(Packet packet) {
        UdpHeader udp = packet.udp;
        int length = UdpDecoder.HEADER + udp.payloadLength;
        boolean whole = udp.payloadCaptured == udp.payloadLength && length == packet.ip.payloadLength;
        return udp.checksum == 0 || !whole ? UNKNOWN : transport(packet, udp.checksum, IpHeader.UDP, length);
    }

    /// The checksum of the IPv4 header of `packet`.
    public static Checksum ofIp(Packet packet) {
        IpHeader ip = packet.ip;
        if (ip.version != 4 || packet.reassembled) {
            return UNKNOWN;
        }
        MemorySegment bytes = packet.bytes;
        int stored = Octets.u16(bytes, ip.headerOffset + 10L);
        int length = (Octets.u8(bytes, ip.headerOffset) & 0xf) * 4;
        if (stored == 0 || ip.payloadOffset - ip.headerOffset < length || length < V4_HEADER) {
            return UNKNOWN;
        }
        return fold(swap(sum(bytes, ip.headerOffset, length))) == ALL_ONES ? RIGHT : WRONG;
    }

    private static Checksum transport(Packet packet, int stored, int protocol, int length) {
        IpHeader ip = packet.ip;
        int header = ip.payloadOffset - ip.headerOffset;
        boolean plain = ip.version == 4 ? Octets.u16(packet.bytes, ip.headerOffset + 2L) != 0 : header == V6_HEADER;
        if (!plain && !packet.reassembled) {
            return UNKNOWN;
        }
        long addresses = words(ip.srcHigh) + words(ip.srcLow) + words(ip.dstHigh) + words(ip.dstLow) + protocol;
        long pseudo = addresses + (length >>> 16) + (length & 0xffff);
        long sum = pseudo + swap(sum(packet.bytes, ip.payloadOffset, length));
        if (fold(sum) == ALL_ONES) {
            return RIGHT;
        }
        return stored == fold(pseudo) || stored == fold(addresses) ? UNFINISHED : WRONG;
    }

    /// The sum of 16-bit words in little-endian order, which makes no difference but for the order of the two
    /// bytes of the result.
    private static long sum(MemorySegment bytes, long offset, int length) {
        int whole = length < LONG_ENOUGH ? 0 : length >>> 2;
        long sum = 0;
        // Counted by an int and read by ints: so the compiler makes vectors of it.
        for (int i = 0; i < whole; i++) {
            sum += bytes.get(INT, offset + 4L * i) & 0xffff_ffffL;
        }
        long at = offset + 4L * whole;
        int left = length - 4 * whole;
        for (; left >= 8; left -= 8, at += 8) {
            long eight = bytes.get(LONG, at);
            sum += (eight >>> 32) + (eight & 0xffff_ffffL);
        }
        if (left >= 4) {
            sum += bytes.get(INT, at) & 0xffff_ffffL;
            left -= 4;
            at += 4;
        }
        long rest = 0;
        for (int i = 0; i < left; i++) {
            rest |= (long) Octets.u8(bytes, at + i) << 8 * i;
        }
        return sum + rest;
    }

    private static long swap(long littleEndian) {
        return Short.reverseBytes((short) fold(littleEndian)) & 0xffff;
    }

    private static long words(long bits) {
        return (bits >>> 48) + (bits >>> 32 & 0xffff) + (bits >>> 16 & 0xffff) + (bits & 0xffff);
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }
}
