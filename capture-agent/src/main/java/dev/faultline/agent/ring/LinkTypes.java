package dev.faultline.agent.ring;

/// What the bytes of an interface begin with.
final class LinkTypes {
    private static final int LINKTYPE_ETHERNET = 1;
    private static final int LINKTYPE_RAW = 101;

    private LinkTypes() {}

    /// The `LINKTYPE_` value for a hardware type of Linux (`ARPHRD_`, `linux/if_arp.h`), or -1 for one whose
    /// packets do not begin with Ethernet or IP.
    static int of(int hardwareType) {
        return switch (hardwareType) {
            // ETHER, LOOPBACK
            case 1, 772 -> LINKTYPE_ETHERNET;
            // PPP, RAWIP, TUNNEL, TUNNEL6, SIT, NONE (tun, WireGuard)
            case 512, 519, 768, 769, 776, 0xfffe -> LINKTYPE_RAW;
            default -> -1;
        };
    }
}
