package dev.faultline.engine.packet;

import static dev.faultline.engine.packet.Frames.IPV4;
import static dev.faultline.engine.packet.Frames.IPV6;
import static dev.faultline.engine.packet.Frames.NOTHING;
import static dev.faultline.engine.packet.Frames.hex;
import static dev.faultline.engine.packet.Frames.icmp;
import static dev.faultline.engine.packet.Frames.ipv4;
import static dev.faultline.engine.packet.Frames.ipv6;
import static dev.faultline.engine.packet.Frames.join;
import static dev.faultline.engine.packet.Frames.tcp;
import static dev.faultline.engine.packet.Frames.text;
import static dev.faultline.engine.packet.Frames.udp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.IpAddress;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpMessageTest {
    private final Decoding decoding = new Decoding();

    @AfterEach
    void close() {
        decoding.close();
    }

    private IcmpMessage v4(int type, int code, int rest, byte[] payload) {
        Packet packet = decoding.ethernet(IPV4, ipv4(IpHeader.ICMP, icmp(type, code, rest, payload)));
        assertThat(packet.isIcmp()).isTrue();
        return packet.icmp();
    }

    private IcmpMessage v6(int type, int code, int rest, byte[] payload) {
        Packet packet = decoding.ethernet(IPV6, ipv6(IpHeader.ICMPV6, icmp(type, code, rest, payload)));
        assertThat(packet.isIcmp()).isTrue();
        return packet.icmp();
    }

    private static byte[] first(int count, byte[] bytes) {
        return Arrays.copyOf(bytes, count);
    }

    private static byte[] quotedTcp(int bytes) {
        return first(20 + bytes, ipv4(IpHeader.TCP, tcp(TcpHeader.SYN, NOTHING, text(100))));
    }

    @Test
    void fieldsAreRead() {
        IcmpMessage icmp = v4(3, 4, 1400, quotedTcp(8));

        assertThat(icmp.version()).isEqualTo(4);
        assertThat(icmp.type()).isEqualTo(3);
        assertThat(icmp.code()).isEqualTo(4);
        assertThat(icmp.rest()).isEqualTo(1400);
        assertThat(icmp.length()).isEqualTo(8 + 28);
        assertThat(icmp.captured()).isEqualTo(8 + 28);
    }

    @Test
    void echoQuotesNothing() {
        assertThat(v4(8, 0, 0x00010002, quotedTcp(20)).quoted().isPresent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 11, 12})
    void errorsOfVersion4QuoteTheirPacket(int type) {
        QuotedPacket quoted = v4(type, 0, 0, quotedTcp(8)).quoted();

        assertThat(quoted.isPresent()).isTrue();
        assertThat(quoted.ip().dst()).isEqualTo(IpAddress.parse("10.0.0.2"));
        assertThat(quoted.protocol()).isEqualTo(IpHeader.TCP);
        assertThat(quoted.hasPorts()).isTrue();
        assertThat(quoted.srcPort()).isEqualTo(Frames.SRC_PORT);
        assertThat(quoted.dstPort()).isEqualTo(Frames.DST_PORT);
        assertThat(quoted.hasSeq()).isTrue();
        assertThat(quoted.seq()).isEqualTo(1000);
        assertThat(quoted.hasTcpHeader()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100})
    void errorsOfVersion6QuoteTheirPacket(int type) {
        QuotedPacket quoted = v6(type, 0, 0, Frames.ipv6Tcp()).quoted();

        assertThat(quoted.isPresent()).isTrue();
        assertThat(quoted.ip().version()).isEqualTo(6);
        assertThat(quoted.hasTcpHeader()).isTrue();
    }

    @Test
    void errorIsFoundBehindExtensionHeaders() {
        byte[] message = icmp(1, 4, 0, Frames.ipv6Tcp());
        Packet packet = decoding.ethernet(IPV6, ipv6(0, join(hex("3a 00 0502 00000100"), message)));

        assertThat(packet.icmp().quoted().isPresent()).isTrue();
    }

    @Test
    void quotedTcpHeaderIsWholeFromSixteenBytesOn() {
        assertThat(v4(3, 3, 0, quotedTcp(15)).quoted().hasTcpHeader()).isFalse();
        QuotedPacket quoted = v4(3, 3, 0, quotedTcp(16)).quoted();
        assertThat(quoted.hasTcpHeader()).isTrue();
        assertThat(quoted.tcpFlags()).isEqualTo(TcpHeader.SYN);
    }

    @Test
    void portsAreMissingWhenTooFewBytesAreQuoted() {
        QuotedPacket quoted = v4(3, 3, 0, quotedTcp(3)).quoted();

        assertThat(quoted.isPresent()).isTrue();
        assertThat(quoted.protocol()).isEqualTo(IpHeader.TCP);
        assertThat(quoted.hasPorts()).isFalse();
        assertThat(quoted.hasSeq()).isFalse();
    }

    @Test
    void portsAreMissingWhenQuotedPacketIsLaterFragment() {
        QuotedPacket quoted = v4(11, 1, 0, Frames.fragment(IpHeader.UDP, 1, 1480, false, text(100)))
                .quoted();

        assertThat(quoted.isPresent()).isTrue();
        assertThat(quoted.protocol()).isEqualTo(IpHeader.UDP);
        assertThat(quoted.hasPorts()).isFalse();
    }

    @Test
    void quotedEchoIsIdentified() {
        QuotedPacket quoted = v4(3, 1, 0, ipv4(IpHeader.ICMP, icmp(8, 0, 0x00070009, text(20))))
                .quoted();

        assertThat(quoted.icmpType()).isEqualTo(8);
        assertThat(quoted.icmpIdentifier()).isEqualTo(7);
        assertThat(quoted.icmpSequence()).isEqualTo(9);
    }

    @Test
    void lengthFieldEndsQuoteBeforeExtensions() {
        byte[] padded = first(128, quotedTcp(12));
        byte[] extension = hex("2000 0000 0008 0101 00010100");
        IcmpMessage icmp = v4(11, 0, 32 << 16, join(padded, extension));

        assertThat(icmp.quoted().ip().payloadLength()).isEqualTo(108);
        assertThat(icmp.length()).isEqualTo(8 + 128 + 12);
    }

    @Test
    void quotedLengthIsNotBelievedWhenItMakesNoSense() {
        byte[] swapped = quotedTcp(8);
        swapped[2] = 5;
        swapped[3] = 0;
        byte[] tooShort = quotedTcp(8);
        tooShort[2] = 0;
        tooShort[3] = 5;

        assertThat(v4(3, 3, 0, swapped).quoted().hasPorts()).isTrue();
        assertThat(v4(3, 3, 0, tooShort).quoted().hasPorts()).isTrue();
    }

    @Test
    void innermostQuotedPacketCountsWhenItIsOfTunnel() {
        byte[] inner = Frames.ethernet(IPV4, ipv4(IpHeader.TCP, tcp(0)));
        byte[] outer = ipv4(IpHeader.UDP, udp(50000, 4789, join(hex("08000000 00002a00"), inner)));
        QuotedPacket quoted = v4(3, 1, 0, outer).quoted();

        assertThat(quoted.protocol()).isEqualTo(IpHeader.TCP);
        assertThat(quoted.dstPort()).isEqualTo(Frames.DST_PORT);
    }

    @Test
    void outerQuotedPacketCountsWhenTunnelIsCut() {
        byte[] outer = ipv4(4, ipv4(IpHeader.TCP, tcp(0)));
        QuotedPacket quoted = v4(3, 1, 0, first(28, outer)).quoted();

        assertThat(quoted.isPresent()).isTrue();
        assertThat(quoted.protocol()).isEqualTo(4);
    }

    @Test
    void redirectOfVersion6QuotesPacketInOption() {
        byte[] options = join(new byte[32], hex("0201 020000000001"), hex("040a 0000 00000000"), Frames.ipv6Tcp());
        QuotedPacket quoted = v6(137, 0, 0, options).quoted();

        assertThat(quoted.isPresent()).isTrue();
        assertThat(quoted.hasPorts()).isTrue();
    }

    @Test
    void quoteIsAbsentWhenItIsNoIp() {
        assertThat(v4(3, 3, 0, new byte[40]).quoted().isPresent()).isFalse();
        assertThat(v4(3, 3, 0, NOTHING).quoted().isPresent()).isFalse();
    }

    @Test
    void laterFragmentIsNoMessage() {
        Packet packet =
                decoding.ethernet(IPV4, Frames.fragment(IpHeader.ICMP, 1, 1480, false, icmp(3, 3, 0, text(40))));

        assertThat(packet.isIcmp()).isFalse();
        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.FRAGMENT);
    }
}
