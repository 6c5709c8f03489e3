package dev.faultline.engine.packet;

/// Follows every header of a frame that is not IP: links, tags, and what is inside tunnels.
final class Encapsulation {
    private static final int ENCAPSULATED_IPV4 = 4;
    private static final int ENCAPSULATED_IPV6 = 41;
    private static final int GRE = 47;
    private static final int ETHERIP = 97;
    private static final int MPLS_IN_IP = 137;
    private static final int ETHERNET = 143;

    private Encapsulation() {}

    /// Reads the header at the cursor and moves the cursor behind it.
    ///
    /// @param layer anything but IP
    /// @return what follows; [Layer#END] when that cannot be IP or cannot be read, with the reason in
    /// [Cursor#outcome]
    static Layer follow(Layer layer, Cursor c) {
        return switch (layer) {
            case LINK -> LinkDecoder.read(c);
            case ETHERNET -> EthernetDecoder.frame(c);
            case ETHERTYPE -> EthernetDecoder.payload(c);
            case LLC -> LlcDecoder.read(c);
            case WLAN -> WlanDecoder.read(c);
            case PPP -> PppDecoder.frame(c);
            case PPP_PROTOCOL -> PppDecoder.payload(c);
            case FRAME_RELAY -> FrameRelayDecoder.read(c);
            case MPLS -> MplsDecoder.read(c);
            case NSH -> NshDecoder.read(c);
            case GRE -> GreDecoder.read(c);
            case IP, IPV6, END -> Layer.END;
        };
    }

    /// What an IP packet of that protocol encapsulates, with the cursor moved to it; [Layer#END] for everything
    /// that is no tunnel.
    static Layer ofIpProtocol(Cursor c, int protocol) {
        return switch (protocol) {
            case ENCAPSULATED_IPV4 -> {
                c.tunnels |= Packet.TUNNEL_IPIP;
                yield Layer.IP;
            }
            case ENCAPSULATED_IPV6 -> {
                c.tunnels |= Packet.TUNNEL_IPIP;
                yield Layer.IPV6;
            }
            case GRE -> Layer.GRE;
            case MPLS_IN_IP -> Layer.MPLS;
            case ETHERIP -> etherIp(c);
            case ETHERNET -> {
                c.tunnels |= Packet.TUNNEL_OTHER;
                yield Layer.ETHERNET;
            }
            default -> Layer.END;
        };
    }

    /// EtherIP (RFC 3378).
    private static Layer etherIp(Cursor c) {
        if (!c.has(2)) {
            return c.missing(2);
        }
        c.skip(2);
        c.tunnels |= Packet.TUNNEL_OTHER;
        return Layer.ETHERNET;
    }
}
