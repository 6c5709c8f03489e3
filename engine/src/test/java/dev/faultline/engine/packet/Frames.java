package dev.faultline.engine.packet;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/// Builds frames for tests from the inside out: each method puts one header before a payload.
final class Frames {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;

    static final int SRC_PORT = 40000;
    static final int DST_PORT = 80;
    static final byte[] NOTHING = {};

    private Frames() {}

    /// Bytes in hexadecimal, spaces allowed.
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] u8(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] u16(int... values) {
        byte[] bytes = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[2 * i] = (byte) (values[i] >>> 8);
            bytes[2 * i + 1] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] u32(int... values) {
        byte[] bytes = new byte[4 * values.length];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(u16(values[i] >>> 16, values[i] & 0xffff), 0, bytes, 4 * i, 4);
        }
        return bytes;
    }

    static byte[] text(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }

    static byte[] ethernet(int type, byte[] payload) {
        return join(hex("020000000002 020000000001"), u16(type), payload);
    }

    /// A tag and the EtherType behind it.
    static byte[] vlan(int id, int type, byte[] payload) {
        return join(u16(id, type), payload);
    }

    static byte[] snap(int type, byte[] payload) {
        return join(hex("aaaa03 000000"), u16(type), payload);
    }

    /// A TCP segment of ten bytes in an IPv4 packet from 10.0.0.1 to 10.0.0.2.
    static byte[] ipv4Tcp() {
        return ipv4(IpHeader.TCP, tcp(10));
    }

    static byte[] ipv6Tcp() {
        return ipv6(IpHeader.TCP, tcp(10));
    }

    static byte[] ipv4(int protocol, byte[] payload) {
        return ipv4(protocol, 20 + payload.length, 1, 0, payload);
    }

    /// @param fragment flags and offset as they stand in the header
    static byte[] ipv4(int protocol, int total, int id, int fragment, byte[] payload) {
        return join(u8(0x45, 0), u16(total, id, fragment), u8(64, protocol, 0, 0), hex("0a000001 0a000002"), payload);
    }

    /// A fragment of IPv4.
    static byte[] fragment(int protocol, int id, int offset, boolean more, byte[] payload) {
        return ipv4(protocol, 20 + payload.length, id, offset / 8 | (more ? 0x2000 : 0), payload);
    }

    static byte[] ipv6(int next, byte[] payload) {
        return ipv6(next, payload.length, payload);
    }

    static byte[] ipv6(int next, int length, byte[] payload) {
        return join(
                hex("60000000"),
                u16(length),
                u8(next, 64),
                hex("fd000000000000000000000000000001 fd000000000000000000000000000002"),
                payload);
    }

    /// A fragment of IPv6.
    static byte[] fragment6(int next, int id, int offset, boolean more, byte[] payload) {
        return ipv6(44, join(u8(next, 0), u16(offset | (more ? 1 : 0)), u32(id), payload));
    }

    static byte[] tcp(int payloadLength) {
        return tcp(TcpHeader.ACK, NOTHING, text(payloadLength));
    }

    /// @param options a multiple of four bytes
    static byte[] tcp(int flags, byte[] options, byte[] payload) {
        int headerLength = 20 + options.length;
        return join(
                u16(SRC_PORT, DST_PORT),
                u32(1000, 2000),
                u8(headerLength / 4 << 4, flags),
                u16(512, 0, 0),
                options,
                payload);
    }

    static byte[] udp(int srcPort, int dstPort, byte[] payload) {
        return join(u16(srcPort, dstPort, 8 + payload.length, 0), payload);
    }

    static byte[] icmp(int type, int code, int rest, byte[] payload) {
        return join(u8(type, code, 0, 0), u32(rest), payload);
    }
}
