package dev.faultline.engine.packet;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;

/// Decodes frames into one [Packet]: the link layer, tags and tunnels, IP with fragments put together, and the
/// transport header. Stateful only for fragments. Not thread-safe.
public final class PacketDecoder {
    private final Limits limits;
    private final Packet packet = new Packet();
    private final Cursor cursor = new Cursor();
    private final IcmpDecoder icmp = new IcmpDecoder();

    public PacketDecoder(Limits limits) {
        this.limits = limits;
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
        cursor.set(p.bytes, batch.offset(index), p.captured, p.length);
        follow(firstLayer(p.linkType));
        p.linkInterface = cursor.linkInterface;
        p.outcome = cursor.outcome == DecodeOutcome.OK && !p.ipPresent ? DecodeOutcome.NOT_IP : cursor.outcome;
        return p;
    }

    private Layer firstLayer(int linkType) {
        return switch (linkType) {
            case 1 -> Layer.ETHERNET;
            case 12, 14, 101, 228, 229 -> Layer.IP;
            default -> {
                cursor.outcome = DecodeOutcome.UNKNOWN_LINK_TYPE;
                yield Layer.END;
            }
        };
    }

    private void follow(Layer first) {
        Layer layer = first;
        int depth = 0;
        while (layer != Layer.END) {
            if (++depth > limits.encapsulations()) {
                cursor.outcome = DecodeOutcome.TOO_DEEP;
                return;
            }
            layer = switch (layer) {
                case ETHERNET -> EthernetDecoder.ethernet(cursor);
                case ETHERTYPE -> EthernetDecoder.byType(cursor);
                case IP -> ip();
                case IP_PAYLOAD -> ipPayload();
                case END -> Layer.END;
            };
        }
    }

    private Layer ip() {
        if (!IpDecoder.read(cursor, packet.ip)) {
            return Layer.END;
        }
        packet.ipPresent = true;
        packet.tunnels = cursor.tunnels;
        packet.protocol = IpHeader.NONE;
        if (cursor.outcome != DecodeOutcome.OK) {
            return Layer.END;
        }
        if (packet.ip.fragment) {
            cursor.outcome = DecodeOutcome.FRAGMENT;
            return Layer.END;
        }
        return Layer.IP_PAYLOAD;
    }

    private Layer ipPayload() {
        int protocol = packet.ip.protocol;
        boolean valid = switch (protocol) {
            case IpHeader.TCP -> TcpDecoder.read(cursor, packet.tcp);
            case IpHeader.UDP -> UdpDecoder.read(cursor, packet.udp);
            case IpHeader.ICMP -> icmp.read(cursor, 4, packet.icmp);
            case IpHeader.ICMPV6 -> icmp.read(cursor, 6, packet.icmp);
            default -> true;
        };
        packet.protocol = valid ? protocol : IpHeader.NONE;
        return Layer.END;
    }
}
