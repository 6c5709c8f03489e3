package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Wire.ACK;
import static dev.faultline.engine.detect.Wire.FIN;
import static dev.faultline.engine.detect.Wire.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

/// Where connections fail to open: dropped on the way there, on the way back, or by a listener that has no
/// room.
class ListenerTest {
    private final Wire wire = new Wire();

    private void syns(int port, int flags, double... times) {
        for (double time : times) {
            wire.scene().at(time).tcp(Wire.CLIENT, 40_000, Wire.SERVER, port, flags, 99, 0, 0);
        }
    }

    // ----------------------------------------------------------------------------------------------- filtered

    @Test
    void synToAHostThatAnswersOthersMeanwhileIsFiltered() {
        syns(9000, SYN, 0, 1, 3);
        wire.client(3.1, SYN, 99, 0, 0).server(3.101, SYN | ACK, 499, 100, 0).client(3.102, ACK, 100, 500, 0);
        syns(9000, SYN, 7);
        wire.until(20);

        Finding finding = wire.finding(FindingKind.TCP_CONNECT_FILTERED);
        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_CONNECT_FILTERED);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.blame()).isEqualTo(Blame.PATH);
    }

    @Test
    void hostThatWasHeardOnlyBeforeTheSynMayBeGone() {
        wire.exchange();
        wire.client(0.01, FIN | ACK, 150, 570, 0)
                .server(0.011, FIN | ACK, 570, 151, 0)
                .client(0.012, ACK, 151, 571, 0);
        syns(9000, SYN, 1, 2, 4, 8);
        wire.until(20);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_CONNECT_NO_REPLY);
    }

    // -------------------------------------------------------------------------------------------- SYN-ACK lost

    @Test
    void clientThatRepeatsItsSynAlthoughItIsAnsweredDoesNotHearTheAnswers() {
        for (double time : new double[] {0, 1, 3, 7}) {
            wire.client(time, SYN, 99, 0, 0).server(time + 0.001, SYN | ACK, 499, 100, 0);
        }
        wire.until(20);

        Finding finding = wire.finding(FindingKind.TCP_CONNECT_SYNACK_LOST);
        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_CONNECT_SYNACK_LOST);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.blame()).isEqualTo(Blame.PATH);
    }

    @Test
    void clientThatIsGoneAfterItsSynIsNoLostSynAck() {
        wire.client(0, SYN, 99, 0, 0);
        for (double time : new double[] {0.001, 1, 3, 7}) {
            wire.server(time, SYN | ACK, 499, 100, 0);
        }
        wire.until(20);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_CONNECT_HANDSHAKE_INCOMPLETE);
    }

    // ------------------------------------------------------------------------------------------------ backlogs

    @Test
    void serverThatRepeatsItsSynAckToAClientThatSendsHasAFullAcceptQueue() {
        wire.open().client(0.01, ACK, 100, 500, 50);
        wire.server(1.001, SYN | ACK, 499, 100, 0).client(1.002, ACK, 150, 500, 0);
        wire.server(3.001, SYN | ACK, 499, 100, 0).client(3.002, ACK, 150, 500, 0);
        wire.server(3.5, ACK, 500, 150, 70).client(3.501, ACK, 150, 570, 0).until(20);

        Finding finding = wire.finding(FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW);
        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.blame()).isEqualTo(Blame.DST);
        assertThat(finding.facts()).containsKey("answeredAfter");
    }

    @Test
    void retransmissionsToAFullAcceptQueueArePartOfIt() {
        wire.open().client(0.01, ACK, 100, 500, 50).client(0.2, ACK, 100, 500, 50);
        wire.client(0.6, ACK, 100, 500, 50).server(1.001, SYN | ACK, 499, 100, 0);
        wire.client(1.002, ACK, 150, 500, 0).client(1.4, ACK, 100, 500, 50).client(3, ACK, 100, 500, 50);
        wire.server(3.001, SYN | ACK, 499, 100, 0)
                .client(6.2, ACK, 100, 500, 50)
                .until(30);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW);
    }

    @Test
    void synAckThatCrossesTheLastAckIsQuiet() {
        wire.open().server(0.01, SYN | ACK, 499, 100, 0).client(0.011, ACK, 100, 500, 50);
        wire.server(0.02, ACK, 500, 150, 0).until(30);

        assertThat(wire.troubles()).isEmpty();
    }

    @Test
    void listenerThatWaitsForTheFirstDataIsQuiet() {
        wire.open().server(1.001, SYN | ACK, 499, 100, 0).client(1.002, ACK, 100, 500, 0);
        wire.client(2, ACK, 100, 500, 50)
                .server(2.001, ACK, 500, 150, 70)
                .client(2.002, ACK, 150, 570, 0)
                .until(30);

        assertThat(wire.troubles()).isEmpty();
    }

    @Test
    void listenerThatTakesSomeConnectionsAndDropsOthersIsToldOnce() {
        wire.exchange();
        for (int i = 1; i <= 4; i++) {
            wire.from(40_000 + i);
            wire.client(0.1 * i, SYN, 99, 0, 0);
        }
        for (int i = 1; i <= 4; i++) {
            wire.from(40_000 + i);
            wire.client(1 + 0.1 * i, SYN, 99, 0, 0);
        }
        for (int i = 1; i <= 4; i++) {
            wire.from(40_000 + i);
            wire.client(3 + 0.1 * i, SYN, 99, 0, 0);
        }
        wire.until(20);

        Finding finding = wire.finding(FindingKind.TCP_BACKLOG_SYN_OVERFLOW);
        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BACKLOG_SYN_OVERFLOW);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.facts()).containsEntry("flows", 4L);
    }

    @Test
    void listenerThatDropsOneSynIsNoOverflow() {
        wire.exchange();
        wire.from(40_001).client(0.1, SYN, 99, 0, 0).client(1.1, SYN, 99, 0, 0);
        wire.server(1.101, SYN | ACK, 499, 100, 0)
                .client(1.102, ACK, 100, 500, 0)
                .until(20);

        assertThat(wire.scene().findings(FindingKind.TCP_BACKLOG_SYN_OVERFLOW)).isEmpty();
    }
}
