package dev.faultline.app.session;

import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.UdpHeader;
import java.util.ArrayList;
import java.util.List;

/// The layers of a decoded packet, each with its fields and their bytes, from the outside in.
final class PacketLayers {
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    private static final int ICMP_HEADER = 8;

    private final Packet packet;
    private final PacketBytes bytes;
    private final List<PacketField> layers = new ArrayList<>();

    private PacketLayers(Packet packet, PacketBytes bytes) {
        this.packet = packet;
        this.bytes = bytes;
    }

    /// The layers of `packet`.
    ///
    /// @param bytes of its frame
    /// @param lines know the relative sequence numbers
    static List<PacketField> of(Packet packet, PacketBytes bytes, PacketLines lines) {
        PacketLayers layers = new PacketLayers(packet, bytes);
        int end = layers.link();
        if (packet.hasIp() && !packet.isReassembled()) {
            layers.encapsulation(end, packet.ip().headerOffset());
            layers.ip(packet.ip());
            layers.transport(lines);
        } else {
            layers.payload(end);
        }
        return layers.layers;
    }

    /// @return where the link layer ends
    private int link() {
        LinkLayer link = LinkLayer.of(packet.linkType(), bytes);
        layers.addAll(link.layers());
        return link.end();
    }

    /// What lies between the link layer and the innermost IP header: tunnels, and tags not told above.
    private void encapsulation(int from, int to) {
        if (to > from) {
            layers.add(new FieldList(bytes).layer("packet.encapsulation", "", from, to - from));
        }
    }

    private void payload(int from) {
        int length = bytes.array().length - from;
        if (length > 0) {
            layers.add(new FieldList(bytes).layer("packet.payload", length, from, length));
        }
    }

    private void ip(IpHeader ip) {
        int at = ip.headerOffset();
        FieldList fields = new FieldList(bytes);
        if (ip.version() == 4) {
            ipv4(fields, ip, at);
        } else {
            ipv6(fields, ip, at);
        }
        layers.add(fields.layer(
                ip.version() == 4 ? "packet.ipv4" : "packet.ipv6",
                ip.src() + " → " + ip.dst(),
                at,
                ip.payloadOffset() - at));
    }

    private void ipv4(FieldList fields, IpHeader ip, int at) {
        if (!bytes.has(at, 20)) {
            return;
        }
        fields.add("packet.ip.headerLength", 4 * (bytes.u8(at) & 0xf), at, 1);
        fields.hex("packet.ip.trafficClass", ip.trafficClass(), at + 1, 1);
        fields.add("packet.ip.totalLength", bytes.u16(at + 2), at + 2, 2);
        fields.hex("packet.ip.id", ip.id(), at + 4, 2);
        String flags = (ip.dontFragment() ? "DF " : "") + (ip.moreFragments() ? "MF " : "");
        fields.add("packet.ip.fragment", (flags + ip.fragmentOffset()).strip(), at + 6, 2);
        fields.add("packet.ip.ttl", ip.ttl(), at + 8, 1);
        fields.add("packet.ip.protocol", protocol(bytes.u8(at + 9)), at + 9, 1);
        fields.hex("packet.checksum", bytes.u16(at + 10), at + 10, 2);
        fields.add("packet.source", ip.src(), at + 12, 4);
        fields.add("packet.destination", ip.dst(), at + 16, 4);
        int options = 4 * (bytes.u8(at) & 0xf) - 20;
        if (options > 0) {
            fields.add("packet.options", options, at + 20, options);
        }
    }

    private void ipv6(FieldList fields, IpHeader ip, int at) {
        if (!bytes.has(at, IPV6_HEADER)) {
            return;
        }
        fields.hex("packet.ip.trafficClass", ip.trafficClass(), at, 2);
        fields.hex("packet.ip.flowLabel", bytes.i32(at) & 0xfffff, at + 1, 3);
        fields.add("packet.ip.payloadLength", bytes.u16(at + 4), at + 4, 2);
        fields.add("packet.ip.nextHeader", protocol(bytes.u8(at + 6)), at + 6, 1);
        fields.add("packet.ip.hopLimit", ip.ttl(), at + 7, 1);
        fields.add("packet.source", ip.src(), at + 8, 16);
        fields.add("packet.destination", ip.dst(), at + 24, 16);
        int extensions = ip.payloadOffset() - at - IPV6_HEADER;
        if (extensions > 0) {
            fields.add("packet.ip.extensions", extensions, at + IPV6_HEADER, extensions);
        }
    }

    private static String protocol(int number) {
        String name = PacketLines.protocol(number);
        return name.equals(Integer.toString(number)) ? name : number + " (" + name + ")";
    }

    private void transport(PacketLines lines) {
        if (packet.isTcp()) {
            layers.add(TcpLayer.of(packet, bytes, lines));
            payload(packet.tcp().payloadOffset(), packet.tcp().payloadCaptured());
        } else if (packet.isUdp()) {
            udp(packet.udp());
            payload(packet.udp().payloadOffset(), packet.udp().payloadCaptured());
        } else if (packet.isIcmp()) {
            icmp(packet.icmp());
        } else {
            payload(packet.ip().payloadOffset(), packet.ip().payloadCaptured());
        }
    }

    private void payload(int offset, int length) {
        if (length > 0) {
            layers.add(new FieldList(bytes).layer("packet.payload", length, offset, length));
        }
    }

    private void udp(UdpHeader udp) {
        int at = udp.payloadOffset() - UDP_HEADER;
        FieldList fields = new FieldList(bytes);
        fields.add("packet.sourcePort", udp.srcPort(), at, 2);
        fields.add("packet.destinationPort", udp.dstPort(), at + 2, 2);
        fields.add("packet.length", udp.payloadLength() + UDP_HEADER, at + 4, 2);
        fields.hex("packet.checksum", udp.checksum(), at + 6, 2);
        layers.add(fields.layer("packet.udp", udp.srcPort() + " → " + udp.dstPort(), at, UDP_HEADER));
    }

    private void icmp(IcmpMessage icmp) {
        int at = icmp.offset();
        FieldList fields = new FieldList(bytes);
        fields.add("packet.icmp.type", icmp.type(), at, 1);
        fields.add("packet.icmp.code", icmp.code() + " (" + PacketLines.meaning(icmp) + ")", at + 1, 1);
        fields.hex("packet.checksum", icmp.checksum(), at + 2, 2);
        fields.hex("packet.icmp.rest", icmp.rest(), at + 4, 4);
        int inside = icmp.captured() - ICMP_HEADER;
        if (inside > 0) {
            String quoted = icmp.quoted().isPresent() ? quoted(icmp) : Integer.toString(inside);
            String key = icmp.quoted().isPresent() ? "packet.icmp.quoted" : "packet.payload";
            fields.add(key, quoted, at + ICMP_HEADER, inside);
        }
        layers.add(fields.layer(
                icmp.version() == 4 ? "packet.icmp" : "packet.icmpv6", PacketLines.meaning(icmp), at, icmp.captured()));
    }

    private static String quoted(IcmpMessage icmp) {
        var quoted = icmp.quoted();
        return PacketLines.protocol(quoted.protocol()) + " "
                + PacketLines.end(quoted.ip().src(), quoted, quoted.srcPort()) + " → "
                + PacketLines.end(quoted.ip().dst(), quoted, quoted.dstPort());
    }
}
