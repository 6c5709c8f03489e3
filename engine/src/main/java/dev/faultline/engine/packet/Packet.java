package dev.faultline.engine.packet;

import java.lang.foreign.MemorySegment;

/// One packet, decoded in place: a flyweight that a decoder fills again for each frame. Nothing in it may be
/// kept beyond the next call of the decoder, except what is copied out.
///
/// It shows the innermost IP header and what that carries; the headers around it are summed up in [#tunnels()].
/// Where an IP packet was put together from fragments, [#bytes()] is the reassembled packet, and the frame is
/// the one that completed it.
public final class Packet {
    // Bits of tunnels().
    public static final int TUNNEL_VLAN = 1;
    public static final int TUNNEL_MPLS = 1 << 1;
    public static final int TUNNEL_PPPOE = 1 << 2;
    public static final int TUNNEL_VXLAN = 1 << 3;
    public static final int TUNNEL_GENEVE = 1 << 4;
    public static final int TUNNEL_GRE = 1 << 5;
    public static final int TUNNEL_ERSPAN = 1 << 6;
    public static final int TUNNEL_IPIP = 1 << 7;
    public static final int TUNNEL_GTP = 1 << 8;
    public static final int TUNNEL_OTHER = 1 << 9;

    /// Tags that name a path but not a different copy of the packet; they do not tell vantage points apart, as
    /// some mirrors tag the two directions differently.
    public static final int TAGS = TUNNEL_VLAN | TUNNEL_MPLS | TUNNEL_PPPOE;

    MemorySegment bytes = MemorySegment.NULL;
    long frame;
    long timestamp;
    long position;
    int interfaceId;
    int linkType;
    int captured;
    int length;
    int tunnels;
    int linkInterface;
    int protocol = IpHeader.NONE;
    boolean ipPresent;
    boolean reassembled;
    boolean partialTcp;
    boolean arpPresent;
    DecodeOutcome outcome = DecodeOutcome.NOT_IP;
    final IpHeader ip = new IpHeader();
    final TcpHeader tcp = new TcpHeader();
    final UdpHeader udp = new UdpHeader();
    final IcmpMessage icmp = new IcmpMessage();
    final ArpMessage arp = new ArpMessage();

    /// The memory that all offsets of this packet's headers refer to.
    public MemorySegment bytes() {
        return bytes;
    }

    /// Number of the frame, from 1, as Wireshark counts.
    public long frame() {
        return frame;
    }

    /// Nanoseconds since 1970-01-01T00:00Z.
    public long timestamp() {
        return timestamp;
    }

    /// Where the frame's record begins in its source, or -1.
    public long position() {
        return position;
    }

    public int interfaceId() {
        return interfaceId;
    }

    /// `LINKTYPE_` value of the frame.
    public int linkType() {
        return linkType;
    }

    /// Bytes of the frame that were captured.
    public int captured() {
        return captured;
    }

    /// Bytes that the frame had on the wire.
    public int length() {
        return length;
    }

    /// The tunnels and tags around the innermost IP header, as `TUNNEL_` bits.
    public int tunnels() {
        return tunnels;
    }

    /// The system's interface index in a Linux "cooked" header version 2 (captures on `any`), else 0.
    public int linkInterface() {
        return linkInterface;
    }

    /// How far the decoder came.
    public DecodeOutcome outcome() {
        return outcome;
    }

    /// Whether [#ip()] is valid.
    public boolean hasIp() {
        return ipPresent;
    }

    /// Whether the packet was put together from fragments, this frame being the one that completed it.
    public boolean isReassembled() {
        return reassembled;
    }

    /// The protocol inside the innermost IP header whose own header is complete and valid in one of [#tcp()],
    /// [#udp()] and [#icmp()]: [IpHeader#TCP], [IpHeader#UDP], [IpHeader#ICMP], [IpHeader#ICMPV6]; for others
    /// the bare IP protocol number; [IpHeader#NONE] when there is no header to read: no IP, a fragment that is
    /// not the first, bytes missing.
    public int protocol() {
        return protocol;
    }

    public boolean isTcp() {
        return protocol == IpHeader.TCP;
    }

    /// Whether [#tcp()] has only what the first 16 bytes of a TCP header say (ports, numbers, flags, window),
    /// because the rest is missing or makes no sense, or the packet is a fragment that lacks bytes. Then
    /// [#isTcp()] is false: Wireshark counts such a packet to its conversation but does not analyse it.
    public boolean hasPartialTcp() {
        return partialTcp;
    }

    public boolean isUdp() {
        return protocol == IpHeader.UDP;
    }

    /// Whether [#icmp()] is valid, version 4 or 6.
    public boolean isIcmp() {
        return protocol == IpHeader.ICMP || protocol == IpHeader.ICMPV6;
    }

    /// Whether the frame holds no IP, but [#arp()].
    public boolean isArp() {
        return arpPresent;
    }

    public ArpMessage arp() {
        return arp;
    }

    /// The innermost IP header.
    public IpHeader ip() {
        return ip;
    }

    public TcpHeader tcp() {
        return tcp;
    }

    public UdpHeader udp() {
        return udp;
    }

    public IcmpMessage icmp() {
        return icmp;
    }
}
