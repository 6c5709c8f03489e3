package dev.faultline.app.session;

import java.util.ArrayList;
import java.util.List;

/// The link layer of a frame, where it is one of those that are met daily; of any other no fields are told.
///
/// @param layers header and tags
/// @param end offset of what follows
record LinkLayer(List<PacketField> layers, int end) {
    // tcpdump.org/linktypes.html
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int LOOP = 108;
    private static final int LINUX_SLL = 113;
    private static final int LINUX_SLL2 = 276;

    private static final int VLAN = 0x8100;
    private static final int SERVICE_VLAN = 0x88a8;

    static LinkLayer of(int linkType, PacketBytes bytes) {
        return switch (linkType) {
            case ETHERNET -> bytes.has(0, 14) ? ethernet(bytes) : none();
            case LINUX_SLL -> bytes.has(0, 16) ? sll(bytes) : none();
            case LINUX_SLL2 -> bytes.has(0, 20) ? sll2(bytes) : none();
            case NULL, LOOP -> bytes.has(0, 4) ? loopback(bytes) : none();
            default -> none();
        };
    }

    private static LinkLayer none() {
        return new LinkLayer(List.of(), 0);
    }

    private static LinkLayer ethernet(PacketBytes bytes) {
        List<PacketField> layers = new ArrayList<>();
        FieldList fields = new FieldList(bytes);
        String destination = bytes.hex(0, 6, ":");
        String source = bytes.hex(6, 6, ":");
        fields.add("packet.destination", destination, 0, 6);
        fields.add("packet.source", source, 6, 6);
        fields.add("packet.type", type(bytes.u16(12)), 12, 2);
        layers.add(fields.layer("packet.ethernet", source + " → " + destination, 0, 14));
        int at = 14;
        int type = bytes.u16(12);
        while ((type == VLAN || type == SERVICE_VLAN) && bytes.has(at, 4)) {
            FieldList tag = new FieldList(bytes);
            int id = bytes.u16(at) & 0xfff;
            tag.add("packet.vlan.priority", bytes.u8(at) >>> 5, at, 1);
            tag.add("packet.vlan.id", id, at, 2);
            type = bytes.u16(at + 2);
            tag.add("packet.type", type(type), at + 2, 2);
            layers.add(tag.layer("packet.vlan", id, at, 4));
            at += 4;
        }
        return new LinkLayer(layers, at);
    }

    private static LinkLayer sll(PacketBytes bytes) {
        FieldList fields = new FieldList(bytes);
        fields.add("packet.sll.packetType", bytes.u16(0), 0, 2);
        fields.add("packet.sll.hardware", bytes.u16(2), 2, 2);
        int length = Math.min(8, bytes.u16(4));
        fields.add("packet.source", bytes.hex(6, length, ":"), 6, length);
        fields.add("packet.type", type(bytes.u16(14)), 14, 2);
        return new LinkLayer(List.of(fields.layer("packet.sll", "", 0, 16)), 16);
    }

    private static LinkLayer sll2(PacketBytes bytes) {
        FieldList fields = new FieldList(bytes);
        fields.add("packet.type", type(bytes.u16(0)), 0, 2);
        fields.add("packet.sll.interface", bytes.i32(4), 4, 4);
        fields.add("packet.sll.hardware", bytes.u16(8), 8, 2);
        fields.add("packet.sll.packetType", bytes.u8(10), 10, 1);
        int length = Math.min(8, bytes.u8(11));
        fields.add("packet.source", bytes.hex(12, length, ":"), 12, length);
        return new LinkLayer(List.of(fields.layer("packet.sll", "", 0, 20)), 20);
    }

    private static LinkLayer loopback(PacketBytes bytes) {
        FieldList fields = new FieldList(bytes);
        fields.hex("packet.family", bytes.i32(0), 0, 4);
        return new LinkLayer(List.of(fields.layer("packet.loopback", "", 0, 4)), 4);
    }

    /// An EtherType with its name.
    private static String type(int type) {
        String name = switch (type) {
            case 0x0800 -> " (IPv4)";
            case 0x0806 -> " (ARP)";
            case 0x86dd -> " (IPv6)";
            case VLAN, SERVICE_VLAN -> " (VLAN)";
            case 0x8847 -> " (MPLS)";
            case 0x8864 -> " (PPPoE)";
            default -> "";
        };
        return FieldList.hex(type, 2) + name;
    }
}
