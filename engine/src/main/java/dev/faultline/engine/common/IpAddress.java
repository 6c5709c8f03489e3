package dev.faultline.engine.common;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// An IPv4 or IPv6 address as two longs, so that it can be compared and hashed with no allocation.
///
/// @param version 4 or 6
/// @param high the first 64 bits of an IPv6 address; 0 for IPv4
/// @param low the last 64 bits of an IPv6 address; the 32 bits of an IPv4 address, unsigned
public record IpAddress(int version, long high, long low) implements Comparable<IpAddress> {

    public IpAddress {
        if (version != 4 && version != 6) {
            throw new IllegalArgumentException("IP version " + version);
        }
    }

    /// An IPv4 address from its 32 bits in network order.
    public static IpAddress v4(int bits) {
        return new IpAddress(4, 0, Integer.toUnsignedLong(bits));
    }

    /// An IPv6 address from its two halves in network order.
    public static IpAddress v6(long high, long low) {
        return new IpAddress(6, high, low);
    }

    /// Parses a literal address, never a name, so nothing is looked up.
    ///
    /// @throws IllegalArgumentException when `text` is not an address
    public static IpAddress parse(String text) {
        if (text.isEmpty() || (text.indexOf(':') < 0 && !Character.isDigit(text.charAt(0)))) {
            throw new IllegalArgumentException("not an IP address: " + text);
        }
        byte[] b;
        try {
            b = InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an IP address: " + text, e);
        }
        if (b.length == 4) {
            return new IpAddress(4, 0, bits(b, 0, 4));
        }
        return v6(bits(b, 0, 8), bits(b, 8, 8));
    }

    private static long bits(byte[] b, int from, int count) {
        long bits = 0;
        for (int i = from; i < from + count; i++) {
            bits = bits << 8 | (b[i] & 0xff);
        }
        return bits;
    }

    /// 4 or 16 bytes in network order.
    public byte[] bytes() {
        byte[] b = new byte[version == 4 ? 4 : 16];
        for (int i = 0; i < b.length; i++) {
            long half = b.length == 16 && i < 8 ? high : low;
            b[i] = (byte) (half >>> 8 * ((b.length - 1 - i) % 8));
        }
        return b;
    }

    /// Whether packets to it go to many: IPv4 224.0.0.0/4, IPv6 ff00::/8.
    public boolean isMulticast() {
        return version == 4 ? low >>> 28 == 0xe : high >>> 56 == 0xff;
    }

    @Override
    public int compareTo(IpAddress other) {
        int c = Integer.compare(version, other.version);
        c = c != 0 ? c : Long.compareUnsigned(high, other.high);
        return c != 0 ? c : Long.compareUnsigned(low, other.low);
    }

    /// Dotted decimal, or the canonical text of RFC 5952.
    @Override
    public String toString() {
        if (version == 4) {
            return (low >>> 24) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        }
        if (high == 0 && low >>> 32 == 0xffff) {
            return "::ffff:" + v4((int) low);
        }
        return v6Text();
    }

    private String v6Text() {
        int[] group = new int[8];
        for (int i = 0; i < 8; i++) {
            group[i] = (int) ((i < 4 ? high : low) >>> 16 * (3 - i % 4)) & 0xffff;
        }
        int zeros = 0;
        int zerosAt = -1;
        for (int i = 0; i < 8; ) {
            int j = i;
            while (j < 8 && group[j] == 0) {
                j++;
            }
            if (j - i > Math.max(zeros, 1)) {
                zeros = j - i;
                zerosAt = i;
            }
            i = Math.max(j, i + 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == zerosAt) {
                text.append("::");
                i += zeros - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group[i]));
        }
        return text.toString();
    }

    /// For callers at the border that need the JDK's own type.
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(bytes());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are always an address", e);
        }
    }
}
