package dev.faultline.engine.packet;

import static dev.faultline.engine.packet.Frames.IPV4;
import static dev.faultline.engine.packet.Frames.IPV6;
import static dev.faultline.engine.packet.Frames.ethernet;
import static dev.faultline.engine.packet.Frames.hex;
import static dev.faultline.engine.packet.Frames.ipv4;
import static dev.faultline.engine.packet.Frames.ipv4Tcp;
import static dev.faultline.engine.packet.Frames.ipv6;
import static dev.faultline.engine.packet.Frames.join;
import static dev.faultline.engine.packet.Frames.tcp;
import static dev.faultline.engine.packet.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LengthsTest {
    private final Decoding decoding = new Decoding();

    @AfterEach
    void close() {
        decoding.close();
    }

    @Test
    void payloadIsByIpLengthWhenEthernetPads() {
        Packet packet = decoding.ethernet(IPV4, join(ipv4(IpHeader.TCP, tcp(0)), new byte[6]));

        assertThat(packet.tcp().payloadLength()).isZero();
    }

    @Test
    void payloadIsByFrameWhenIpv4LengthIsZero() {
        Packet packet = decoding.ethernet(IPV4, ipv4(IpHeader.TCP, 0, 1, 0, tcp(3000)));

        assertThat(packet.tcp().payloadLength()).isEqualTo(3000);
    }

    @Test
    void payloadIsByFrameWhenIpv6LengthIsZero() {
        Packet packet = decoding.ethernet(IPV6, ipv6(IpHeader.TCP, 0, tcp(3000)));

        assertThat(packet.tcp().payloadLength()).isEqualTo(3000);
    }

    @Test
    void payloadIsByFrameWhenPacketIsJumbogram() {
        byte[] option = hex("0600 c204 00011184");
        Packet packet = decoding.ethernet(IPV6, ipv6(0, 0, join(option, tcp(70_000))));

        assertThat(packet.tcp().payloadLength()).isEqualTo(70_000);
    }

    @Test
    void payloadIsByFrameWhenIpLengthReachesFurther() {
        Packet packet = decoding.ethernet(IPV4, ipv4(IpHeader.TCP, 1000, 1, 0, tcp(10)));

        assertThat(packet.tcp().payloadLength()).isEqualTo(10);
        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.OK);
    }

    @Test
    void payloadCountsWhatWasNotCaptured() {
        Packet packet = decoding.cut(1, ethernet(IPV4, ipv4(IpHeader.TCP, tcp(1000))), 96, 1054);

        assertThat(packet.isTcp()).isTrue();
        assertThat(packet.tcp().payloadLength()).isEqualTo(1000);
        assertThat(packet.tcp().payloadCaptured()).isEqualTo(96 - 54);
    }

    @Test
    void payloadIsThereWhenFrameClaimsToBeShorterThanCaptured() {
        byte[] frame = ethernet(IPV4, ipv4Tcp());
        Packet packet = decoding.cut(1, frame, frame.length, 30);

        assertThat(packet.tcp().payloadCaptured()).isEqualTo(10);
    }

    @Test
    void udpPayloadIsByItsOwnLength() {
        byte[] datagram = udp(1, 2, Frames.text(10));
        datagram[5] = 12;
        Packet packet = decoding.ethernet(IPV4, ipv4(IpHeader.UDP, datagram));

        assertThat(packet.udp().payloadLength()).isEqualTo(4);
    }

    @Test
    void ipv4HeaderIsMalformedWhenItsLengthIsTooShort() {
        byte[] packet = ipv4Tcp();
        packet[0] = 0x44;

        assertThat(decoding.ethernet(IPV4, packet).outcome()).isEqualTo(DecodeOutcome.MALFORMED);
    }

    @Test
    void ipv4HeaderIsMalformedWhenItsTotalLengthIsTooShort() {
        Packet packet = decoding.ethernet(IPV4, ipv4(IpHeader.TCP, 19, 1, 0, tcp(0)));

        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.MALFORMED);
        assertThat(packet.hasIp()).isFalse();
    }

    @Test
    void versionIsThatOfTheHeaderWhenEtherTypeSaysIpv4() {
        assertThat(decoding.ethernet(IPV4, Frames.ipv6Tcp()).ip().version()).isEqualTo(6);
    }

    @Test
    void frameIsMalformedWhenEtherTypeSaysIpv6AndHeaderDoesNot() {
        assertThat(decoding.ethernet(IPV6, ipv4Tcp()).outcome()).isEqualTo(DecodeOutcome.MALFORMED);
    }
}
