package dev.faultline.agent.ring;

import java.util.List;

/// What the bytes of an interface begin with.
final class LinkTypes {
    private static final int LINKTYPE_ETHERNET = 1;
    private static final int LINKTYPE_RAW = 101;

    /// Hardware types of Linux whose packets begin with an Ethernet header: ETHER, LOOPBACK.
    static final List<Integer> ETHERNET_TYPES = List.of(1, 772);

    private LinkTypes() {}

    /// The `LINKTYPE_` value for a hardware type of Linux (`ARPHRD_`, `linux/if_arp.h`), or -1 for one whose
    /// packets do not begin with Ethernet or IP.
    static int of(int hardwareType) {
        if (ETHERNET_TYPES.contains(hardwareType)) {
            return LINKTYPE_ETHERNET;
        }
        return switch (hardwareType) {
            // PPP, RAWIP, TUNNEL, TUNNEL6, SIT, NONE (tun, WireGuard)
            case 512, 519, 768, 769, 776, 0xfffe -> LINKTYPE_RAW;
            default -> -1;
        };
    }
}
