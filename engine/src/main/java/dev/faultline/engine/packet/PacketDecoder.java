package dev.faultline.engine.packet;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;

/// Decodes frames into one [Packet]: the link layer, tags and tunnels, IP with fragments put together, and the
/// transport header. Stateful only for fragments. Not thread-safe.
///
/// The rule in doubt is what Wireshark 4.0 decodes by default.
public final class PacketDecoder {
    private final Packet packet = new Packet();
    private final Cursor cursor = new Cursor();
    private final IcmpDecoder icmp;
    private final FragmentTable fragments;
    private final int encapsulations;

    public PacketDecoder(Limits limits) {
        this(limits, incomplete -> {});
    }

    /// @param listener hears of packets of which fragments are missing
    public PacketDecoder(Limits limits, FragmentListener listener) {
        this(limits.encapsulations(), limits.fragmentBytes(), limits.fragmentPackets(), listener);
    }

    PacketDecoder(int encapsulations, int fragmentBytes, int fragmentPackets, FragmentListener listener) {
        this.encapsulations = encapsulations;
        fragments = new FragmentTable(fragmentBytes, fragmentPackets, listener);
        icmp = new IcmpDecoder(new QuoteDecoder(encapsulations));
    }

    /// Decodes the packet at `index` of `batch`.
    ///
    /// @return the decoder's one packet, valid until the next call
    public Packet decode(PacketBatch batch, int index) {
        Packet p = packet;
        p.bytes = batch.memory();
        p.frame = batch.frameNumber(index);
        p.timestamp = batch.timestamp(index);
        p.position = batch.position(index);
        p.interfaceId = batch.interfaceId(index);
        p.linkType = batch.linkType(index);
        p.captured = batch.captured(index);
        p.length = batch.length(index);
        p.tunnels = 0;
        p.protocol = IpHeader.NONE;
        p.ipPresent = false;
        p.reassembled = false;
        p.partialTcp = false;
        Cursor c = cursor;
        c.set(p.bytes, batch.offset(index), p.captured, p.length);
        c.type = p.linkType;
        follow();
        p.bytes = c.bytes;
        p.linkInterface = c.linkInterface;
        p.arpPresent = c.arp >= 0 && !p.ipPresent && p.arp.read(c.bytes, c.arp);
        p.tunnels = p.arpPresent ? c.tunnels : p.tunnels;
        p.outcome = c.outcome == DecodeOutcome.OK && !p.ipPresent ? DecodeOutcome.NOT_IP : c.outcome;
        return p;
    }

    /// Fragmented packets that are not complete yet.
    public int fragmentedWaiting() {
        return fragments.waiting();
    }

    /// Fragmented packets that were not complete in time.
    public long fragmentedExpired() {
        return fragments.expired();
    }

    /// Fragmented packets that were given up to keep within the limits on memory.
    public long fragmentedEvicted() {
        return fragments.evicted();
    }

    /// The capture has ended: tells of packets that are still incomplete.
    public void end() {
        fragments.end(packet.timestamp);
    }

    private void follow() {
        Layer layer = Layer.LINK;
        for (int depth = 0; layer != Layer.END; depth++) {
            // a tag or a tunnel takes two steps: what it is, and what it carries
            if (depth > 2 * encapsulations) {
                cursor.outcome = DecodeOutcome.TOO_DEEP;
                return;
            }
            layer = layer == Layer.IP || layer == Layer.IPV6 ? ip(layer) : Encapsulation.follow(layer, cursor);
        }
    }

    private Layer ip(Layer layer) {
        Packet p = packet;
        if (!IpDecoder.read(cursor, layer, false, p.ip)) {
            return Layer.END;
        }
        p.ipPresent = true;
        p.tunnels = cursor.tunnels;
        p.protocol = IpHeader.NONE;
        p.partialTcp = false;
        if (cursor.outcome != DecodeOutcome.OK) {
            return Layer.END;
        }
        return p.ip.fragment ? fragment(p.ip) : transport(p.ip);
    }

    private Layer fragment(IpHeader ip) {
        if (cursor.left() < ip.statedLength) {
            return cutFragment(ip);
        }
        int headers = cursor.offset - ip.headerOffset;
        int headerLength = ip.version == 4 ? headers : headers - IpDecoder.V6_FRAGMENT_HEADER;
        if (!fragments.add(cursor, ip, headerLength, packet.timestamp, packet.frame, packet.position)) {
            cursor.outcome = DecodeOutcome.FRAGMENT;
            return Layer.END;
        }
        packet.reassembled = true;
        IpDecoder.readExtensions(cursor, ip);
        IpDecoder.setPayload(cursor, ip);
        if (ip.fragment || cursor.outcome != DecodeOutcome.OK) {
            return Layer.END;
        }
        return transport(ip);
    }

    /// A fragment of which bytes are missing, so that it is no use for its packet; the first one of IPv4 at
    /// least has a transport header.
    private Layer cutFragment(IpHeader ip) {
        fragments.cut(cursor, ip, packet.timestamp);
        if (ip.version == 4 && ip.fragmentOffset == 0) {
            transport(ip);
        }
        if (packet.isTcp()) {
            packet.protocol = IpHeader.NONE;
            packet.partialTcp = true;
        }
        cursor.outcome = DecodeOutcome.CUT_BY_SNAPLEN;
        return Layer.END;
    }

    private Layer transport(IpHeader ip) {
        Packet p = packet;
        Cursor c = cursor;
        switch (ip.protocol) {
            case IpHeader.TCP -> {
                p.partialTcp = TcpDecoder.readStart(c, p.tcp);
                if (p.partialTcp && TcpDecoder.readRest(c, p.tcp)) {
                    p.partialTcp = false;
                    p.protocol = IpHeader.TCP;
                }
            }
            case IpHeader.UDP -> {
                if (UdpDecoder.read(c, p.udp)) {
                    p.protocol = IpHeader.UDP;
                    return UdpTunnelDecoder.follow(c, p.udp.srcPort, p.udp.dstPort);
                }
            }
            case IpHeader.ICMP, IpHeader.ICMPV6 -> {
                if (icmp.read(c, ip.protocol == IpHeader.ICMP ? 4 : 6, p.icmp)) {
                    p.protocol = ip.protocol;
                }
            }
            default -> {
                p.protocol = ip.protocol;
                return Encapsulation.ofIpProtocol(c, ip.protocol);
            }
        }
        return Layer.END;
    }
}
