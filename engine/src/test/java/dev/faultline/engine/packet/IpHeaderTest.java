package dev.faultline.engine.packet;

import static dev.faultline.engine.packet.Frames.IPV4;
import static dev.faultline.engine.packet.Frames.IPV6;
import static dev.faultline.engine.packet.Frames.hex;
import static dev.faultline.engine.packet.Frames.ipv4;
import static dev.faultline.engine.packet.Frames.ipv4Tcp;
import static dev.faultline.engine.packet.Frames.ipv6;
import static dev.faultline.engine.packet.Frames.ipv6Tcp;
import static dev.faultline.engine.packet.Frames.join;
import static dev.faultline.engine.packet.Frames.tcp;
import static dev.faultline.engine.packet.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IpHeaderTest {
    private final Decoding decoding = new Decoding();

    @AfterEach
    void close() {
        decoding.close();
    }

    @Test
    void ipv4FieldsAreRead() {
        byte[] bytes = ipv4(IpHeader.TCP, 50, 0xbeef, 0x4000, tcp(10));
        bytes[1] = (byte) 0xb8;
        IpHeader ip = decoding.ethernet(IPV4, bytes).ip();

        assertThat(ip.version()).isEqualTo(4);
        assertThat(ip.src()).isEqualTo(IpAddress.parse("10.0.0.1"));
        assertThat(ip.dst()).isEqualTo(IpAddress.parse("10.0.0.2"));
        assertThat(ip.protocol()).isEqualTo(IpHeader.TCP);
        assertThat(ip.ttl()).isEqualTo(64);
        assertThat(ip.id()).isEqualTo(0xbeef);
        assertThat(ip.trafficClass()).isEqualTo(0xb8);
        assertThat(ip.dontFragment()).isTrue();
        assertThat(ip.isFragment()).isFalse();
        assertThat(ip.payloadOffset() - ip.headerOffset()).isEqualTo(20);
        assertThat(ip.payloadLength()).isEqualTo(30);
    }

    @Test
    void ipv6FieldsAreRead() {
        byte[] bytes = ipv6Tcp();
        bytes[0] = 0x6b;
        bytes[1] = (byte) 0x80;
        IpHeader ip = decoding.ethernet(IPV6, bytes).ip();

        assertThat(ip.version()).isEqualTo(6);
        assertThat(ip.src()).isEqualTo(IpAddress.parse("fd00::1"));
        assertThat(ip.dst()).isEqualTo(IpAddress.parse("fd00::2"));
        assertThat(ip.protocol()).isEqualTo(IpHeader.TCP);
        assertThat(ip.ttl()).isEqualTo(64);
        assertThat(ip.trafficClass()).isEqualTo(0xb8);
        assertThat(ip.payloadOffset() - ip.headerOffset()).isEqualTo(40);
    }

    @Test
    void payloadIsBehindExtensionHeaders() {
        IpHeader ip = decoding.ethernet(IPV6, ipv6(0, join(hex("06 00 0104 00000000"), tcp(10))))
                .ip();

        assertThat(ip.payloadOffset() - ip.headerOffset()).isEqualTo(48);
        assertThat(ip.payloadLength()).isEqualTo(30);
    }

    @Test
    void encryptedPayloadIsLeftAlone() {
        Packet packet = decoding.ethernet(IPV6, ipv6(50, new byte[64]));

        assertThat(packet.protocol()).isEqualTo(50);
        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.OK);
    }

    @Test
    void headerIsTheInnermost() {
        byte[] inner = ipv4(IpHeader.TCP, 50, 0x1234, 0, tcp(10));
        Packet packet = decoding.ethernet(IPV4, ipv4(4, inner));

        assertThat(packet.ip().id()).isEqualTo(0x1234);
        assertThat(packet.isTcp()).isTrue();
    }

    @Test
    void outerHeaderCountsWhenTunnelCarriesNoIp() {
        byte[] arp = Frames.ethernet(0x0806, new byte[28]);
        Packet packet =
                decoding.ethernet(IPV4, ipv4(IpHeader.UDP, udp(50000, 4789, join(hex("08000000 00002a00"), arp))));

        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.OK);
        assertThat(packet.isUdp()).isTrue();
        assertThat(packet.tunnels()).isZero();
        assertThat(packet.udp().dstPort()).isEqualTo(4789);
    }

    @Test
    void portOfTunnelIsPlainUdpWhenItsHeaderDoesNotFit() {
        Packet packet = decoding.ethernet(IPV4, ipv4(IpHeader.UDP, udp(50000, 8472, new byte[40])));

        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.OK);
        assertThat(packet.isUdp()).isTrue();
    }

    @Test
    void frameWithoutIpIsNotIp() {
        Packet packet = decoding.ethernet(0x0806, new byte[28]);

        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.NOT_IP);
        assertThat(packet.hasIp()).isFalse();
        assertThat(packet.protocol()).isEqualTo(IpHeader.NONE);
    }

    @Test
    void unknownLinkTypeIsTold() {
        assertThat(decoding.frame(147, ipv4Tcp()).outcome()).isEqualTo(DecodeOutcome.UNKNOWN_LINK_TYPE);
    }

    @Test
    void cookedCaptureNamesInterface() {
        byte[] header = hex("0800 0000 00000003 0001 00 06 0200000000010000");

        assertThat(decoding.frame(276, join(header, ipv4Tcp())).linkInterface()).isEqualTo(3);
        assertThat(decoding.ethernet(IPV4, ipv4Tcp()).linkInterface()).isZero();
    }

    @Test
    void decoderStopsWhenTunnelsAreTooDeep() {
        byte[] packet = ipv4Tcp();
        for (int i = 0; i < 2 * Limits.DEFAULT.encapsulations(); i++) {
            packet = ipv4(4, packet);
        }

        Packet decoded = decoding.ethernet(IPV4, packet);
        assertThat(decoded.outcome()).isEqualTo(DecodeOutcome.TOO_DEEP);
        assertThat(decoded.isTcp()).isFalse();
    }

    @Test
    void nothingIsKeptOfThePacketBefore() {
        decoding.ethernet(0x8100, Frames.vlan(5, IPV4, ipv4Tcp()));
        Packet packet = decoding.ethernet(0x0806, new byte[28]);

        assertThat(packet.hasIp()).isFalse();
        assertThat(packet.isTcp()).isFalse();
        assertThat(packet.tunnels()).isZero();
    }

    @Test
    void frameFactsAreThoseOfTheBatch() {
        decoding.sleep(7);
        decoding.ethernet(IPV4, ipv4Tcp());
        Packet packet = decoding.cut(1, Frames.ethernet(IPV4, ipv4Tcp()), 60, 64);

        assertThat(packet.frame()).isEqualTo(2);
        assertThat(packet.timestamp()).isEqualTo(7_000_000_000L);
        assertThat(packet.captured()).isEqualTo(60);
        assertThat(packet.length()).isEqualTo(64);
        assertThat(packet.linkType()).isEqualTo(1);
    }
}
