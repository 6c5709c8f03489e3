package dev.faultline.engine.packet;

/// Logical link control (IEEE 802.2) with SNAP, and the network layer protocol identifiers of OSI (RFC 2427,
/// RFC 2684).
final class LlcDecoder {
    private static final int SAP_IP = 0x06;
    private static final int SAP_SNAP = 0xaa;
    private static final int SAP_OSI = 0xfe;
    private static final int NLPID_SNAP = 0x80;
    private static final int NLPID_IPV6 = 0x8e;
    private static final int NLPID_IP = 0xcc;
    private static final int NLPID_PPP = 0xcf;

    // Organisations of SNAP.
    private static final int ETHERNET = 0x000000;
    private static final int CISCO_BRIDGE = 0x0000f8;
    private static final int BRIDGED = 0x0080c2;
    private static final int APPLE = 0x080007;

    private LlcDecoder() {}

    static Layer read(Cursor c) {
        if (!c.has(3)) {
            return c.missing(3);
        }
        int destination = c.u8(0);
        int control = c.u8(2);
        boolean unnumbered = (control & 3) == 3;
        if (unnumbered && (control & ~0x10) != 3 || (control & 3) == 1) {
            return Layer.END;
        }
        c.skip(unnumbered ? 3 : 4);
        return switch (destination) {
            case SAP_SNAP -> snap(c);
            case SAP_IP -> Layer.IP;
            case SAP_OSI -> networkProtocol(c);
            default -> Layer.END;
        };
    }

    static Layer snap(Cursor c) {
        if (!c.has(5)) {
            return c.missing(5);
        }
        int organisation = c.u8(0) << 16 | c.u16(1);
        c.type = c.u16(3);
        c.skip(5);
        return switch (organisation) {
            case ETHERNET, CISCO_BRIDGE, APPLE -> Layer.ETHERTYPE;
            case BRIDGED -> bridged(c);
            default -> Layer.END;
        };
    }

    /// A bridged Ethernet frame (RFC 2684, section 5.2), behind two bytes of padding on ATM.
    private static Layer bridged(Cursor c) {
        if (c.type != 1 && c.type != 7) {
            return Layer.END;
        }
        if (c.has(2) && c.u16(0) == 0) {
            c.skip(2);
        }
        return Layer.ETHERNET;
    }

    /// What follows a network layer protocol identifier.
    static Layer networkProtocol(Cursor c) {
        if (!c.has(1)) {
            return c.missing(1);
        }
        int identifier = c.u8(0);
        c.skip(1);
        return switch (identifier) {
            case NLPID_IP -> Layer.IP;
            case NLPID_IPV6 -> Layer.IPV6;
            case NLPID_PPP -> Layer.PPP;
            case NLPID_SNAP -> snap(c);
            default -> Layer.END;
        };
    }
}
