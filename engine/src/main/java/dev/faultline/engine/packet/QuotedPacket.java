package dev.faultline.engine.packet;

import dev.faultline.engine.common.IpAddress;

/// The start of the packet that an ICMP error is about (RFC 792; RFC 4443, section 2.4; RFC 4884 for its
/// length). Flyweight.
///
/// Its IP lengths and checksums are as the offender sent them or as a router changed them, and are not trusted.
public final class QuotedPacket {
    boolean present;
    final IpHeader ip = new IpHeader();
    boolean tunnelled;
    int tunnelVersion;
    long tunnelDstHigh;
    long tunnelDstLow;
    int protocol = IpHeader.NONE;
    int srcPort;
    int dstPort;
    boolean ports;
    int seq;
    boolean seqPresent;
    boolean tcpHeader;
    int tcpFlags;
    int icmpType;
    int icmpIdentifier;
    int icmpSequence;

    /// Whether the message is of a type that quotes a packet, and the quoted IP header could be read.
    public boolean isPresent() {
        return present;
    }

    /// The innermost quoted IP header that could be read.
    public IpHeader ip() {
        return ip;
    }

    /// Whether [#ip()] was inside a tunnel: the error is about the packet of the tunnel.
    public boolean isTunnelled() {
        return tunnelled;
    }

    /// Where the packet of the outermost tunnel was going; meaningful with [#isTunnelled()]. Allocates.
    public IpAddress tunnelDst() {
        return new IpAddress(tunnelVersion, tunnelDstHigh, tunnelDstLow);
    }

    /// The quoted IP protocol, or [IpHeader#NONE].
    public int protocol() {
        return protocol;
    }

    /// Whether [#srcPort()] and [#dstPort()] are there: TCP, UDP or SCTP with at least four bytes.
    public boolean hasPorts() {
        return ports;
    }

    public int srcPort() {
        return srcPort;
    }

    public int dstPort() {
        return dstPort;
    }

    /// Whether [#seq()] is there: TCP with at least eight bytes.
    public boolean hasSeq() {
        return seqPresent;
    }

    /// The quoted TCP sequence number.
    public int seq() {
        return seq;
    }

    /// Whether the quoted TCP header is there up to its window (16 bytes): Wireshark then counts it as a packet
    /// of the conversation.
    public boolean hasTcpHeader() {
        return tcpHeader;
    }

    /// The quoted TCP flags; meaningful with [#hasTcpHeader()].
    public int tcpFlags() {
        return tcpFlags;
    }

    /// Type of a quoted ICMP echo, or -1.
    public int icmpType() {
        return icmpType;
    }

    public int icmpIdentifier() {
        return icmpIdentifier;
    }

    public int icmpSequence() {
        return icmpSequence;
    }
}
