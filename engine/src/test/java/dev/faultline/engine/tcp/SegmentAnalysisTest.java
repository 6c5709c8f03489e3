package dev.faultline.engine.tcp;

import static dev.faultline.engine.tcp.Talk.ACK;
import static dev.faultline.engine.tcp.Talk.CLIENT_ISN;
import static dev.faultline.engine.tcp.Talk.FIN;
import static dev.faultline.engine.tcp.Talk.RST;
import static dev.faultline.engine.tcp.Talk.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Wireshark's rules, one test each. The ISN of the client is such that its numbers wrap around.
class SegmentAnalysisTest {
    private final Talk talk = new Talk();

    @Test
    void plainExchangeHasNoFlags() {
        talk.open()
                .client(ACK, 1, 1, 300)
                .later(1)
                .server(ACK, 1, 301, 500)
                .later(1)
                .client(ACK, 301, 501, 0);

        assertThat(talk.flags).isEmpty();
    }

    @Test
    void segmentBeyondTheExpectedOneLostSomething() {
        assertThat(talk.open().client(ACK, 101, 1, 100).lastFlags()).containsExactly("lost_segment");
    }

    @Test
    void resetBeyondTheExpectedNumberLostNothing() {
        assertThat(talk.open().client(RST | ACK, 101, 1, 0).lastFlags()).isEmpty();
    }

    @Test
    void ackOfWhatWasNotSeenAcksALostSegment() {
        talk.open().server(ACK, 1, 301, 0);

        assertThat(talk.lastFlags()).containsExactly("ack_lost_segment");
        assertThat(talk.later(1).server(ACK, 1, 301, 10).lastFlags()).isEmpty();
    }

    @Test
    void segmentSentAgainLongAfterIsARetransmission() {
        talk.open().client(ACK, 1, 1, 100).later(300).client(ACK, 1, 1, 100);

        assertThat(talk.lastFlags()).containsExactly("retransmission");
    }

    @Test
    void synSentAgainIsARetransmission() {
        talk.client(SYN, 0, 0, 0).later(1000).client(SYN, 0, 0, 0);

        assertThat(talk.lastFlags()).containsExactly("retransmission");
    }

    @Test
    void segmentThatWasAcknowledgedIsSpuriouslySentAgain() {
        talk.open().client(ACK, 1, 1, 100).server(ACK, 1, 101, 0).later(300).client(ACK, 1, 1, 100);

        assertThat(talk.lastFlags()).containsExactly("spurious_retransmission");
    }

    @Test
    void segmentSentAgainSoonAfterTwoDuplicateAcksIsFast() {
        talk.open().client(ACK, 1, 1, 100).client(ACK, 101, 1, 100).later(50);
        talk.server(ACK, 1, 1, 10).server(ACK, 11, 1, 0).server(ACK, 11, 1, 0).server(ACK, 11, 1, 0);

        assertThat(talk.lastFlags()).containsExactly("duplicate_ack");
        assertThat(talk.later(19).client(ACK, 1, 11, 100).lastFlags()).containsExactly("fast_retransmission");
    }

    @Test
    void segmentSentAgainTooLateAfterDuplicateAcksIsNotFast() {
        talk.open().client(ACK, 1, 1, 100).client(ACK, 101, 1, 100).later(50);
        talk.server(ACK, 1, 1, 10).server(ACK, 11, 1, 0).server(ACK, 11, 1, 0).server(ACK, 11, 1, 0);

        assertThat(talk.later(20).client(ACK, 1, 11, 100).lastFlags()).containsExactly("retransmission");
    }

    @Test
    void lateSegmentWithinARoundTripIsOutOfOrder() {
        talk.open().client(ACK, 101, 1, 100).later(1.9).client(ACK, 1, 1, 100);

        assertThat(talk.lastFlags()).containsExactly("out_of_order");
    }

    @Test
    void lateSegmentAfterARoundTripIsARetransmission() {
        talk.open().client(ACK, 101, 1, 100).later(2.1).client(ACK, 1, 1, 100);

        assertThat(talk.lastFlags()).containsExactly("retransmission");
    }

    @Test
    void timeRunningBackwardsIsNoShortTime() {
        talk.open().client(ACK, 101, 1, 100).later(-0.5).client(ACK, 1, 1, 100);

        assertThat(talk.lastFlags()).containsExactly("retransmission");
    }

    @Test
    void closedWindowIsAZeroWindow() {
        assertThat(talk.open().window(0).server(ACK, 1, 1, 0).lastFlags()).containsExactly("zero_window");
    }

    @Test
    void resetWithWindowZeroIsNoZeroWindow() {
        assertThat(talk.open().window(0).server(RST | ACK, 1, 1, 0).lastFlags()).isEmpty();
    }

    @Test
    void oneByteIntoAClosedWindowProbesIt() {
        talk.open().window(0).server(ACK, 1, 1, 0).window(1000).later(200).client(ACK, 1, 1, 1);

        assertThat(talk.lastFlags()).containsExactly("zero_window_probe");
    }

    @Test
    void answerToAProbeOfAClosedWindowIsItsAck() {
        talk.open()
                .window(0)
                .server(ACK, 1, 1, 0)
                .window(1000)
                .client(ACK, 1, 1, 1)
                .window(0)
                .server(ACK, 1, 1, 0);

        assertThat(talk.lastFlags()).containsExactly("zero_window", "zero_window_probe_ack");
    }

    @Test
    void segmentThatEndsWhereTheWindowEndsFillsIt() {
        talk.scale(0).window(100).open();

        assertThat(talk.client(ACK, 1, 1, 100).lastFlags()).containsExactly("window_full");
    }

    @Test
    void windowOfUnknownScaleIsNeverFull() {
        talk.window(100).client(ACK, 1, 1, 10).server(ACK, 1, 11, 0);

        assertThat(talk.client(ACK, 11, 1, 100).lastFlags()).isEmpty();
    }

    @Test
    void scaledWindowCountsAfterTheFirstAckOnly() {
        talk.scale(1).window(100).open();

        assertThat(talk.client(ACK, 1, 1, 100).lastFlags()).containsExactly("window_full");
        talk.server(ACK, 1, 101, 0);
        assertThat(talk.client(ACK, 101, 1, 200).lastFlags()).containsExactly("window_full");
    }

    @Test
    void otherWindowWithNothingElseIsAnUpdate() {
        talk.open().server(ACK, 1, 1, 0).window(2000);

        assertThat(talk.server(ACK, 1, 1, 0).lastFlags()).containsExactly("window_update");
    }

    @Test
    void segmentBeforeTheExpectedNumberKeepsAlive() {
        talk.open().client(ACK, 1, 1, 100).server(ACK, 1, 101, 0).later(60_000);

        assertThat(talk.client(ACK, 100, 1, 0).lastFlags()).containsExactly("keep_alive");
        assertThat(talk.server(ACK, 1, 101, 0).lastFlags()).containsExactly("keep_alive_ack");
    }

    @Test
    void lastByteSentAgainCountsAsKeepAlive() {
        talk.open().client(ACK, 1, 1, 1).later(300);

        assertThat(talk.client(ACK, 1, 1, 1).lastFlags()).containsExactly("keep_alive");
    }

    @Test
    void finSentAgainIsARetransmission() {
        talk.open().client(FIN | ACK, 1, 1, 0).later(300).client(FIN | ACK, 1, 1, 0);

        assertThat(talk.lastFlags()).containsExactly("retransmission");
    }

    @Test
    void synWithAnotherNumberBeginsAnotherStream() {
        talk.open().client(SYN, 7_000_000, 0, 0);

        assertThat(talk.lastFlags()).containsExactly("reused_ports");
        assertThat(talk.tracker.streams()).isEqualTo(2);
    }

    @Test
    void synAckWithAnotherNumberStaysInItsStream() {
        talk.open().server(SYN | ACK, 7_000_000, 1, 0);

        assertThat(talk.lastFlags()).contains("reused_ports");
        assertThat(talk.tracker.streams()).isEqualTo(1);
    }

    @Test
    void synAfterAStrayResetOfItsSenderRepairsTheNumbers() {
        talk.client(SYN, 0, 0, 0).client(RST, 5_000_000, 0, 0).later(1000).client(SYN, 0, 0, 0);

        assertThat(talk.lastFlags()).containsExactly("retransmission");
    }

    @Test
    void numberZeroCountsAsUnset() {
        talk.segment(true, SYN, -1, 0, 0).later(1);

        assertThat(talk.segment(true, ACK, 100, 1, 10).lastFlags()).isEmpty();
        assertThat(CLIENT_ISN).isNegative();
    }

    @Test
    void finOfAFullListForgetsItsOwnNumber() {
        talk.open();
        for (int i = 0; i < 10_000; i++) {
            talk.client(ACK, 1 + i, 1, 1);
        }
        talk.client(FIN | ACK, 10_001, 1, 0).later(1);

        assertThat(talk.client(ACK, 10_002, 1, 0).lastFlags()).containsExactly("lost_segment");
    }
}
