package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Wire.ACK;
import static dev.faultline.engine.detect.Wire.FIN;
import static dev.faultline.engine.detect.Wire.RST;
import static dev.faultline.engine.detect.Wire.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

/// How connections end, and how they do not.
class ClosingTest {
    private final Wire wire = new Wire().exchange();

    private ClosingTest clientClosed() {
        wire.client(1, FIN | ACK, 150, 570, 0).server(1.001, ACK, 570, 151, 0);
        return this;
    }

    // -------------------------------------------------------------------------------------------- close-wait

    @Test
    void endThatNeitherClosesNorSendsIsBlamedForCloseWait() {
        clientClosed();
        wire.until(12);

        Finding finding = wire.finding(FindingKind.TCP_CLOSE_WAIT);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.blame()).isEqualTo(Blame.DST);
        assertThat(finding.evidence()).extracting(Evidence::frame).containsExactly(7L, 8L);
    }

    @Test
    void clientThatKeepsWhatTheServerClosedIsBlamed() {
        wire.server(1, FIN | ACK, 570, 150, 0).client(1.001, ACK, 150, 571, 0).until(12);

        assertThat(wire.finding(FindingKind.TCP_CLOSE_WAIT).blame()).isEqualTo(Blame.SRC);
    }

    @Test
    void closeWaitIsAnErrorAfterAMinute() {
        clientClosed();
        wire.until(20).until(62);

        assertThat(wire.finding(FindingKind.TCP_CLOSE_WAIT).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void closeWaitIsOpenWhenTheCaptureEndsBeforeItsTimer() {
        clientClosed();
        wire.until(6);

        Finding finding = wire.finding(FindingKind.TCP_CLOSE_WAIT);
        assertThat(finding.state()).isEqualTo(FindingState.OPEN_AT_END);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void captureThatEndsRightAfterAFinIsSilent() {
        clientClosed();
        wire.until(1.5);

        assertThat(wire.findings()).isEmpty();
    }

    @Test
    void finRightAtTheBeginningOfACaptureMayBeTheSecond() {
        Wire late = new Wire().server(0, FIN | ACK, 570, 150, 0).client(0.001, ACK, 150, 571, 0);
        late.until(70);

        assertThat(late.findings()).noneMatch(f -> f.kind() == FindingKind.TCP_CLOSE_WAIT);
    }

    @Test
    void connectionFromBeforeTheCaptureIsHeldLikeAnyOther() {
        wire.client(0.5, ACK, 150, 570, 0)
                .from(50_001)
                .server(4, FIN | ACK, 570, 150, 0)
                .client(4.001, ACK, 150, 571, 0)
                .until(20);

        assertThat(wire.finding(FindingKind.TCP_CLOSE_WAIT).blame()).isEqualTo(Blame.SRC);
    }

    @Test
    void serverThatGoesOnSendingHalfClosedIsQuiet() {
        clientClosed();
        for (int i = 0; i < 10; i++) {
            int seq = 570 + 20 * i;
            wire.server(2 + 6 * i, ACK, seq, 151, 20).client(2.001 + 6 * i, ACK, 151, seq + 20, 0);
        }
        wire.server(60, FIN | ACK, 770, 151, 0).client(60.001, ACK, 151, 771, 0).until(100);

        assertThat(wire.findings()).isEmpty();
    }

    @Test
    void answerThatTakesLongAfterAHalfCloseIsNoAlarm() {
        clientClosed();
        wire.server(25, ACK, 570, 151, 20).client(25.001, ACK, 151, 590, 0);
        wire.server(25.1, FIN | ACK, 590, 151, 0)
                .client(25.101, ACK, 151, 591, 0)
                .until(100);

        assertThat(wire.troubles()).isEmpty();
        assertThat(wire.finding(FindingKind.TCP_CLOSE_WAIT).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void serverThatCannotSendAsItsPeerReadsNothingIsNotInCloseWait() {
        clientClosed();
        wire.scene().window(0);
        wire.client(1.002, ACK, 151, 570, 0).until(30);

        assertThat(wire.scene().findings(FindingKind.TCP_CLOSE_WAIT)).isEmpty();
    }

    @Test
    void resetOfTheSideThatLostPatienceIsPartOfCloseWait() {
        clientClosed();
        wire.until(30).client(61, RST | ACK, 151, 570, 0).until(62);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_CLOSE_WAIT);
        assertThat(wire.finding(FindingKind.TCP_CLOSE_WAIT).notes()).contains(TcpTexts.NOTE_PEER_GAVE_UP);
    }

    @Test
    void closeWaitInACaptureThatLacksPacketsIsDoubted() {
        wire.server(0.9, ACK, 670, 150, 70)
                .client(0.91, ACK, 150, 740, 0)
                .client(1, FIN | ACK, 150, 740, 0)
                .server(1.001, ACK, 740, 151, 0)
                .until(12);

        assertThat(wire.finding(FindingKind.TCP_CLOSE_WAIT).confidence()).isEqualTo(Confidence.LOW);
    }

    @Test
    void silenceOfAnInterfaceThatShowsNothingAtAllIsDoubted() {
        clientClosed();
        wire.scene().on(1);
        wire.until(12);

        assertThat(wire.finding(FindingKind.TCP_CLOSE_WAIT).confidence()).isEqualTo(Confidence.LOW);
    }

    // ------------------------------------------------------------------------------------------- fin_unacked

    @Test
    void finThatNothingAnswersIsUnacked() {
        wire.client(1, FIN | ACK, 150, 570, 0)
                .client(1.2, FIN | ACK, 150, 570, 0)
                .client(1.6, FIN | ACK, 150, 570, 0)
                .client(2.4, FIN | ACK, 150, 570, 0)
                .until(12);

        Finding finding = wire.finding(FindingKind.TCP_FIN_UNACKED);
        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_FIN_UNACKED);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.facts()).containsEntry("fins", 4L);
        assertThat(finding.evidence()).extracting(Evidence::frame).containsExactly(5L, 7L, 8L, 9L, 10L);
    }

    @Test
    void finSentOnceMayOnlyLackItsAckInTheCapture() {
        wire.client(1, FIN | ACK, 150, 570, 0).until(12);

        Finding finding = wire.finding(FindingKind.TCP_FIN_UNACKED);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
    }

    @Test
    void finThatIsAnsweredLateIsANotice() {
        wire.client(1, FIN | ACK, 150, 570, 0)
                .client(2, FIN | ACK, 150, 570, 0)
                .client(4, FIN | ACK, 150, 570, 0)
                .until(12)
                .server(13, FIN | ACK, 570, 151, 0)
                .client(13.001, ACK, 151, 571, 0);

        assertThat(wire.troubles()).isEmpty();
        assertThat(wire.finding(FindingKind.TCP_FIN_UNACKED).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void finThatIsLostOnceIsQuiet() {
        wire.client(1, FIN | ACK, 150, 570, 0)
                .client(1.2, FIN | ACK, 150, 570, 0)
                .server(1.201, FIN | ACK, 570, 151, 0)
                .client(1.202, ACK, 151, 571, 0)
                .until(30);

        assertThat(wire.findings())
                .filteredOn(f -> f.severity() != Severity.NOTICE)
                .isEmpty();
    }

    // ---------------------------------------------------------------------------------------------- last-ack

    @Test
    void secondFinThatIsSentAgainAndAgainLacksItsLastAck() {
        clientClosed();
        wire.server(2, FIN | ACK, 570, 151, 0)
                .server(2.2, FIN | ACK, 570, 151, 0)
                .server(2.6, FIN | ACK, 570, 151, 0)
                .server(3.4, FIN | ACK, 570, 151, 0)
                .until(20);

        Finding finding = wire.finding(FindingKind.TCP_LAST_ACK);
        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_LAST_ACK);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void lastAckThatTheCaptureEndsBeforeIsDoubtedOrOpen() {
        clientClosed();
        wire.server(2, FIN | ACK, 570, 151, 0).until(4);

        assertThat(wire.troubles()).isEmpty();
        assertThat(wire.finding(FindingKind.TCP_LAST_ACK).state()).isEqualTo(FindingState.OPEN_AT_END);
    }

    @Test
    void closingAtTheSameTimeIsQuiet() {
        wire.client(1, FIN | ACK, 150, 570, 0)
                .server(1.0005, FIN | ACK, 570, 150, 0)
                .client(1.001, ACK, 151, 571, 0)
                .server(1.0015, ACK, 571, 151, 0)
                .until(30);

        assertThat(wire.findings()).isEmpty();
    }

    @Test
    void closeInThreeSegmentsIsQuiet() {
        wire.client(1, FIN | ACK, 150, 570, 0)
                .server(1.001, FIN | ACK, 570, 151, 0)
                .client(1.002, ACK, 151, 571, 0)
                .until(30);

        assertThat(wire.findings()).isEmpty();
    }

    @Test
    void resetInsteadOfTheLastAckIsNoLastAck() {
        clientClosed();
        wire.server(2, FIN | ACK, 570, 151, 0).client(2.001, RST, 151, 0, 0).until(30);

        assertThat(wire.troubles()).isEmpty();
        assertThat(wire.scene().findings(FindingKind.TCP_LAST_ACK)).isEmpty();
    }

    @Test
    void closeSeenInOneDirectionIsQuiet() {
        Wire oneWay = new Wire()
                .client(0, SYN, 99, 0, 0)
                .client(0.002, ACK, 100, 500, 0)
                .client(0.003, ACK, 100, 500, 50)
                .client(1, FIN | ACK, 150, 570, 0)
                .client(1.1, ACK, 151, 571, 0)
                .until(100);

        assertThat(oneWay.troubles()).isEmpty();
    }

    @Test
    void closedConnectionWhosePortsAreUsedAgainIsQuiet() {
        clientClosed();
        wire.server(1.1, FIN | ACK, 570, 151, 0).client(1.101, ACK, 151, 571, 0);
        wire.client(5, SYN, 90_099, 0, 0)
                .server(5.001, SYN | ACK, 70_499, 90_100, 0)
                .client(5.002, ACK, 90_100, 70_500, 0)
                .until(100);

        assertThat(wire.troubles()).isEmpty();
    }
}
