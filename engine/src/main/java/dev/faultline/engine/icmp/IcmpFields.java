package dev.faultline.engine.icmp;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// The fields of ICMP messages that only some types have.
public final class IcmpFields {
    /// A next-hop MTU that the message does not tell.
    public static final int NO_MTU = -1;

    /// A pointer into the quoted packet that the message does not have.
    public static final int NO_POINTER = -1;

    /// A link-layer address that the message does not tell.
    public static final long NO_ADDRESS = -1;

    private static final int OVERRIDE = 1 << 29;
    private static final int OPTION = 8;
    private static final int TARGET_LINK_ADDRESS = 2;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int TARGET = 8;
    private static final int DESTINATION = 24;

    private IcmpFields() {}

    /// The next-hop MTU in bytes of "fragmentation needed" (RFC 1191, section 4) or Packet Too Big (RFC 4443,
    /// section 3.2), or [#NO_MTU]: routers older than RFC 1191 send 0.
    public static int mtu(IcmpMessage icmp) {
        int mtu = NO_MTU;
        if (icmp.version() == 4 && icmp.type() == 3 && icmp.code() == 4) {
            mtu = icmp.rest() & 0xffff;
        } else if (icmp.version() == 6 && icmp.type() == 2) {
            mtu = icmp.rest();
        }
        return mtu > 0 ? mtu : NO_MTU;
    }

    /// The better first hop that a redirect names (RFC 792; RFC 4861, section 4.5), or null.
    public static @Nullable IpAddress gateway(Packet packet) {
        IcmpMessage icmp = packet.icmp();
        if (icmp.version() == 4 && icmp.type() == 5) {
            return IpAddress.v4(icmp.rest());
        }
        return isRedirect6(icmp) ? address(packet, TARGET) : null;
    }

    /// The destination that an ICMPv6 redirect is about, or null.
    public static @Nullable IpAddress redirected(Packet packet) {
        return isRedirect6(packet.icmp()) ? address(packet, DESTINATION) : null;
    }

    /// The address that a neighbour solicitation asks for or an advertisement is about (RFC 4861, sections 4.3
    /// and 4.4), or null where it was not captured.
    public static @Nullable IpAddress neighbor(Packet packet) {
        return address(packet, TARGET);
    }

    /// Whether a neighbour advertisement replaces what hosts know (RFC 4861, section 4.4: the O flag).
    public static boolean isOverride(IcmpMessage icmp) {
        return (icmp.rest() & OVERRIDE) != 0;
    }

    /// The link-layer address of a neighbour advertisement, six bytes in the low end, or [#NO_ADDRESS].
    public static long linkAddress(Packet packet) {
        IcmpMessage icmp = packet.icmp();
        int at = DESTINATION;
        while (icmp.captured() >= at + OPTION) {
            long option = packet.bytes().get(LONG, (long) icmp.offset() + at);
            int length = (int) (option >>> 48 & 0xff) * OPTION;
            if (option >>> 56 == TARGET_LINK_ADDRESS && length == OPTION) {
                return option & 0xffff_ffff_ffffL;
            }
            if (length == 0) {
                break;
            }
            at += length;
        }
        return NO_ADDRESS;
    }

    /// Offset of the field in the quoted packet that a parameter problem points to, or [#NO_POINTER].
    public static int pointer(IcmpMessage icmp) {
        if (icmp.version() == 4 && icmp.type() == 12 && icmp.code() == 0) {
            return icmp.rest() >>> 24;
        }
        return icmp.version() == 6 && icmp.type() == 4 && icmp.rest() >= 0 ? icmp.rest() : NO_POINTER;
    }

    /// The lifetime in seconds that a router advertisement gives its router as default router (RFC 1256; RFC
    /// 4861, section 4.2).
    public static int routerLifetime(IcmpMessage icmp) {
        return icmp.rest() & 0xffff;
    }

    /// Identifier of an echo request or reply.
    public static int echoIdentifier(IcmpMessage icmp) {
        return icmp.rest() >>> 16;
    }

    /// Sequence number of an echo request or reply.
    public static int echoSequence(IcmpMessage icmp) {
        return icmp.rest() & 0xffff;
    }

    /// Whether the checksum can be checked and is wrong: a host throws such a message away. Where bytes are
    /// missing, it counts as right.
    public static boolean isChecksumWrong(Packet packet) {
        IcmpMessage icmp = packet.icmp();
        if (icmp.captured() < icmp.length()) {
            return false;
        }
        long sum = icmp.version() == 6 ? pseudoHeader(packet.ip(), icmp.length()) : 0;
        MemorySegment bytes = packet.bytes();
        int end = icmp.offset() + icmp.length();
        int at = icmp.offset();
        for (; at + 1 < end; at += 2) {
            sum += bytes.get(SHORT, at) & 0xffff;
        }
        if (at < end) {
            sum += (bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff) << 8;
        }
        return fold(sum) != 0xffff;
    }

    private static long pseudoHeader(IpHeader ip, int length) {
        return words(ip.srcHigh())
                + words(ip.srcLow())
                + words(ip.dstHigh())
                + words(ip.dstLow())
                + (length >>> 16)
                + (length & 0xffff)
                + IpHeader.ICMPV6;
    }

    private static long words(long bits) {
        return (bits >>> 48) + (bits >>> 32 & 0xffff) + (bits >>> 16 & 0xffff) + (bits & 0xffff);
    }

    private static long fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return folded;
    }

    private static boolean isRedirect6(IcmpMessage icmp) {
        return icmp.version() == 6 && icmp.type() == 137;
    }

    private static @Nullable IpAddress address(Packet packet, int at) {
        IcmpMessage icmp = packet.icmp();
        if (icmp.captured() < at + 16) {
            return null;
        }
        long offset = (long) icmp.offset() + at;
        return IpAddress.v6(packet.bytes().get(LONG, offset), packet.bytes().get(LONG, offset + 8));
    }
}
