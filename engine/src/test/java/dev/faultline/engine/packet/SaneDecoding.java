package dev.faultline.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;

/// What holds for every decoded packet, whatever the bytes.
final class SaneDecoding {
    private SaneDecoding() {}

    static void check(Packet packet) {
        if (!packet.hasIp()) {
            assertThat(packet.protocol()).isEqualTo(IpHeader.NONE);
            assertThat(packet.outcome()).isNotEqualTo(DecodeOutcome.OK);
            return;
        }
        long bytes = packet.bytes().byteSize();
        IpHeader ip = packet.ip();
        checkPayload(bytes, ip.payloadOffset(), ip.payloadLength(), ip.payloadCaptured());
        if (packet.isTcp()) {
            TcpHeader tcp = packet.tcp();
            assertThat(tcp.headerLength()).isBetween(20, 60);
            assertThat(tcp.payloadLength()).isEqualTo(ip.payloadLength() - tcp.headerLength());
            assertThat(tcp.payloadCaptured()).isBetween(0, tcp.payloadLength());
            for (int i = 0; i < tcp.sackBlocks(); i++) {
                // reads the bytes, which throws when they are not there
                tcp.sackLeft(i);
                tcp.sackRight(i);
            }
        } else if (packet.isUdp()) {
            UdpHeader udp = packet.udp();
            checkPayload(bytes, udp.payloadOffset(), udp.payloadLength(), udp.payloadCaptured());
        } else if (packet.isIcmp()) {
            IcmpMessage icmp = packet.icmp();
            checkPayload(bytes, icmp.offset(), icmp.length(), icmp.captured());
        }
    }

    private static void checkPayload(long bytes, int offset, int length, int captured) {
        assertThat(captured).isBetween(0, length);
        assertThat((long) offset + captured).isLessThanOrEqualTo(bytes);
    }
}
