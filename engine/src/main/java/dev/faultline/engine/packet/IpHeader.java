package dev.faultline.engine.packet;

import dev.faultline.engine.common.IpAddress;

/// An IPv4 header (RFC 791), or an IPv6 header with its extension headers (RFC 8200). Flyweight.
public final class IpHeader {
    /// No protocol that could be read.
    public static final int NONE = -1;

    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ICMPV6 = 58;
    public static final int SCTP = 132;

    int version;
    long srcHigh;
    long srcLow;
    long dstHigh;
    long dstLow;
    int protocol;
    int ttl;
    int id;
    int trafficClass;
    boolean dontFragment;
    boolean fragment;
    int fragmentOffset;
    boolean moreFragments;
    int headerOffset;
    int payloadOffset;
    int payloadLength;
    int payloadCaptured;
    /// Bytes of payload by the header, even where the frame has less.
    int statedLength;

    /// 4 or 6.
    public int version() {
        return version;
    }

    /// Upper half of the source address, as in [IpAddress].
    public long srcHigh() {
        return srcHigh;
    }

    public long srcLow() {
        return srcLow;
    }

    public long dstHigh() {
        return dstHigh;
    }

    public long dstLow() {
        return dstLow;
    }

    /// The source address as an object; allocates, so not for every packet.
    public IpAddress src() {
        return new IpAddress(version, srcHigh, srcLow);
    }

    /// The destination address as an object; allocates, so not for every packet.
    public IpAddress dst() {
        return new IpAddress(version, dstHigh, dstLow);
    }

    /// The protocol number after all IPv6 extension headers.
    public int protocol() {
        return protocol;
    }

    /// IPv4 time to live or IPv6 hop limit, 0…255.
    public int ttl() {
        return ttl;
    }

    /// IPv4 identification, 0…65535; of IPv6 that of its fragment header, else 0.
    public int id() {
        return id;
    }

    /// Type of service or traffic class, 8 bits.
    public int trafficClass() {
        return trafficClass;
    }

    public boolean dontFragment() {
        return dontFragment;
    }

    /// Whether the packet is a fragment: an offset, or more to come.
    public boolean isFragment() {
        return fragment;
    }

    /// Offset of the fragment, in bytes.
    public int fragmentOffset() {
        return fragmentOffset;
    }

    public boolean moreFragments() {
        return moreFragments;
    }

    /// Offset of the header's first byte in [Packet#bytes()].
    public int headerOffset() {
        return headerOffset;
    }

    /// Offset of the first byte after the header and its extensions.
    public int payloadOffset() {
        return payloadOffset;
    }

    /// Bytes after the header by the header's own length; by the frame's length where that field is 0
    /// (segmentation offload, jumbograms).
    public int payloadLength() {
        return payloadLength;
    }

    /// How many of [#payloadLength()] bytes were captured.
    public int payloadCaptured() {
        return payloadCaptured;
    }
}
