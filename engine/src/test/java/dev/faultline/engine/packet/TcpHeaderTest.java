package dev.faultline.engine.packet;

import static dev.faultline.engine.packet.Frames.IPV4;
import static dev.faultline.engine.packet.Frames.NOTHING;
import static dev.faultline.engine.packet.Frames.ethernet;
import static dev.faultline.engine.packet.Frames.hex;
import static dev.faultline.engine.packet.Frames.ipv4;
import static dev.faultline.engine.packet.Frames.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpHeaderTest {
    private final Decoding decoding = new Decoding();

    @AfterEach
    void close() {
        decoding.close();
    }

    private TcpHeader withOptions(String options) {
        Packet packet = decoding.ethernet(IPV4, ipv4(IpHeader.TCP, tcp(TcpHeader.SYN, hex(options), NOTHING)));
        assertThat(packet.isTcp()).isTrue();
        return packet.tcp();
    }

    private Packet segment(byte[] segment) {
        return decoding.ethernet(IPV4, ipv4(IpHeader.TCP, segment));
    }

    @Test
    void fieldsAreRead() {
        TcpHeader tcp = segment(tcp(TcpHeader.SYN | TcpHeader.ECE, NOTHING, Frames.text(3)))
                .tcp();

        assertThat(tcp.srcPort()).isEqualTo(Frames.SRC_PORT);
        assertThat(tcp.dstPort()).isEqualTo(Frames.DST_PORT);
        assertThat(tcp.seq()).isEqualTo(1000);
        assertThat(tcp.ack()).isEqualTo(2000);
        assertThat(tcp.window()).isEqualTo(512);
        assertThat(tcp.flags()).isEqualTo(TcpHeader.SYN | TcpHeader.ECE);
        assertThat(tcp.headerLength()).isEqualTo(20);
        assertThat(tcp.payloadLength()).isEqualTo(3);
        assertThat(tcp.sequenceLength()).isEqualTo(4);
    }

    @Test
    void optionsOfSynAreRead() {
        TcpHeader tcp = withOptions("020405b4 0402 080a 00000001 00000002 01 030307");

        assertThat(tcp.mss()).isEqualTo(1460);
        assertThat(tcp.sackPermitted()).isTrue();
        assertThat(tcp.hasTimestamps()).isTrue();
        assertThat(tcp.timestampValue()).isEqualTo(1);
        assertThat(tcp.timestampEcho()).isEqualTo(2);
        assertThat(tcp.windowScale()).isEqualTo(7);
        assertThat(tcp.isMultipath()).isFalse();
    }

    @Test
    void optionsAreAbsentWhenThereAreNone() {
        withOptions("020405b4 0402 080a 00000001 00000002 01 030307");
        TcpHeader tcp = withOptions("");

        assertThat(tcp.mss()).isEqualTo(TcpHeader.ABSENT);
        assertThat(tcp.windowScale()).isEqualTo(TcpHeader.ABSENT);
        assertThat(tcp.sackPermitted()).isFalse();
        assertThat(tcp.hasTimestamps()).isFalse();
        assertThat(tcp.sackBlocks()).isZero();
    }

    @Test
    void sackBlocksAreRead() {
        TcpHeader tcp = withOptions("0101 0512 0000000a 00000014 ffffffff 00000005");

        assertThat(tcp.sackBlocks()).isEqualTo(2);
        assertThat(tcp.sackLeft(0)).isEqualTo(10);
        assertThat(tcp.sackRight(0)).isEqualTo(20);
        assertThat(tcp.sackLeft(1)).isEqualTo(-1);
        assertThat(tcp.sackRight(1)).isEqualTo(5);
    }

    @Test
    void multipathIsSeen() {
        assertThat(withOptions("1e04 0081").isMultipath()).isTrue();
    }

    @Test
    void optionsEndAtTheirEnd() {
        assertThat(withOptions("00 020405 b4000000").mss()).isEqualTo(TcpHeader.ABSENT);
    }

    @Test
    void optionsEndWhenOneHasNoLength() {
        assertThat(withOptions("fd00 0204 05b4 0101").mss()).isEqualTo(TcpHeader.ABSENT);
    }

    @Test
    void optionsEndWhenOneReachesTooFar() {
        TcpHeader tcp = withOptions("0303 02 02 ff 05b4 01".replace(" ", ""));

        assertThat(tcp.windowScale()).isEqualTo(2);
        assertThat(tcp.mss()).isEqualTo(TcpHeader.ABSENT);
    }

    @Test
    void headerIsReadWhenOptionsAreCut() {
        byte[] frame = ethernet(IPV4, ipv4(IpHeader.TCP, tcp(TcpHeader.SYN, hex("020405b4 01030307"), Frames.text(5))));
        Packet packet = decoding.cut(1, frame, 14 + 20 + 24, frame.length);

        assertThat(packet.isTcp()).isTrue();
        assertThat(packet.tcp().mss()).isEqualTo(1460);
        assertThat(packet.tcp().windowScale()).isEqualTo(TcpHeader.ABSENT);
        assertThat(packet.tcp().payloadLength()).isEqualTo(5);
        assertThat(packet.tcp().payloadCaptured()).isZero();
    }

    @Test
    void headerIsPartialWhenOffsetIsTooSmall() {
        byte[] segment = tcp(10);
        segment[12] = 0x40;
        Packet packet = segment(segment);

        assertThat(packet.isTcp()).isFalse();
        assertThat(packet.hasPartialTcp()).isTrue();
        assertThat(packet.protocol()).isEqualTo(IpHeader.NONE);
        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.MALFORMED);
        assertThat(packet.tcp().srcPort()).isEqualTo(Frames.SRC_PORT);
    }

    @Test
    void headerIsPartialWhenOffsetReachesBehindSegment() {
        byte[] segment = tcp(10);
        segment[12] = (byte) 0xf0;

        assertThat(segment(segment).hasPartialTcp()).isTrue();
    }

    @Test
    void headerIsPartialFromSixteenBytesOn() {
        byte[] frame = ethernet(IPV4, ipv4(IpHeader.TCP, tcp(10)));

        Packet packet = decoding.cut(1, frame, 34 + 15, frame.length);
        assertThat(packet.hasPartialTcp()).isFalse();
        packet = decoding.cut(1, frame, 34 + 16, frame.length);
        assertThat(packet.hasPartialTcp()).isTrue();
        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.CUT_BY_SNAPLEN);
        packet = decoding.cut(1, frame, 34 + 20, frame.length);
        assertThat(packet.hasPartialTcp()).isFalse();
        assertThat(packet.isTcp()).isTrue();
    }
}
