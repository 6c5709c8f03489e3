package dev.faultline.engine.packet;

/// Ethernet (IEEE 802.3), its tags, and what is named by an EtherType.
final class EthernetDecoder {
    private static final int HEADER = 14;
    private static final int TYPE_MINIMUM = 0x0600;

    private EthernetDecoder() {}

    static Layer ethernet(Cursor c) {
        if (!c.has(HEADER)) {
            return c.missing(HEADER);
        }
        c.type = c.u16(12);
        c.skip(HEADER);
        if (c.type < TYPE_MINIMUM) {
            return Layer.END;
        }
        return Layer.ETHERTYPE;
    }

    static Layer byType(Cursor c) {
        return switch (c.type) {
            case 0x0800, 0x86dd -> Layer.IP;
            case 0x8100, 0x88a8, 0x9100 -> vlan(c);
            default -> Layer.END;
        };
    }

    /// A VLAN tag (IEEE 802.1Q).
    private static Layer vlan(Cursor c) {
        if (!c.has(4)) {
            return c.missing(4);
        }
        c.type = c.u16(2);
        c.tunnels |= Packet.TUNNEL_VLAN;
        c.skip(4);
        return c.type < TYPE_MINIMUM ? Layer.END : Layer.ETHERTYPE;
    }
}
