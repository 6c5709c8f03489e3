package dev.faultline.engine.packet;

import static dev.faultline.engine.packet.Frames.IPV4;
import static dev.faultline.engine.packet.Frames.IPV6;
import static dev.faultline.engine.packet.Frames.ethernet;
import static dev.faultline.engine.packet.Frames.hex;
import static dev.faultline.engine.packet.Frames.ipv4;
import static dev.faultline.engine.packet.Frames.ipv4Tcp;
import static dev.faultline.engine.packet.Frames.ipv6;
import static dev.faultline.engine.packet.Frames.ipv6Tcp;
import static dev.faultline.engine.packet.Frames.join;
import static dev.faultline.engine.packet.Frames.snap;
import static dev.faultline.engine.packet.Frames.tcp;
import static dev.faultline.engine.packet.Frames.u16;
import static dev.faultline.engine.packet.Frames.u32;
import static dev.faultline.engine.packet.Frames.u8;
import static dev.faultline.engine.packet.Frames.udp;
import static dev.faultline.engine.packet.Frames.vlan;

import java.util.ArrayList;
import java.util.List;

/// One frame for each way that a TCP segment may be wrapped: [Frames#tcp(int)] with ten bytes, inside IPv4 or
/// IPv6.
final class FrameCatalogue {
    /// A frame and how it should be decoded.
    static final class Example {
        private final String name;
        private final int linkType;
        private final byte[] bytes;
        private final int tunnels;

        Example(String name, int linkType, byte[] bytes, int tunnels) {
            this.name = name;
            this.linkType = linkType;
            this.bytes = bytes;
            this.tunnels = tunnels;
        }

        int linkType() {
            return linkType;
        }

        byte[] bytes() {
            return bytes;
        }

        /// The `TUNNEL_` bits that decoding is to show.
        int tunnels() {
            return tunnels;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Example> examples = new ArrayList<>();

    private FrameCatalogue() {}

    static List<Example> links() {
        FrameCatalogue catalogue = new FrameCatalogue();
        catalogue.addPlainLinks();
        catalogue.addSerialLinks();
        catalogue.addWireless();
        catalogue.addLogs();
        return catalogue.examples;
    }

    static List<Example> tags() {
        FrameCatalogue catalogue = new FrameCatalogue();
        catalogue.addTags();
        catalogue.addMpls();
        return catalogue.examples;
    }

    static List<Example> tunnels() {
        FrameCatalogue catalogue = new FrameCatalogue();
        catalogue.addIpTunnels();
        catalogue.addGre();
        catalogue.addUdpTunnels();
        return catalogue.examples;
    }

    static List<Example> extensions() {
        FrameCatalogue catalogue = new FrameCatalogue();
        catalogue.addExtensions();
        return catalogue.examples;
    }

    static List<Example> all() {
        List<Example> all = new ArrayList<>(links());
        all.addAll(tags());
        all.addAll(tunnels());
        all.addAll(extensions());
        return all;
    }

    private void link(String name, int linkType, byte[]... parts) {
        examples.add(new Example(name, linkType, join(parts), 0));
    }

    private void tag(String name, int tunnels, int type, byte[] payload) {
        examples.add(new Example(name, 1, ethernet(type, payload), tunnels));
    }

    private void tunnel(String name, int tunnels, int protocol, byte[] payload) {
        tag(name, tunnels, IPV4, ipv4(protocol, payload));
    }

    private void udpTunnel(String name, int tunnels, int port, byte[]... parts) {
        tunnel(name, tunnels, IpHeader.UDP, udp(50000, port, join(parts)));
    }

    private void addPlainLinks() {
        link("null, little-endian", 0, hex("02000000"), ipv4Tcp());
        link("null, big-endian, macOS IPv6", 0, hex("0000001e"), ipv6Tcp());
        link("loop", 108, hex("00000002"), ipv4Tcp());
        link("ethernet", 1, ethernet(IPV4, ipv4Tcp()));
        link("ethernet IPv6", 1, ethernet(IPV6, ipv6Tcp()));
        link("ethernet LLC/SNAP", 1, ethernet(58, snap(IPV4, ipv4Tcp())));
        link("ethernet LLC, IP", 1, ethernet(53, join(hex("060603"), ipv4Tcp())));
        link("raw", 101, ipv4Tcp());
        link("raw, OpenBSD", 14, ipv6Tcp());
        link("raw, as most number it", 12, ipv4Tcp());
        link("IPv4", 228, ipv4Tcp());
        link("IPv6", 229, ipv6Tcp());
        link("enc", 109, hex("02000000 00000001 00000000"), ipv4Tcp());
        link("token ring", 6, hex("1040 000000000002 000000000001"), snap(IPV4, ipv4Tcp()));
        link("token ring, routed", 6, hex("1040 000000000002 800000000001 0630 0011 0020"), snap(IPV4, ipv4Tcp()));
        link("FDDI", 10, hex("50 000000000002 000000000001"), snap(IPV4, ipv4Tcp()));
        link("ATM, LLC", 100, snap(IPV4, ipv4Tcp()));
        link("ATM, bridged", 100, hex("aaaa03 0080c2 0007 0000"), ethernet(IPV4, ipv4Tcp()));
        link("ATM, routed by NLPID", 100, hex("fefe03 cc"), ipv4Tcp());
        link("classical IP over ATM", 106, snap(IPV4, ipv4Tcp()));
        link("SunATM", 123, hex("82000005"), snap(IPV4, ipv4Tcp()));
        link("Fibre Channel", 122, new byte[16], snap(IPV4, ipv4Tcp()));
        link("FireWire", 138, new byte[16], u16(IPV4), ipv4Tcp());
        link("ERF, ethernet", 197, new byte[8], hex("02040052 00000040"), u16(0), ethernet(IPV4, ipv4Tcp()));
        link("ERF, IPv4, extended", 197, new byte[8], hex("9604004a 00000032"), new byte[8], ipv4Tcp());
    }

    private void addSerialLinks() {
        link("PPP", 9, hex("ff03 0021"), ipv4Tcp());
        link("PPP, compressed", 9, hex("21"), ipv4Tcp());
        link("PPP IPv6", 9, hex("0057"), ipv6Tcp());
        link("PPP, multilink, whole", 9, hex("ff03 003d c0000001 0021"), ipv4Tcp());
        link("PPP in HDLC framing", 50, hex("ff03 0021"), ipv4Tcp());
        link("Cisco HDLC under that", 50, hex("0f00 0800"), ipv4Tcp());
        link("PPP with direction", 204, hex("01 ff03 0021"), ipv4Tcp());
        link("Cisco HDLC", 104, hex("0f00 0800"), ipv4Tcp());
        link("Cisco HDLC with direction", 205, hex("01 0f00 86dd"), ipv6Tcp());
        link("frame relay", 107, hex("1841 03 cc"), ipv4Tcp());
        link("frame relay, padded SNAP", 107, hex("1841 03 00 80 000000 0800"), ipv4Tcp());
        link("frame relay, long address", 107, hex("18400041 03 8e"), ipv6Tcp());
        link("frame relay, Cisco", 107, hex("1841 0800"), ipv4Tcp());
        link("frame relay with direction", 206, hex("01 1841 03 cc"), ipv4Tcp());
        examples.add(new Example(
                "PPPoE, no ethernet", 51, join(hex("1100 0001 0034 0021"), ipv4Tcp()), Packet.TUNNEL_PPPOE));
    }

    private void addWireless() {
        byte[] addresses = hex("020000000001 020000000002 020000000003");
        byte[] data = join(hex("0801 0000"), addresses, hex("1000"), snap(IPV4, ipv4Tcp()));
        byte[] qosData = join(hex("8802 0000"), addresses, hex("1000 0000"), snap(IPV4, ipv4Tcp()));
        byte[] relayed = join(hex("0803 0000"), addresses, hex("1000 020000000004"), snap(IPV6, ipv6Tcp()));
        byte[] aggregate = join(hex("8802 0000"), addresses, hex("1000 8000"), ethernet(58, snap(IPV4, ipv4Tcp())));
        link("802.11", 105, data);
        link("802.11, quality of service", 105, qosData);
        link("802.11, four addresses", 105, relayed);
        link("802.11, aggregated", 105, aggregate);
        link("radiotap", 127, hex("0000 0800 00000000"), data);
        link("radiotap, time and flags", 127, hex("0000 1200 03000000 0000000000000000 00 00"), data);
        link("radiotap, checksum", 127, hex("0000 0900 02000000 10"), data, new byte[4]);
        link("prism", 119, hex("44000000 90000000"), new byte[136], data);
        link("AVS as prism", 119, hex("80211001 00000040"), new byte[56], data);
        link("AVS", 163, hex("80211001 00000040"), new byte[56], data);
        link("PPI", 192, hex("00000800 69000000"), data);
        link("PPI, ethernet", 192, hex("00000800 01000000"), ethernet(IPV4, ipv4Tcp()));
    }

    private void addLogs() {
        byte[] hook = hex("0800 0100 08000100");
        byte[] payload = join(u8(4 + 50, 0, 9, 0), ipv4Tcp());
        link("cooked", 113, hex("0000 0001 0006 020000000001 0000 0800"), ipv4Tcp());
        link("cooked, LLC", 113, hex("0000 0001 0006 020000000001 0000 0004"), snap(IPV4, ipv4Tcp()));
        link("cooked version 2", 276, hex("0800 0000 00000003 0001 00 06 0200000000010000"), ipv4Tcp());
        link("nflog", 239, hex("02000000"), hook, payload);
        link("nflog, big-endian", 239, hex("02000000 00080001 08000100 00360009"), ipv4Tcp());
        link(
                "netlink",
                253,
                hex("0004 0338 0000 0000000000000000 000c 52000000 0004 0000 00000000 00000000 02000000"),
                hook,
                payload);
        link("pflog", 117, hex("3d 02"), new byte[62], ipv4Tcp());
        link("ipnet", 226, hex("01 02 0001 00000032"), new byte[16], ipv4Tcp());
        link("pktap", 258, hex("6c000000 01000000 01000000"), new byte[96], ethernet(IPV4, ipv4Tcp()));
    }

    private void addTags() {
        int vlan = Packet.TUNNEL_VLAN;
        tag("VLAN", vlan, 0x8100, vlan(5, IPV4, ipv4Tcp()));
        tag("QinQ", vlan, 0x88a8, vlan(5, 0x8100, vlan(6, IPV6, ipv6Tcp())));
        tag("QinQ, old type", vlan, 0x9100, vlan(5, 0x8100, vlan(6, IPV4, ipv4Tcp())));
        tag("VLAN with LLC", vlan, 0x8100, vlan(5, 58, snap(IPV4, ipv4Tcp())));
        tag("VN-tag", vlan, 0x8926, join(hex("00010002 0800"), ipv4Tcp()));
        tag("E-tag", vlan, 0x893f, join(hex("000100020003 0800"), ipv4Tcp()));
        tag("Cisco metadata", vlan, 0x8909, join(hex("010100010002 0800"), ipv4Tcp()));
        tag("HSR", vlan, 0x892f, join(hex("00340001 0800"), ipv4Tcp()));
        tag("802.1CB", vlan, 0xf1c1, join(hex("00000001 0800"), ipv4Tcp()));
        tag("MACsec, in clear", vlan, 0x88e5, join(hex("0000 00000001 0800"), ipv4Tcp(), new byte[16]));
        tag(
                "MACsec with channel",
                vlan,
                0x88e5,
                join(hex("2000 00000001"), new byte[8], u16(IPV4), ipv4Tcp(), new byte[16]));
        tag("PBB", Packet.TUNNEL_OTHER, 0x88e7, join(hex("00000001"), ethernet(IPV4, ipv4Tcp())));
        tag("NSH", Packet.TUNNEL_OTHER, 0x894f, join(hex("0fc6 01 03"), new byte[20], ethernet(IPV4, ipv4Tcp())));
        tag("TRILL", Packet.TUNNEL_OTHER, 0x22f3, join(hex("0000 0001 0002"), ethernet(IPV4, ipv4Tcp())));
        tag("PPPoE", Packet.TUNNEL_PPPOE, 0x8864, join(hex("1100 0001 0034 0021"), ipv4Tcp()));
        examples.add(new Example(
                "ISL",
                1,
                join(hex("01000c0000"), new byte[21], ethernet(IPV4, ipv4Tcp()), new byte[4]),
                Packet.TUNNEL_VLAN));
    }

    private void addMpls() {
        int mpls = Packet.TUNNEL_MPLS;
        tag("MPLS", mpls, 0x8847, join(hex("000101ff"), ipv4Tcp()));
        tag("MPLS, two labels, IPv6", mpls, 0x8847, join(hex("000100ff 000201ff"), ipv6Tcp()));
        tag("MPLS, explicit null", mpls, 0x8848, join(hex("000021ff"), ipv6Tcp()));
        tag(
                "MPLS pseudowire with control word",
                mpls,
                0x8847,
                join(hex("000101ff 00000000"), ethernet(IPV4, ipv4Tcp())));
        tag("MPLS pseudowire", mpls, 0x8847, join(hex("000101ff"), ethernet(IPV4, ipv4Tcp())));
        byte[] like4 = join(hex("450000000002 020000000001 0800"), ipv4Tcp());
        like4[2] = (byte) 0xff;
        tag("MPLS pseudowire to a MAC address that begins like IPv4", mpls, 0x8847, join(hex("000101ff"), like4));
        tag(
                "MPLS pseudowire to a MAC address that begins like IPv6",
                mpls,
                0x8847,
                join(hex("000101ff 620000000002 020000000001 0800"), ipv4Tcp()));
    }

    private void addIpTunnels() {
        tunnel("IP in IP", Packet.TUNNEL_IPIP, 4, ipv4Tcp());
        tunnel("6in4", Packet.TUNNEL_IPIP, 41, ipv6Tcp());
        tag("IPv4 in IPv6", Packet.TUNNEL_IPIP, IPV6, ipv6(4, ipv4Tcp()));
        tunnel("EtherIP", Packet.TUNNEL_OTHER, 97, join(hex("3000"), ethernet(IPV4, ipv4Tcp())));
        tunnel("ethernet in IP", Packet.TUNNEL_OTHER, 143, ethernet(IPV4, ipv4Tcp()));
        tunnel("MPLS in IP", Packet.TUNNEL_MPLS, 137, join(hex("000101ff"), ipv4Tcp()));
    }

    private void addGre() {
        int gre = Packet.TUNNEL_GRE;
        byte[] ethernet = ethernet(IPV4, ipv4Tcp());
        tunnel("GRE", gre, 47, join(hex("0000 0800"), ipv4Tcp()));
        tunnel("GRE, all fields", gre, 47, join(hex("b000 86dd 00000000 00000001 00000002"), ipv6Tcp()));
        tunnel("GRE, routed", gre, 47, join(hex("4000 0800 00000000 0800 0004 0a000003 00000000"), ipv4Tcp()));
        tunnel("NVGRE", gre | Packet.TUNNEL_OTHER, 47, join(hex("2000 6558 00000100"), ethernet));
        tunnel("GRE of PPTP", gre, 47, join(hex("3081 880b 00360001 00000001 00000001 ff03 0021"), ipv4Tcp()));
        tunnel("GRE, MPLS", gre | Packet.TUNNEL_MPLS, 47, join(hex("0000 8847 000101ff"), ipv4Tcp()));
        tunnel("GRE, WCCP", gre, 47, join(hex("0000 883e 00000000"), ipv4Tcp()));
        tunnel("ERSPAN type I", Packet.TUNNEL_ERSPAN, 47, join(hex("0000 88be"), ethernet));
        tunnel("ERSPAN type II", Packet.TUNNEL_ERSPAN, 47, join(hex("1000 88be 00000001 1001000100000000"), ethernet));
        tunnel(
                "ERSPAN type III",
                Packet.TUNNEL_ERSPAN,
                47,
                join(hex("1000 22eb 00000001 200100010000000000008001 0000000000000000"), ethernet));
        tunnel(
                "ERSPAN type III, IP",
                Packet.TUNNEL_ERSPAN,
                47,
                join(hex("1000 22eb 00000001 200100010000000000008800"), ipv4Tcp()));
    }

    private void addUdpTunnels() {
        byte[] ethernet = ethernet(IPV4, ipv4Tcp());
        int vxlan = Packet.TUNNEL_VXLAN;
        int geneve = Packet.TUNNEL_GENEVE;
        int gtp = Packet.TUNNEL_GTP;
        int other = Packet.TUNNEL_OTHER;
        udpTunnel("VXLAN", vxlan, 4789, hex("08000000 00002a00"), ethernet);
        udpTunnel("VXLAN, flannel's port", vxlan, 8472, hex("08000000 00002a00"), ethernet);
        udpTunnel("VXLAN-GPE", vxlan, 4790, hex("0c000001 00002a00"), ipv4Tcp());
        udpTunnel("Geneve", geneve, 6081, hex("0000 6558 00002a00"), ethernet);
        udpTunnel("Geneve, options, IPv6", geneve, 6081, hex("0200 86dd 00002a00 0102030100000000"), ipv6Tcp());
        udpTunnel("GTP", gtp, 2152, hex("30ff 0032 00000001"), ipv4Tcp());
        udpTunnel("GTP, extended", gtp, 2152, hex("34ff 003a 00000001 00000085 01001000"), ipv4Tcp());
        udpTunnel("GTP version 0", gtp, 3386, hex("1eff 0032 00000000 00000000 0000000000000000"), ipv4Tcp());
        udpTunnel("L2TP", other, 1701, hex("0002 0001 0002 ff03 0021"), ipv4Tcp());
        udpTunnel("L2TP, all fields", other, 1701, hex("4a02 0044 0001 0002 0001 0001 0002 0000 0021"), ipv4Tcp());
        udpTunnel("Teredo", other, 3544, ipv6Tcp());
        udpTunnel(
                "Teredo, indications", other, 3544, hex("0001 0000 0000000000000000 00 0000 63bf f5fffffe"), ipv6Tcp());
        udpTunnel("LISP", other, 4341, hex("80000001 00000001"), ipv4Tcp());
        udpTunnel("CAPWAP", other, 5247, hex("00 10 02 00 00000000"), ethernet);
        udpTunnel("TZSP", other, 37008, hex("01 00 0001 0a01c0 00 01"), ethernet);
        udpTunnel("GRE in UDP", Packet.TUNNEL_GRE, 4754, hex("0000 0800"), ipv4Tcp());
        udpTunnel("MPLS in UDP", Packet.TUNNEL_MPLS, 6635, hex("000101ff"), ipv4Tcp());
        udpTunnel(
                "VXLAN in Geneve",
                geneve | vxlan,
                6081,
                hex("0000 0800 00002a00"),
                ipv4(IpHeader.UDP, udp(50001, 4789, join(hex("08000000 00002a00"), ethernet))));
    }

    private void addExtensions() {
        byte[] options = hex("46 00 00 00 00 00 00 00 40 06 00 00 0a000001 0a000002 94040000");
        System.arraycopy(u16(24 + 30), 0, options, 2, 2);
        tag("IPv4 options", 0, IPV4, join(options, tcp(10)));
        tag("IPv4 authentication", 0, IPV4, ipv4(51, join(hex("06 04 0000 00000001 00000001"), new byte[12], tcp(10))));
        tag("hop-by-hop", 0, IPV6, ipv6(0, join(hex("06 00 0104 00000000"), tcp(10))));
        tag("destination options", 0, IPV6, ipv6(60, join(hex("06 00 0104 00000000"), tcp(10))));
        tag("routing", 0, IPV6, ipv6(43, join(hex("06 02 0001 00000000"), new byte[16], tcp(10))));
        tag("IPv6 authentication", 0, IPV6, ipv6(51, join(hex("06 04 0000 00000001 00000001"), new byte[12], tcp(10))));
        tag("atomic fragment", 0, IPV6, ipv6(44, join(u8(6, 0), u16(0), u32(7), tcp(10))));
        tag(
                "all of them",
                0,
                IPV6,
                ipv6(
                        0,
                        join(
                                hex("2b 00 0104 00000000 3c 00 0000 00000000 2c 00 0104 00000000"),
                                u8(51, 0),
                                u16(0),
                                u32(7),
                                hex("06 01 0000 00000001 00000001"),
                                tcp(10))));
    }
}
