package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Scene.ACK;
import static dev.faultline.engine.detect.Scene.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// One connection from port 40000 of the client to port 80 of the server, and what its segments say about data
/// on its way. Numbers are relative: 0 is the SYN of either.
class TransferTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.0.2";
    private static final int WINDOW = 60_000;

    private final Scene scene = new Scene();
    private int id;
    private int window = WINDOW;

    private TransferTest client(double at, int flags, int seq, int ack, int bytes) {
        return segment(at, true, flags, seq, ack, bytes);
    }

    private TransferTest server(double at, int flags, int seq, int ack, int bytes) {
        return segment(at, false, flags, seq, ack, bytes);
    }

    private TransferTest segment(double at, boolean fromClient, int flags, int seq, int ack, int bytes) {
        byte[] packet = packet(fromClient, flags, seq, ack, bytes);
        scene.at(at).packet(packet);
        return this;
    }

    private byte[] packet(boolean fromClient, int flags, int seq, int ack, int bytes) {
        ByteBuffer tcp = ByteBuffer.allocate(20 + bytes);
        tcp.putShort((short) (fromClient ? 40_000 : 80)).putShort((short) (fromClient ? 80 : 40_000));
        tcp.putInt((fromClient ? 1000 : 5000) + seq).putInt((flags & ACK) == 0 ? 0 : (fromClient ? 5000 : 1000) + ack);
        tcp.put((byte) 0x50).put((byte) flags).putShort((short) window);
        byte[] packet = scene.ip(fromClient ? CLIENT : SERVER, fromClient ? SERVER : CLIENT, 6, tcp.array());
        ByteBuffer.wrap(packet).putShort(4, (short) ++id);
        return packet;
    }

    private TransferTest open() {
        return client(0, SYN, 0, 0, 0).server(0.001, SYN | ACK, 0, 1, 0).client(0.002, ACK, 1, 1, 0);
    }

    private Finding finding(FindingKind kind) {
        return scene.finding(kind);
    }

    @Test
    void segmentThatComesAgainWasLostBehindTheCapture() {
        open().client(0.01, ACK, 1, 1, 100).client(0.3, ACK, 1, 1, 100).server(0.301, ACK, 1, 101, 0);

        assertThat(finding(FindingKind.TCP_RETRANSMISSION))
                .returns(Severity.NOTICE, Finding::severity)
                .satisfies(finding -> assertThat(finding.notes()).containsExactly(TransferTexts.NOTE_LOST_BEHIND));
    }

    @Test
    void segmentThatFillsAGapLateWasLostBeforeTheCapture() {
        open().client(0.01, ACK, 101, 1, 100).server(0.011, ACK, 1, 1, 0);
        client(0.3, ACK, 1, 1, 100).server(0.301, ACK, 1, 201, 0);

        assertThat(finding(FindingKind.TCP_RETRANSMISSION).notes()).containsExactly(TransferTexts.NOTE_LOST_BEFORE);
    }

    @Test
    void segmentSentEarlierThatComesLaterIsOutOfOrder() {
        open();
        byte[] first = packet(true, ACK, 1, 1, 100);
        client(0.01, ACK, 101, 1, 100);
        scene.at(0.011).packet(first);
        server(0.012, ACK, 1, 201, 0);

        assertThat(scene.findings()).extracting(Finding::kind).containsExactly(FindingKind.TCP_OUT_OF_ORDER);
    }

    @Test
    void samePacketTwiceIsNoRetransmission() {
        open();
        byte[] packet = packet(true, ACK, 1, 1, 100);
        scene.at(0.01).packet(packet).at(0.01001).packet(packet);
        server(0.011, ACK, 1, 101, 0);

        assertThat(scene.findings()).extracting(Finding::kind).containsExactly(FindingKind.CAPTURE_DUPLICATE_FRAME);
    }

    @Test
    void dataFromBeforeTheCaptureIsNoRetransmission() {
        byte[] first = packet(true, ACK, 1401, 1, 1400);
        byte[] second = packet(true, ACK, 2801, 1, 1400);
        byte[] third = packet(true, ACK, 4201, 1, 1400);
        client(0, ACK, 5601, 1, 1400);
        scene.at(0.0001).packet(first).at(0.0002).packet(third).at(0.0003).packet(second);
        server(0.001, ACK, 1, 7001, 0);

        assertThat(scene.findings()).extracting(Finding::kind).doesNotContain(FindingKind.TCP_RETRANSMISSION);
    }

    @Test
    void dataThatOnlyTheCaptureMissedIsNotLost() {
        open().client(0.01, ACK, 101, 1, 100).server(0.011, ACK, 1, 201, 0).client(9, ACK, 201, 1, 0);

        assertThat(scene.findings()).extracting(Finding::kind).containsExactly(FindingKind.CAPTURE_GAP);
    }

    @Test
    void largeSegmentsThatNeverArriveAreAnMtuBlackHole() {
        open().client(0.01, ACK, 1, 1, 50).server(0.011, ACK, 1, 51, 0);
        for (double at : new double[] {0.012, 0.2, 0.6, 1.4, 3}) {
            client(at, ACK, 51, 1, 1400);
        }

        assertThat(finding(FindingKind.TCP_PMTU_BLACKHOLE))
                .returns(Severity.ERROR, Finding::severity)
                .returns(Confidence.MEDIUM, Finding::confidence);
        assertThat(scene.findings())
                .filteredOn(finding -> finding.partOf() == null)
                .extracting(Finding::kind)
                .containsExactly(FindingKind.TCP_PMTU_BLACKHOLE);
    }

    @Test
    void smallSegmentThatDoesNotArriveIsNoMtuBlackHole() {
        open().client(0.01, ACK, 1, 1, 50).server(0.011, ACK, 1, 51, 0).client(0.012, ACK, 51, 1, 200);
        for (double at : new double[] {0.2, 0.6, 1.4, 3}) {
            client(at, ACK, 51, 1, at == 0.2 ? 200 : 1400);
        }

        assertThat(scene.findings()).extracting(Finding::kind).doesNotContain(FindingKind.TCP_PMTU_BLACKHOLE);
    }

    @Test
    void windowThatStaysClosedForSecondsIsAWarning() {
        open().client(0.01, ACK, 1, 1, 100);
        window = 0;
        server(0.011, ACK, 1, 101, 0);
        window = WINDOW;
        server(2.5, ACK, 1, 101, 0);

        assertThat(finding(FindingKind.TCP_ZERO_WINDOW).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void windowThatStaysClosedAfterTheLastByteIsNone() {
        open().client(0.01, ACK | 1, 1, 1, 0);
        window = 0;
        server(0.011, ACK, 1, 2, 0).server(9, ACK, 1, 2, 0);

        assertThat(scene.findings()).extracting(Finding::kind).doesNotContain(FindingKind.TCP_ZERO_WINDOW);
    }

    @Test
    void segmentsThatTheNetworkCardIsToSplitAreFine() {
        open().client(0.01, ACK, 1, 1, 40_000).server(0.011, ACK, 1, 20_001, 0).server(0.012, ACK, 1, 40_001, 0);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void packetWithoutLengthIsAsLongAsItsFrame() {
        open();
        byte[] packet = packet(true, ACK, 1, 1, 3000);
        ByteBuffer.wrap(packet).putShort(2, (short) 0);
        scene.at(0.01).packet(packet);
        server(0.011, ACK, 1, 3001, 0).client(0.012, ACK, 3001, 1, 10).server(0.013, ACK, 1, 3011, 0);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void payloadCutBySnaplenIsNeitherLostNorDamaged() {
        open();
        scene.at(0.01)
                .packet(packet(true, ACK, 1, 1, 1400), 96)
                .at(0.0101)
                .packet(packet(true, ACK, 1401, 1, 1400), 96);
        server(0.011, ACK, 1, 2801, 0);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void checksumOfThePseudoHeaderAloneIsLeftToTheNetworkCard() {
        open();
        byte[] packet = packet(true, ACK, 1, 1, 100);
        ByteBuffer.wrap(packet).putShort(36, (short) (0x0a00 + 0x0001 + 0x0a00 + 0x0002 + 6 + 120));
        scene.at(0.01).packet(packet);
        server(0.011, ACK, 1, 101, 0);

        assertThat(scene.findings()).extracting(Finding::kind).containsExactly(FindingKind.CHECKSUM_OFFLOAD);
    }

    @Test
    void damagedSegmentThatIsSentAgainIsAnError() {
        open();
        byte[] packet = packet(true, ACK, 1, 1, 100);
        ByteBuffer.wrap(packet).putShort(36, (short) 0x1234);
        scene.at(0.01).packet(packet);
        client(0.3, ACK, 1, 1, 100).server(0.301, ACK, 1, 101, 0);

        assertThat(finding(FindingKind.TCP_CHECKSUM_BAD)).returns(Severity.ERROR, Finding::severity);
    }

    @Test
    void wrongChecksumThatTheReceiverTakesIsNoError() {
        open();
        byte[] packet = packet(true, ACK, 1, 1, 100);
        ByteBuffer.wrap(packet).putShort(36, (short) 0x1234);
        scene.at(0.01).packet(packet);
        server(0.011, ACK, 1, 101, 0);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void packetThatLosesHopByHopIsARoutingLoop() {
        for (int hop = 0; hop < 10; hop++) {
            scene.at(1 + hop * 0.001).ttl(60 - hop).packet(scene.udpPacket(CLIENT, 5000, "10.7.7.7", 6000));
        }

        assertThat(finding(FindingKind.IP_TTL_LOOP).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void firstFragmentsAloneMayBeTheFiltersDoing() {
        byte[] packet = scene.udpPacket(CLIENT, 5000, SERVER, 6000);
        ByteBuffer.wrap(packet).putShort(6, (short) 0x2000);
        scene.at(0).packet(packet).at(60).udp(CLIENT, 1, SERVER, 2);
        byte[] late = packet.clone();
        ByteBuffer.wrap(late).putShort(4, (short) 77);
        scene.at(61).packet(late);

        assertThat(scene.findings(FindingKind.IP_FRAG_INCOMPLETE)).first().satisfies(finding -> {
            assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
            assertThat(finding.confidenceWhy()).containsExactly(TransferTexts.REASON_FRAGMENTS_FILTERED);
        });
    }
}
