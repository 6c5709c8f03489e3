package dev.faultline.engine.tcp;

import static dev.faultline.engine.tcp.Talk.ACK;
import static dev.faultline.engine.tcp.Talk.FIN;
import static dev.faultline.engine.tcp.Talk.RST;
import static dev.faultline.engine.tcp.Talk.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.common.TestLimits;
import org.junit.jupiter.api.Test;

class TcpTrackerTest {
    private final Talk talk = new Talk();

    @Test
    void synWithoutAnswerTimesOutTwice() {
        talk.client(SYN, 0, 0, 0).clientPort(40001).later(3400).client(SYN, 0, 0, 0);
        assertThat(talk.events).doesNotContain("timeout 3500");
        talk.later(200).client(SYN, 0, 0, 0);
        assertThat(talk.events).contains("timeout 3500");
        talk.later(10_000).client(SYN, 0, 0, 0);

        assertThat(talk.events).contains("timeout 10000");
    }

    @Test
    void openConnectionHasNoTimer() {
        talk.open().clientPort(40001).later(60_000).client(ACK, 1, 1, 0);

        assertThat(talk.events).containsExactly("opened", "answered", "established", "opened");
    }

    @Test
    void timeThatRunsBackwardsExpiresNothing() {
        talk.client(SYN, 0, 0, 0)
                .later(-1000)
                .clientPort(40001)
                .open()
                .later(-200)
                .open();

        assertThat(talk.events).noneMatch(event -> event.startsWith("timeout"));
    }

    @Test
    void idlestConnectionIsForgottenWhenThereAreTooMany() {
        Talk few = new Talk(TestLimits.with(Limits.DEFAULT, "tcpFlows", 3));
        for (int port = 1; port <= 3; port++) {
            few.clientPort(50_000 + port).later(1).client(SYN, 0, 0, 0);
        }
        few.later(1).clientPort(50_001).client(SYN, 0, 0, 0);
        TcpConnection idlest =
                few.clientPort(50_004).later(1).client(SYN, 0, 0, 0).connection();

        assertThat(few.events).containsOnlyOnce("end EVICTED");
        assertThat(few.tracker.evicted()).isEqualTo(1);
        few.clientPort(50_001).later(1).client(SYN, 0, 0, 0);
        assertThat(few.connection()).isSameAs(idlest);
    }

    @Test
    void floodOfSynsStaysWithinTheLimit() {
        Talk flood = new Talk(TestLimits.with(Limits.DEFAULT, "tcpFlows", 100));
        for (int port = 1; port < 10_000; port++) {
            flood.clientPort(port).later(0.01).client(SYN, 0, 0, 0);
        }

        assertThat(flood.tracker.evicted()).isEqualTo(9_999 - 100);
        assertThat(flood.tracker.streams()).isEqualTo(9_999);
    }

    @Test
    void newConnectionOnTheSamePortsEndsTheOldOne() {
        talk.open().later(100).client(SYN, 1_000_000, 0, 0);

        assertThat(talk.events).contains("end REPLACED");
        assertThat(talk.connection().tcpStream()).isEqualTo(1);
    }

    @Test
    void completeConnectionIsToldInTheWordsOfWiresharkAndZeek() {
        talk.open()
                .client(ACK, 1, 1, 10)
                .server(ACK, 1, 11, 20)
                .client(ACK, 11, 21, 0)
                .client(FIN | ACK, 11, 21, 0);
        talk.server(FIN | ACK, 21, 12, 0).client(ACK, 12, 22, 0).tracker.end();

        assertThat(talk.streams).containsExactly("0 31 SF ShADdFf");
    }

    @Test
    void refusedConnectionIsToldInTheWordsOfWiresharkAndZeek() {
        talk.client(SYN, 0, 0, 0).server(RST | ACK, 0, 1, 0).tracker.end();

        assertThat(talk.streams).containsExactly("0 37 REJ Sr");
    }

    @Test
    void connectionResetByItsClientIsToldInTheWordsOfWiresharkAndZeek() {
        talk.open().client(RST | ACK, 1, 1, 0).tracker.end();

        assertThat(talk.streams).containsExactly("0 39 RSTO ShAR");
    }

    @Test
    void synWithoutAnswerIsToldInTheWordsOfWiresharkAndZeek() {
        talk.client(SYN, 0, 0, 0).later(1000).client(SYN, 0, 0, 0).tracker.end();

        assertThat(talk.streams).containsExactly("0 1 S0 S");
    }
}
