package dev.faultline.engine.tcp;

import static dev.faultline.engine.tcp.Talk.ACK;
import static dev.faultline.engine.tcp.Talk.FIN;
import static dev.faultline.engine.tcp.Talk.RST;
import static dev.faultline.engine.tcp.Talk.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.tcp.TcpReset.Fit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TcpConnectionTest {
    private final Talk talk = new Talk();

    private TcpState client() {
        return talk.connection().state(talk.connection().clientEnd());
    }

    private TcpState server() {
        return talk.connection().state(talk.connection().serverEnd());
    }

    @Test
    void statesFollowTheHandshake() {
        talk.client(SYN, 0, 0, 0);
        assertThat(client()).isEqualTo(TcpState.SYN_SENT);
        talk.server(SYN | ACK, 0, 1, 0);
        assertThat(server()).isEqualTo(TcpState.SYN_RECEIVED);
        talk.client(ACK, 1, 1, 0);
        assertThat(client()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(server()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(talk.events).containsExactly("opened", "answered", "established");
    }

    @Test
    void statesFollowTheClose() {
        talk.open().client(FIN | ACK, 1, 1, 0);
        assertThat(client()).isEqualTo(TcpState.FIN_WAIT_1);
        talk.later(1).server(ACK, 1, 2, 0);
        assertThat(client()).isEqualTo(TcpState.FIN_WAIT_2);
        assertThat(server()).isEqualTo(TcpState.CLOSE_WAIT);
        talk.later(1).server(FIN | ACK, 1, 2, 0);
        assertThat(server()).isEqualTo(TcpState.LAST_ACK);
        talk.later(1).client(ACK, 2, 2, 0);
        assertThat(client()).isEqualTo(TcpState.TIME_WAIT);
        assertThat(server()).isEqualTo(TcpState.CLOSED);
    }

    @Test
    void roundTripTimeIsThatOfBothHalves() {
        talk.client(SYN, 0, 0, 0).later(3).server(SYN | ACK, 0, 1, 0).later(4).client(ACK, 1, 1, 0);

        assertThat(talk.connection().rtt()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(7));
    }

    @Test
    void sixteenBitPortDecidesWhoIsClientInTheMiddle() {
        talk.server(ACK, 1, 1, 10);

        assertThat(talk.connection().client().port()).isEqualTo(40000);
        assertThat(talk.connection().isClientKnown()).isFalse();
        assertThat(talk.connection().phase()).isEqualTo(Phase.MIDSTREAM);
    }

    @Test
    void copyOfAPacketIsNoRetransmission() {
        talk.open().client(ACK, 1, 1, 100).later(0.01).routed().client(ACK, 1, 1, 100);

        assertThat(talk.connection().clientEnd().retransmissions()).isZero();
        assertThat(talk.events).contains("duplicate 1");
    }

    @Test
    void packetAtAnotherVantagePointIsNoRetransmission() {
        talk.open().client(ACK, 1, 1, 100);
        TcpConnection first = talk.connection();
        talk.at(1).later(0.01).client(ACK, 1, 1, 100);

        assertThat(first.clientEnd().retransmissions()).isZero();
        assertThat(talk.connection()).isNotSameAs(first);
        assertThat(talk.connection().tcpStream()).isEqualTo(first.tcpStream());
    }

    @Test
    void segmentSentAgainIsARetransmissionUntilItIsAcknowledged() {
        talk.open()
                .client(ACK, 1, 1, 100)
                .later(200)
                .client(ACK, 1, 1, 100)
                .later(400)
                .client(ACK, 1, 1, 100);
        assertThat(talk.connection().clientEnd().repeats()).isEqualTo(2);
        talk.server(ACK, 1, 101, 0);

        assertThat(talk.connection().clientEnd().repeats()).isZero();
        assertThat(talk.connection().clientEnd().retransmissions()).isEqualTo(2);
    }

    @Test
    void segmentThatFillsAHoleIsNoRetransmission() {
        talk.open().client(ACK, 101, 1, 100).later(1).client(ACK, 1, 1, 100);

        assertThat(talk.connection().clientEnd().retransmissions()).isZero();
    }

    @Test
    void bytesAcknowledgedButNeverSeenWereMissed() {
        talk.open().client(ACK, 101, 1, 100).later(1).server(ACK, 1, 201, 0);

        assertThat(talk.events).contains("missed 100");
    }

    @Test
    void bytesAcknowledgedBeforeTheyWereCapturedWereNotMissed() {
        talk.open().server(ACK, 1, 101, 0).client(ACK, 1, 1, 100).client(ACK, 101, 1, 100);

        assertThat(talk.events).doesNotContain("missed 100");
    }

    @Test
    void keepAliveProbesCountUntilThePeerIsHeard() {
        talk.open().client(ACK, 1, 1, 10).server(ACK, 1, 11, 0).later(10_000);
        talk.client(ACK, 10, 1, 0).later(1000).client(ACK, 10, 1, 0);
        assertThat(talk.connection().clientEnd().keepAlives()).isEqualTo(2);

        assertThat(talk.server(ACK, 1, 11, 0).connection().clientEnd().keepAlives())
                .isZero();
    }

    @Test
    void probesOfAClosedWindowAreNoKeepAlives() {
        talk.open()
                .client(ACK, 1, 1, 10)
                .window(0)
                .server(ACK, 1, 11, 0)
                .window(1000)
                .later(1000);
        talk.client(ACK, 10, 1, 0);

        assertThat(talk.connection().clientEnd().keepAlives()).isZero();
        assertThat(talk.connection().serverEnd().isWindowZero()).isTrue();
    }

    @Test
    void resetThatAcknowledgesTheSynAnswersIt() {
        talk.client(SYN, 0, 0, 0).server(RST | ACK, 0, 1, 0);

        assertThat(talk.fits).containsExactly(Fit.ANSWERS_SYN);
        assertThat(talk.connection().phase()).isEqualTo(Phase.RESET);
    }

    @Test
    void resetThatAcknowledgesSomethingElseDoesNotAnswerTheSyn() {
        talk.client(SYN, 0, 0, 0).server(RST | ACK, 0, 77, 0);

        assertThat(talk.fits).containsExactly(Fit.OUTSIDE);
        assertThat(talk.connection().phase()).isEqualTo(Phase.SYN_SENT);
    }

    @Test
    void resetIsJudgedByTheWindowOfItsReceiver() {
        talk.scale(0).window(500).open();
        talk.server(RST | ACK, 502, 1, 0).server(RST | ACK, 5000, 1, 0).server(RST | ACK, 400, 1, 0);

        assertThat(talk.fits).containsExactly(Fit.IN_WINDOW, Fit.OUTSIDE, Fit.IN_WINDOW);
    }

    @Test
    void resetOutsideOfTheWindowEndsNothing() {
        talk.scale(0).window(500).open().server(RST | ACK, 100_000, 1, 0);

        assertThat(talk.connection().phase()).isEqualTo(Phase.OPEN);
    }

    @Test
    void senderOfAResetThatGoesOnIsTold() {
        talk.open().server(RST | ACK, 1, 1, 0).later(100).server(ACK, 1, 1, 50);

        assertThat(talk.events).contains("after reset");
    }

    @Test
    void synRefusedAndSentAgainIsWaitingAgain() {
        talk.client(SYN, 0, 0, 0).server(RST | ACK, 0, 1, 0).later(500).client(SYN, 0, 0, 0);
        assertThat(talk.connection().phase()).isEqualTo(Phase.SYN_SENT);

        talk.server(SYN | ACK, 900, 1, 0);
        assertThat(talk.connection().phase()).isEqualTo(Phase.SYN_RECEIVED);
    }
}
