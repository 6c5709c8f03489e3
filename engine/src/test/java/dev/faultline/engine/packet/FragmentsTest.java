package dev.faultline.engine.packet;

import static dev.faultline.engine.packet.Frames.IPV4;
import static dev.faultline.engine.packet.Frames.IPV6;
import static dev.faultline.engine.packet.Frames.NOTHING;
import static dev.faultline.engine.packet.Frames.ethernet;
import static dev.faultline.engine.packet.Frames.fragment;
import static dev.faultline.engine.packet.Frames.fragment6;
import static dev.faultline.engine.packet.Frames.ipv4;
import static dev.faultline.engine.packet.Frames.tcp;
import static dev.faultline.engine.packet.Frames.text;
import static dev.faultline.engine.packet.Frames.vlan;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    /// A segment with 76 bytes of payload, so that its parts are of 32 bytes each.
    private static final byte[] SEGMENT = tcp(TcpHeader.ACK, NOTHING, text(76));

    private static final int PART = 32;

    private Decoding decoding = new Decoding();

    @AfterEach
    void close() {
        decoding.close();
    }

    private static byte[] part(int number) {
        return Arrays.copyOfRange(SEGMENT, PART * number, PART * (number + 1));
    }

    private static byte[] part4(int number, int id) {
        return fragment(IpHeader.TCP, id, PART * number, number < 2, part(number));
    }

    private static byte[] part6(int number, int id) {
        return fragment6(IpHeader.TCP, id, PART * number, number < 2, part(number));
    }

    private Packet v4(int number) {
        return v4(number, 1);
    }

    private Packet v4(int number, int id) {
        return decoding.ethernet(IPV4, part4(number, id));
    }

    private static void assertIncomplete(Packet packet) {
        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.FRAGMENT);
        assertThat(packet.protocol()).isEqualTo(IpHeader.NONE);
        assertThat(packet.isReassembled()).isFalse();
        assertThat(packet.ip().isFragment()).isTrue();
    }

    private static void assertComplete(Packet packet) {
        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.OK);
        assertThat(packet.isTcp()).isTrue();
        assertThat(packet.isReassembled()).isTrue();
        assertThat(packet.ip().isFragment()).isFalse();
        assertThat(packet.ip().payloadLength()).isEqualTo(SEGMENT.length);
        assertThat(packet.tcp().payloadLength()).isEqualTo(76);
        byte[] payload = new byte[76];
        MemorySegment.copy(packet.bytes(), ValueLayout.JAVA_BYTE, packet.tcp().payloadOffset(), payload, 0, 76);
        assertThat(payload).isEqualTo(text(76));
    }

    @Test
    void lastFragmentCompletesPacketWhenTheyComeInOrder() {
        assertIncomplete(v4(0));
        assertIncomplete(v4(1));
        assertComplete(v4(2));
        assertThat(decoding.decoder().fragmentedWaiting()).isZero();
    }

    @Test
    void firstFragmentCompletesPacketWhenTheyComeBackwards() {
        assertIncomplete(v4(2));
        assertIncomplete(v4(1));
        assertComplete(v4(0));
    }

    @Test
    void middleFragmentCompletesPacketWhenItComesLast() {
        assertIncomplete(v4(2));
        assertIncomplete(v4(0));
        assertComplete(v4(1));
    }

    @Test
    void ipv6FragmentsArePutTogether() {
        assertIncomplete(decoding.ethernet(IPV6, part6(2, 7)));
        assertIncomplete(decoding.ethernet(IPV6, part6(0, 7)));
        Packet packet = decoding.ethernet(IPV6, part6(1, 7));
        assertComplete(packet);
        assertThat(packet.ip().version()).isEqualTo(6);
    }

    @Test
    void packetsAreKeptApartByTheirIdentification() {
        assertIncomplete(v4(0, 1));
        assertIncomplete(v4(1, 2));
        assertIncomplete(v4(2, 1));
        assertIncomplete(v4(0, 2));
        assertComplete(v4(1, 1));
        assertComplete(v4(2, 2));
    }

    @Test
    void packetsAreKeptApartByTheirProtocol() {
        assertIncomplete(v4(0));
        assertIncomplete(decoding.ethernet(IPV4, fragment(IpHeader.UDP, 1, PART, true, part(1))));
        assertIncomplete(v4(2));
    }

    @Test
    void packetsAreKeptApartByTheirVlan() {
        assertIncomplete(decoding.ethernet(0x8100, vlan(5, IPV4, part4(0, 1))));
        assertIncomplete(decoding.ethernet(0x8100, vlan(6, IPV4, part4(1, 1))));
        assertIncomplete(decoding.ethernet(0x8100, vlan(5, IPV4, part4(2, 1))));
        assertComplete(decoding.ethernet(0x8100, vlan(5, IPV4, part4(1, 1))));
    }

    @Test
    void identificationIsUsedAgainWhenPacketIsComplete() {
        for (int i = 0; i < 3; i++) {
            assertIncomplete(v4(0));
            assertIncomplete(v4(1));
            assertComplete(v4(2));
        }
    }

    @Test
    void packetStaysIncompleteWhenFragmentIsLost() {
        assertIncomplete(v4(0));
        assertIncomplete(v4(2));
        assertThat(decoding.decoder().fragmentedWaiting()).isOne();
    }

    @Test
    void repeatedFragmentChangesNothing() {
        assertIncomplete(v4(0));
        assertIncomplete(v4(0));
        assertIncomplete(v4(1));
        assertComplete(v4(2));
    }

    @Test
    void fragmentsMayOverlap() {
        byte[] both = Arrays.copyOfRange(SEGMENT, 0, 2 * PART);
        assertIncomplete(v4(1));
        assertIncomplete(decoding.ethernet(IPV4, fragment(IpHeader.TCP, 1, 0, true, both)));
        assertComplete(v4(2));
    }

    @Test
    void earlierBytesCountWhenFragmentsContradict() {
        assertIncomplete(v4(0));
        assertIncomplete(decoding.ethernet(IPV4, fragment(IpHeader.TCP, 1, 0, true, new byte[24])));
        assertIncomplete(v4(1));
        assertComplete(v4(2));
    }

    @Test
    void bytesBehindTheLastFragmentAreIgnored() {
        assertIncomplete(decoding.ethernet(IPV4, fragment(IpHeader.TCP, 1, 3 * PART, true, text(80))));
        assertIncomplete(v4(0));
        assertIncomplete(v4(1));
        assertComplete(v4(2));
    }

    @Test
    void firstLastFragmentCountsWhenThereAreTwo() {
        assertIncomplete(v4(2));
        assertIncomplete(decoding.ethernet(IPV4, fragment(IpHeader.TCP, 1, 2 * PART, false, text(8))));
        assertIncomplete(v4(0));
        assertComplete(v4(1));
    }

    @Test
    void teardropIsHarmless() {
        assertIncomplete(decoding.ethernet(IPV4, fragment(IpHeader.UDP, 1, 0, true, text(36))));
        Packet packet = decoding.ethernet(IPV4, fragment(IpHeader.UDP, 1, 24, false, text(4)));

        assertThat(packet.isReassembled()).isTrue();
        assertThat(packet.ip().payloadLength()).isEqualTo(28);
    }

    @Test
    void packetLargerThanPossibleIsNotPutTogether() {
        assertIncomplete(decoding.ethernet(IPV4, fragment(IpHeader.ICMP, 1, 65528, false, text(100))));
        assertThat(decoding.decoder().fragmentedWaiting()).isZero();
    }

    @Test
    void largestPacketIsPutTogether() {
        // eight parts, each a multiple of eight
        int size = 8 * 8184;
        int part = size / 8;
        for (int offset = 0; offset < size - part; offset += part) {
            decoding.ethernet(IPV4, fragment(IpHeader.UDP, 1, offset, true, new byte[part]));
        }
        Packet packet = decoding.ethernet(IPV4, fragment(IpHeader.UDP, 1, size - part, false, new byte[part]));

        assertThat(packet.isReassembled()).isTrue();
        assertThat(packet.ip().payloadLength()).isEqualTo(size);
    }

    @Test
    void ethernetPaddingIsNoPartOfFragment() {
        assertIncomplete(v4(0));
        assertIncomplete(v4(1));
        assertComplete(decoding.ethernet(IPV4, Frames.join(part4(2, 1), new byte[10])));
    }

    @Test
    void packetIsForgottenWhenItsTimeIsUp() {
        assertIncomplete(v4(0));
        assertIncomplete(v4(1));
        decoding.sleep(31);
        assertIncomplete(v4(2));
        assertThat(decoding.decoder().fragmentedExpired()).isOne();
    }

    @Test
    void packetIsKeptWhileItsTimeLasts() {
        assertIncomplete(v4(0));
        decoding.sleep(15);
        assertIncomplete(v4(1));
        decoding.sleep(15);
        assertComplete(v4(2));
    }

    @Test
    void ipv6PacketHasTwiceTheTime() {
        assertIncomplete(decoding.ethernet(IPV6, part6(0, 7)));
        assertIncomplete(decoding.ethernet(IPV6, part6(1, 7)));
        decoding.sleep(60);
        assertComplete(decoding.ethernet(IPV6, part6(2, 7)));
    }

    @Test
    void oldestPacketGoesWhenThereAreTooMany() {
        useLimits(1 << 20, 2);
        assertIncomplete(v4(0, 1));
        assertIncomplete(v4(0, 2));
        assertIncomplete(v4(0, 3));
        assertThat(decoding.decoder().fragmentedEvicted()).isOne();
        assertIncomplete(v4(1, 2));
        assertComplete(v4(2, 2));
    }

    @Test
    void oldestPacketGoesWhenMemoryIsFull() {
        useLimits(4 * 2048, 100);
        for (int id = 1; id <= 5; id++) {
            assertIncomplete(v4(0, id));
        }

        assertThat(decoding.decoder().fragmentedEvicted()).isOne();
        assertThat(decoding.decoder().fragmentedWaiting()).isEqualTo(4);
    }

    @Test
    void fragmentLargerThanAllMemoryIsLeftOut() {
        useLimits(2 * 2048, 100);
        assertIncomplete(decoding.ethernet(IPV4, fragment(IpHeader.UDP, 1, 0, true, new byte[8000])));
        assertThat(decoding.decoder().fragmentedWaiting()).isZero();
    }

    @Test
    void memoryIsUsedAgain() {
        useLimits(8 * 2048, 4);
        for (int id = 0; id < 10_000; id++) {
            v4(0, id);
            v4(1, id);
            assertComplete(v4(2, id));
        }

        assertThat(decoding.decoder().fragmentedEvicted()).isZero();
    }

    private void useLimits(int bytes, int packets) {
        decoding.close();
        decoding = new Decoding(new PacketDecoder(16, bytes, packets, incomplete -> {}));
    }

    @Test
    void fragmentsInsideFragmentsArePutTogether() {
        byte[] inner = part4(0, 3);
        assertIncomplete(decoding.ethernet(IPV4, fragment(4, 50, 0, true, Arrays.copyOfRange(inner, 0, 40))));
        Packet outer = decoding.ethernet(IPV4, fragment(4, 50, 40, false, Arrays.copyOfRange(inner, 40, 52)));
        assertThat(outer.outcome()).isEqualTo(DecodeOutcome.FRAGMENT);
        assertThat(outer.ip().id()).isEqualTo(3);
        assertIncomplete(v4(1, 3));
        assertComplete(v4(2, 3));
    }

    @Test
    void firstFragmentShowsPartOfItsSegmentWhenItIsCut() {
        byte[] frame = ethernet(IPV4, part4(0, 1));
        Packet packet = decoding.cut(1, frame, frame.length - 4, frame.length);

        assertThat(packet.outcome()).isEqualTo(DecodeOutcome.CUT_BY_SNAPLEN);
        assertThat(packet.hasPartialTcp()).isTrue();
        assertThat(packet.tcp().seq()).isEqualTo(1000);
        assertThat(decoding.decoder().fragmentedWaiting()).isOne();
    }

    @Test
    void fragmentIsLeftOutWhenItsLengthReachesBehindFrame() {
        byte[] claim = ipv4(IpHeader.TCP, 200, 1, 0x2000, part(0));

        assertThat(decoding.ethernet(IPV4, claim).outcome()).isEqualTo(DecodeOutcome.CUT_BY_SNAPLEN);
        assertIncomplete(v4(1));
        assertIncomplete(v4(2));
    }
}
