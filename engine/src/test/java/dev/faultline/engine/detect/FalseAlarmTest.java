package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Scene.ACK;
import static dev.faultline.engine.detect.Scene.RST;
import static dev.faultline.engine.detect.Scene.SYN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What looks like an error and is none. `docs/false-alarms.md` lists all such traps, with the tests that hold
/// each.
class FalseAlarmTest {
    private static final int FIN = 1;
    private static final int TCP = 6;
    private static final int IP_IN_IP = 4;
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.1.2";

    private final Scene scene = new Scene();
    private int port = 40000;

    private FalseAlarmTest client(double at, int flags, int seq, int ack, int length) {
        scene.at(at).tcp(CLIENT, port, SERVER, 80, flags, seq, ack, length);
        return this;
    }

    private FalseAlarmTest server(double at, int flags, int seq, int ack, int length) {
        scene.at(at).tcp(SERVER, 80, CLIENT, port, flags, seq, ack, length);
        return this;
    }

    private FalseAlarmTest open() {
        return client(0, SYN, 99, 0, 0).server(0.001, SYN | ACK, 499, 100, 0).client(0.002, ACK, 100, 500, 0);
    }

    private FalseAlarmTest exchange() {
        return open().client(0.003, ACK, 100, 500, 50)
                .server(0.004, ACK, 500, 150, 70)
                .client(0.005, ACK, 150, 570, 0);
    }

    private FalseAlarmTest close() {
        return client(0.01, FIN | ACK, 150, 570, 0)
                .server(0.011, FIN | ACK, 570, 151, 0)
                .client(0.012, ACK, 151, 571, 0);
    }

    private List<Finding> alarms() {
        return scene.findings().stream()
                .filter(finding -> finding.kind().findingClass() != FindingClass.CAPTURE)
                .filter(finding -> finding.severity().compareTo(Severity.WARNING) >= 0)
                .filter(finding -> finding.confidence() != Confidence.LOW)
                .toList();
    }

    private void until(double seconds) {
        scene.at(seconds).udp("10.9.9.1", 5000, "10.9.9.2", 5000);
    }

    @Test
    void completeConnectionIsSilent() {
        exchange().close().until(100);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void captureThatBeginsInTheMiddleIsOnlyNoted() {
        client(0, ACK, 100, 500, 50).server(0.001, ACK, 500, 150, 70).close().until(100);

        assertThat(scene.findings()).extracting(Finding::kind).containsExactly(FindingKind.CAPTURE_MIDSTREAM);
        assertThat(scene.findings().getFirst().severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void captureThatEndsInTheMiddleIsSilent() {
        exchange();

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void captureOfOneDirectionIsNoFailedConnection() {
        client(0, SYN, 99, 0, 0).client(0.002, ACK, 100, 500, 0).client(0.003, ACK, 100, 500, 50);
        client(0.006, ACK, 150, 570, 0).until(100);

        assertThat(alarms()).isEmpty();
        assertThat(scene.findings(FindingKind.CAPTURE_ASYMMETRIC)).hasSize(1);
    }

    @Test
    void synWithoutAnswerInACaptureOfOneDirectionIsDoubted() {
        client(0, SYN, 99, 0, 0).client(0.002, ACK, 100, 500, 0).client(0.003, ACK, 100, 500, 50);
        port++;
        client(1, SYN, 99, 0, 0)
                .client(2, SYN, 99, 0, 0)
                .client(4, SYN, 99, 0, 0)
                .until(100);

        assertThat(alarms()).isEmpty();
    }

    @Test
    void gapOfTheCaptureIsToldAsSuch() {
        exchange()
                .client(0.02, ACK, 150, 570, 50)
                .server(0.021, ACK, 1570, 200, 70)
                .client(0.022, ACK, 200, 1640, 0);
        until(100);

        assertThat(scene.findings()).extracting(Finding::kind).containsExactly(FindingKind.CAPTURE_GAP);
        assertThat(scene.findings().getFirst().facts()).containsEntry("bytes", 1000L);
    }

    @Test
    void packetsSeenTwiceAreNoRetransmissions() {
        open().client(0.003, ACK, 100, 500, 50)
                .client(0.0031, ACK, 100, 500, 50)
                .server(0.004, ACK, 500, 150, 0)
                .until(100);

        assertThat(scene.findings()).extracting(Finding::kind).containsExactly(FindingKind.CAPTURE_DUPLICATE_FRAME);
    }

    @Test
    void keepAliveProbesThatAreAnsweredAreSilent() {
        exchange();
        for (int i = 1; i < 10; i++) {
            client(60 * i, ACK, 149, 570, 0).server(60 * i + 0.001, ACK, 570, 150, 0);
        }

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void idleConnectionIsSilent() {
        exchange().until(7200);
        client(7200, ACK, 150, 570, 50).server(7200.001, ACK, 570, 200, 70);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void probeOfTheKubeletIsSilent() {
        open().client(0.003, FIN | ACK, 100, 500, 0)
                .server(0.004, FIN | ACK, 500, 101, 0)
                .client(0.005, ACK, 101, 501, 0);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void healthChecksThatResetAreNoAlarm() {
        open().client(0.003, RST | ACK, 100, 500, 0).until(100);

        assertThat(alarms()).isEmpty();
    }

    @Test
    void portScanIsNoHeapOfErrors() {
        for (int i = 1; i <= 50; i++) {
            scene.at(i * 0.01)
                    .tcp(CLIENT, port, SERVER, i, SYN, 99, 0, 0)
                    .tcp(SERVER, i, CLIENT, port, RST | ACK, 0, 100, 0);
        }

        assertThat(alarms()).isEmpty();
        assertThat(scene.findings(FindingKind.TCP_CONNECT_REFUSED)).hasSize(50);
    }

    @Test
    void portUsedAgainWithALowerNumberMayBeTakenForTheOldConnection() {
        exchange().server(0.02, FIN | ACK, 570, 150, 0).client(0.021, FIN | ACK, 150, 571, 0);
        server(0.022, ACK, 571, 151, 0);
        client(1, SYN, 50, 0, 0);
        server(1.001, SYN | ACK, 700_499, 51, 0).client(1.002, ACK, 51, 700_500, 0);

        assertThat(scene.findings())
                .extracting(Finding::kind, Finding::severity)
                .containsExactly(tuple(FindingKind.TCP_PORT_REUSE, Severity.WARNING));
    }

    @Test
    void portsUsedAgainAreTwoConnections() {
        exchange().close();
        client(1, SYN, 900_099, 0, 0)
                .server(1.001, SYN | ACK, 700_499, 900_100, 0)
                .client(1.002, ACK, 900_100, 700_500, 0);

        assertThat(scene.findings())
                .extracting(Finding::kind, Finding::severity)
                .containsExactly(tuple(FindingKind.TCP_PORT_REUSE, Severity.NOTICE));
    }

    @Test
    void dataAfterTheOtherSidesFinIsAHalfClose() {
        exchange()
                .client(0.01, FIN | ACK, 150, 570, 0)
                .server(0.011, ACK, 570, 151, 500)
                .client(0.012, ACK, 151, 1070, 0);
        server(1, FIN | ACK, 1070, 151, 0).client(1.001, ACK, 151, 1071, 0).until(100);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void dataInTheSynIsNoError() {
        client(0, SYN, 99, 0, 30)
                .server(0.001, SYN | ACK, 499, 130, 0)
                .client(0.002, ACK, 130, 500, 0)
                .until(100);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void bothEndsMayOpenAtOnce() {
        client(0, SYN, 99, 0, 0).server(0.0005, SYN, 499, 0, 0);
        client(0.001, SYN | ACK, 99, 500, 0).server(0.0015, SYN | ACK, 499, 100, 0);
        client(0.002, ACK, 100, 500, 50).server(0.003, ACK, 500, 150, 0).until(100);

        assertThat(alarms()).isEmpty();
    }

    @Test
    void superSegmentsOfOffloadingAreOneSegment() {
        open().client(0.003, ACK, 100, 500, 60_000)
                .server(0.004, ACK, 500, 60_100, 0)
                .until(100);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void clocksThatRunBackwardsExpireNothing() {
        open().client(50, ACK, 100, 500, 50).server(0.5, ACK, 500, 150, 70);
        port++;
        open();

        assertThat(alarms()).isEmpty();
    }

    /// The packets of each interface come in bursts, so that answers come before what they answer.
    @Test
    void interfacesWhosePacketsComeOutOfOrderAreNoError() {
        scene.on(1);
        server(0.001, SYN | ACK, 499, 100, 0).server(0.004, ACK, 500, 150, 70).server(0.005, FIN | ACK, 570, 150, 0);
        scene.on(0);
        open().client(0.003, ACK, 100, 500, 50).client(0.0055, FIN | ACK, 150, 571, 0);
        scene.on(1);
        server(0.006, ACK, 571, 151, 0).until(100);

        assertThat(alarms()).isEmpty();
    }

    @Test
    void packetInsideAndOutsideOfATunnelIsOneSeenTwice() {
        byte[][] packets = {
            scene.tcpPacket(CLIENT, port, SERVER, 80, SYN, 99, 0, 0),
            scene.tcpPacket(SERVER, 80, CLIENT, port, SYN | ACK, 499, 100, 0),
            scene.tcpPacket(CLIENT, port, SERVER, 80, ACK, 100, 500, 50),
            scene.tcpPacket(SERVER, 80, CLIENT, port, ACK, 500, 150, 70),
        };
        for (int i = 0; i < packets.length; i++) {
            scene.at(i * 0.001).packet(packets[i]);
            scene.packet(scene.ip("192.168.0.1", "192.168.0.2", IP_IN_IP, packets[i]));
        }
        until(100);

        assertThat(alarms()).isEmpty();
        assertThat(scene.findings(FindingKind.CAPTURE_DUPLICATE_FRAME)).isEmpty();
    }

    /// A second subflow of Multipath TCP (RFC 8684) carries data that it alone has no beginning of.
    @Test
    void subflowsOfMultipathTcpAreConnectionsOfTheirOwn() {
        for (int subflow = 0; subflow < 2; subflow++) {
            port += subflow;
            scene.at(subflow * 0.01).packet(multipath(SYN, 99 + subflow, 0, 0, true));
            scene.at(subflow * 0.01 + 0.001).packet(multipath(SYN | ACK, 499, 100 + subflow, 0, false));
            scene.at(subflow * 0.01 + 0.002).packet(multipath(ACK, 100 + subflow, 500, 0, true));
            scene.at(subflow * 0.01 + 0.003).packet(multipath(ACK, 100 + subflow, 500, 40, true));
            scene.at(subflow * 0.01 + 0.004).packet(multipath(ACK, 500, 140 + subflow, 0, false));
        }
        until(100);

        assertThat(alarms()).isEmpty();
    }

    /// A segment with the option of Multipath TCP, kind 30.
    private byte[] multipath(int flags, int seq, int ack, int length, boolean fromClient) {
        byte[] option = {30, 12, 0, (byte) 0x81, 1, 2, 3, 4, 5, 6, 7, 8};
        ByteBuffer tcp = ByteBuffer.allocate(20 + option.length + length);
        tcp.putShort((short) (fromClient ? port : 80)).putShort((short) (fromClient ? 80 : port));
        tcp.putInt(seq).putInt(ack).put((byte) 0x80).put((byte) flags).putShort((short) 512);
        tcp.putInt(0).put(option);
        return scene.ip(fromClient ? CLIENT : SERVER, fromClient ? SERVER : CLIENT, TCP, tcp.array());
    }

    @Test
    void copyAtAnotherVantagePointIsAnotherView() {
        exchange();
        scene.on(1);
        exchange();

        assertThat(alarms()).isEmpty();
        assertThat(scene.findings(FindingKind.CAPTURE_DUPLICATE_FRAME)).isEmpty();
    }
}
