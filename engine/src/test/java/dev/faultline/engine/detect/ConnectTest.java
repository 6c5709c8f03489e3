package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Scene.ACK;
import static dev.faultline.engine.detect.Scene.RST;
import static dev.faultline.engine.detect.Scene.SYN;
import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_HANDSHAKE_INCOMPLETE;
import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_ICMP_REJECTED;
import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_NO_REPLY;
import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

class ConnectTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.1.2";
    private static final int PORT = 40000;
    private static final int ISN = 1000;
    private static final int SERVER_ISN = 5000;

    private final Scene scene = new Scene();

    private Scene client(double at, int flags, int seq, int ack, int length) {
        return scene.at(at).tcp(CLIENT, PORT, SERVER, 80, flags, seq, ack, length);
    }

    private Scene server(double at, int flags, int seq, int ack, int length) {
        return scene.at(at).tcp(SERVER, 80, CLIENT, PORT, flags, seq, ack, length);
    }

    private Scene syn(double at) {
        return client(at, SYN, ISN, 0, 0);
    }

    private Scene synAck(double at) {
        return server(at, SYN | ACK, SERVER_ISN, ISN + 1, 0);
    }

    private Scene until(double seconds) {
        return scene.at(seconds).udp("10.9.9.1", 5000, "10.9.9.2", 5000);
    }

    @Test
    void synThatIsSentThreeTimesInVainIsAnError() {
        syn(0);
        syn(1);
        syn(3);
        Finding finding = until(4).finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.count()).isEqualTo(3);
        assertThat(finding.evidence()).extracting(Evidence::frame).containsExactly(1L, 2L, 3L);
        assertThat(finding.facts()).containsEntry("spacing", "1.0, 2.0");
        assertThat(finding.blame()).isEqualTo(Blame.UNKNOWN);
    }

    @Test
    void singleSynIsAWarningAfterAWhileAndAnErrorLater() {
        syn(0);
        assertThat(until(4).finding(TCP_CONNECT_NO_REPLY).severity()).isEqualTo(Severity.WARNING);
        Finding later = until(11).finding(TCP_CONNECT_NO_REPLY);

        assertThat(later.severity()).isEqualTo(Severity.ERROR);
        assertThat(later.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void synJustBeforeTheEndIsOpen() {
        syn(0);
        Finding finding = until(2.5).finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.state()).isEqualTo(FindingState.OPEN_AT_END);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void synWithTwoRepeatsBeforeTheEndIsFinal() {
        syn(0);
        syn(1);
        Finding finding = syn(2).finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.state()).isEqualTo(FindingState.FINAL);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void synAnsweredLateIsAWarning() {
        syn(0);
        syn(1);
        syn(3);
        syn(7);
        synAck(7.001);
        Finding finding = client(7.002, ACK, ISN + 1, SERVER_ISN + 1, 0).finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.notes()).containsExactly(TcpTexts.NOTE_ANSWERED_LATE);
    }

    @Test
    void refusedSynIsOneError() {
        syn(0);
        Finding finding = server(0.001, RST | ACK, 0, ISN + 1, 0).finding(TCP_CONNECT_REFUSED);

        assertThat(scene.findings()).hasSize(1);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.blame()).isEqualTo(Blame.DST);
        assertThat(finding.evidence()).extracting(Evidence::frame).containsExactly(1L, 2L);
    }

    @Test
    void synRefusedAfterLongSilenceIsToldOnce() {
        syn(0);
        syn(1);
        syn(3);
        syn(7);
        server(7.001, RST | ACK, 0, ISN + 1, 0);
        Finding refused = scene.finding(TCP_CONNECT_REFUSED);

        assertThat(scene.finding(TCP_CONNECT_NO_REPLY).partOf()).isEqualTo(refused.id());
    }

    @Test
    void refusalThatTheClientTriesAgainAndIsAcceptedIsNone() {
        syn(0);
        server(0.001, RST | ACK, 0, ISN + 1, 0);
        syn(0.5);
        synAck(0.501);
        client(0.502, ACK, ISN + 1, SERVER_ISN + 1, 0);

        assertThat(until(20).findings()).isEmpty();
    }

    @Test
    void refusalFromAnotherDistanceThanTheHostIsBlamedOnThePath() {
        syn(0);
        synAck(0.001);
        client(0.002, ACK, ISN + 1, SERVER_ISN + 1, 0);
        scene.at(1).tcp(CLIENT, PORT + 1, SERVER, 81, SYN, 7, 0, 0);
        scene.ttl(60).tcp(SERVER, 81, CLIENT, PORT + 1, RST | ACK, 0, 8, 0);
        Finding finding = scene.finding(TCP_CONNECT_REFUSED);

        assertThat(finding.blame()).isEqualTo(Blame.PATH);
        assertThat(finding.notes()).containsExactly(TcpTexts.NOTE_TTL_UNLIKE_HOST);
    }

    @Test
    void synAnsweredByIcmpIsOneErrorWithTheMessageAsItsPart() {
        byte[] syn = scene.tcpPacket(CLIENT, PORT, SERVER, 80, SYN, ISN, 0, 0);
        scene.packet(syn).at(0.001).error("10.0.0.254", CLIENT, 3, 13, syn);
        Finding rejected = until(20).finding(TCP_CONNECT_ICMP_REJECTED);

        assertThat(rejected.severity()).isEqualTo(Severity.ERROR);
        assertThat(rejected.blame()).isEqualTo(Blame.REPORTER);
        assertThat(scene.findings())
                .filteredOn(finding -> finding.kind().findingClass() == FindingClass.ICMP)
                .allMatch(finding -> rejected.id().equals(finding.partOf()))
                .hasSize(1);
        assertThat(scene.findings()).hasSize(2);
    }

    @Test
    void evidenceOfARejectionBeginsWithTheFirstSyn() {
        byte[] syn = scene.tcpPacket(CLIENT, PORT, SERVER, 80, SYN, ISN, 0, 0);
        scene.packet(syn).at(1).packet(syn).at(3).packet(syn).at(3.05).error("10.0.0.254", CLIENT, 3, 1, syn);
        Finding rejected = until(20).finding(TCP_CONNECT_ICMP_REJECTED);

        assertThat(rejected.evidence()).extracting(Evidence::frame).containsExactly(1L, 3L, 4L);
    }

    @Test
    void synAckWithoutTheLastAckIsAnIncompleteHandshake() {
        syn(0);
        synAck(0.001);
        synAck(1.001);
        Finding finding = until(5).finding(TCP_CONNECT_HANDSHAKE_INCOMPLETE);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.facts()).containsEntry("synAcks", 2L);
    }

    @Test
    void clientThatGivesUpBeforeAnAnswerIsANotice() {
        syn(0);
        Finding finding = client(0.2, RST, ISN + 1, 0, 0).finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.notes()).containsExactly(TcpTexts.NOTE_CLIENT_ABORTED);
    }
}
