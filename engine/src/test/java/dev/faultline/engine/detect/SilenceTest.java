package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Wire.ACK;
import static dev.faultline.engine.detect.Wire.FIN;
import static dev.faultline.engine.detect.Wire.RST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Connections that fall silent while something is outstanding, and silences that mean nothing.
class SilenceTest {
    private final Wire wire = new Wire().exchange();

    /// The client sends 40 bytes at 1 s, and again after that many seconds.
    private SilenceTest clientSends(double... again) {
        wire.client(1, ACK, 150, 570, 40);
        for (double later : again) {
            wire.client(1 + later, ACK, 150, 570, 40);
        }
        return this;
    }

    // ------------------------------------------------------------------------------------------------- stale

    @Test
    void silenceWithDataOutstandingIsStale() {
        clientSends(0.3);
        wire.until(12);

        Finding finding = wire.finding(FindingKind.TCP_STALE);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.facts()).containsEntry("bytes", 40L);
    }

    @Test
    void dataSentOnlyOnceIsALowDoubtfulStale() {
        clientSends();
        wire.until(12);

        assertThat(wire.finding(FindingKind.TCP_STALE).confidence()).isEqualTo(Confidence.LOW);
    }

    @Test
    void captureInWhichManyConnectionsEndWithoutAcknowledgmentLacksThem() {
        clientSends();
        for (int port = 40_001; port <= 40_006; port++) {
            new Wire(wire.scene(), port).exchange().client(1, ACK, 150, 570, 40);
        }
        wire.until(30);

        assertThat(wire.scene().findings(FindingKind.TCP_STALE))
                .hasSize(7)
                .allMatch(finding -> finding.severity() == Severity.NOTICE);
    }

    @Test
    void networkThatLosesWhatIsSentAgainIsNoCaptureWithoutAcknowledgments() {
        for (int port = 40_001; port <= 40_006; port++) {
            Wire other = new Wire(wire.scene(), port).exchange();
            other.client(1, ACK, 150, 570, 40).client(1.3, ACK, 150, 570, 40);
        }
        wire.until(30);

        assertThat(wire.scene().findings(FindingKind.TCP_STALE))
                .hasSize(6)
                .allMatch(finding -> finding.severity() == Severity.WARNING);
    }

    @Test
    void silenceShorterThanTheStaleTimeoutIsQuiet() {
        clientSends();
        wire.server(9, ACK, 570, 190, 0).until(100);

        assertThat(wire.findings()).isEmpty();
    }

    @Test
    void staleTimeoutTakesEffect() {
        wire.scene().staleTimeout(Duration.ofSeconds(3));
        clientSends(0.3);
        wire.until(5);

        assertThat(wire.finding(FindingKind.TCP_STALE).state()).isEqualTo(FindingState.FINAL);
    }

    @Test
    void longerStaleTimeoutTakesEffect() {
        wire.scene().staleTimeout(Duration.ofSeconds(60));
        clientSends(0.3);
        wire.until(30).server(31, ACK, 570, 190, 0).until(100);

        assertThat(wire.scene().findings(FindingKind.TCP_STALE)).isEmpty();
    }

    @Test
    void staleConnectionThatGoesOnSaysSo() {
        clientSends(0.3);
        wire.until(12).server(20, ACK, 570, 190, 0);

        assertThat(wire.finding(FindingKind.TCP_STALE).facts()).containsKey("resumedAfter");
    }

    @Test
    void silenceAtTheEndOfTheCaptureIsOpen() {
        clientSends();
        wire.until(4);

        assertThat(wire.finding(FindingKind.TCP_STALE).state()).isEqualTo(FindingState.OPEN_AT_END);
        assertThat(wire.troubles()).isEmpty();
    }

    @Test
    void dataBeyondTheWindowIsNotOutstanding() {
        wire.client(1, ACK, 500_000, 570, 40).until(30);

        assertThat(wire.scene().findings(FindingKind.TCP_STALE)).isEmpty();
    }

    @Test
    void senderWhosePeerReadsNothingIsNotStale() {
        wire.scene().window(0);
        wire.server(0.9, ACK, 570, 150, 0);
        wire.scene().window(512);
        clientSends();
        wire.until(30);

        assertThat(wire.scene().findings(FindingKind.TCP_STALE)).isEmpty();
    }

    @Test
    void connectionThatWasResetIsNotStale() {
        clientSends();
        wire.server(2, RST | ACK, 570, 190, 0).until(30);

        assertThat(wire.scene().findings(FindingKind.TCP_STALE)).isEmpty();
    }

    // --------------------------------------------------------------------------------------------- blackhole

    @Test
    void backedOffRetransmissionsIntoSilenceAreABlackHole() {
        clientSends(0.2, 0.6, 1.4, 3);
        wire.until(30);

        Finding finding = wire.finding(FindingKind.TCP_BLACKHOLE);
        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BLACKHOLE);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("resends", 4L);
        assertThat(finding.evidence()).hasSize(5);
    }

    @Test
    void blackHoleOnAConnectionWithoutItsBeginningIsFound() {
        Wire midstream = new Wire()
                .server(0.5, ACK, 500, 150, 70)
                .client(0.6, ACK, 150, 570, 0)
                .client(1, ACK, 150, 570, 40)
                .client(1.2, ACK, 150, 570, 40)
                .client(1.6, ACK, 150, 570, 40)
                .client(2.4, ACK, 150, 570, 40);

        assertThat(midstream.troubles()).containsExactly(FindingKind.TCP_BLACKHOLE);
    }

    @Test
    void peerThatTalksButDoesNotAcknowledgeIsABackoff() {
        clientSends(0.2);
        wire.server(1.3, ACK, 570, 150, 10);
        wire.client(1.6, ACK, 150, 580, 40);
        wire.client(2.4, ACK, 150, 580, 40).client(4, ACK, 150, 580, 40);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_RTO_BACKOFF);
    }

    @Test
    void blackHoleThatEndsSoonIsANotice() {
        clientSends(0.2, 0.6, 1.4);
        wire.server(2.5, ACK, 570, 190, 0).until(30);

        assertThat(wire.troubles()).isEmpty();
        assertThat(wire.finding(FindingKind.TCP_BLACKHOLE).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void blackHoleThatEndsLateIsAWarning() {
        clientSends(0.2, 0.6, 1.4, 3, 6.2);
        wire.server(8, ACK, 570, 190, 0).until(30);

        assertThat(wire.finding(FindingKind.TCP_BLACKHOLE).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void retransmissionsThatDoNotBackOffAreNoBlackHole() {
        clientSends(0.2, 0.21, 0.22, 0.23, 1.4);
        wire.server(1.5, ACK, 570, 190, 0).until(30);

        assertThat(wire.scene().findings(FindingKind.TCP_BLACKHOLE)).isEmpty();
    }

    @Test
    void staleConnectionBecomesPartOfItsBlackHole() {
        clientSends(0.4);
        wire.until(13)
                .client(14, ACK, 150, 570, 40)
                .client(40, ACK, 150, 570, 40)
                .until(60);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BLACKHOLE);
    }

    @Test
    void resetOfASenderThatGivesUpIsPartOfTheBlackHole() {
        clientSends(0.2, 0.6, 1.4, 3);
        wire.client(6.2, RST | ACK, 190, 570, 0).until(30);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BLACKHOLE);
        assertThat(wire.finding(FindingKind.TCP_RESET_RETRANS_GIVEUP).partOf()).isNotNull();
    }

    @Test
    void icmpErrorAboutABlackHoleNamesWhoCannotDeliver() {
        clientSends(0.2, 0.6, 1.4);
        byte[] quoted = wire.scene().tcpPacket(Wire.CLIENT, 40_000, Wire.SERVER, 80, ACK, 150, 570, 40);
        wire.scene().at(4).error("10.0.0.254", Wire.CLIENT, 3, 1, quoted);

        Finding finding = wire.finding(FindingKind.TCP_BLACKHOLE);
        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BLACKHOLE);
        assertThat(finding.blame()).isEqualTo(Blame.REPORTER);
        assertThat(finding.reporter()).hasToString("10.0.0.254");
    }

    @Test
    void icmpErrorThatCameBeforeTheBlackHoleWasCertainIsPartOfIt() {
        clientSends(0.2, 0.6);
        byte[] quoted = wire.scene().tcpPacket(Wire.CLIENT, 40_000, Wire.SERVER, 80, ACK, 150, 570, 40);
        wire.scene().at(2).error("10.0.0.254", Wire.CLIENT, 3, 1, quoted);
        wire.client(2.4, ACK, 150, 570, 40);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BLACKHOLE);
        assertThat(wire.finding(FindingKind.TCP_BLACKHOLE).blame()).isEqualTo(Blame.REPORTER);
    }

    @Test
    void finOfAProgramThatGaveUpIsNotToldBesidesItsBlackHole() {
        clientSends(0.2, 0.6, 1.4, 3);
        wire.client(5, FIN | ACK, 190, 570, 0).until(60);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BLACKHOLE);
    }

    // ---------------------------------------------------------------------------------------------- keep-alive

    @Test
    void keepAliveProbesWithoutAnswerAreToldOnce() {
        wire.client(60, ACK, 149, 570, 0)
                .client(75, ACK, 149, 570, 0)
                .client(90, ACK, 149, 570, 0)
                .until(105);

        Finding finding = wire.finding(FindingKind.TCP_KEEPALIVE_UNANSWERED);
        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_KEEPALIVE_UNANSWERED);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.facts()).containsEntry("probes", 3L);
    }

    @Test
    void proberThatGivesUpMakesItAnError() {
        wire.client(60, ACK, 149, 570, 0)
                .client(75, ACK, 149, 570, 0)
                .client(90, ACK, 149, 570, 0)
                .until(102);
        wire.client(105, RST | ACK, 150, 570, 0).until(110);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_KEEPALIVE_UNANSWERED);
        assertThat(wire.finding(FindingKind.TCP_KEEPALIVE_UNANSWERED).severity())
                .isEqualTo(Severity.ERROR);
        assertThat(wire.finding(FindingKind.TCP_RESET_KEEPALIVE_TIMEOUT).partOf())
                .isNotNull();
    }

    @Test
    void probesAnsweredAtLastAreANotice() {
        wire.client(60, ACK, 149, 570, 0).client(75, ACK, 149, 570, 0).until(87).server(88, ACK, 570, 150, 0);

        assertThat(wire.troubles()).isEmpty();
    }

    @Test
    void oneProbeWithoutAnswerIsQuiet() {
        wire.client(60, ACK, 149, 570, 0)
                .until(80)
                .client(90, ACK, 150, 570, 10)
                .server(90.01, ACK, 570, 160, 0);

        assertThat(wire.troubles()).isEmpty();
    }

    @Test
    void copyOfASilentConnectionAtAnotherVantagePointIsToldThereToo() {
        clientSends(0.2, 0.6, 1.4);
        wire.scene().on(1);
        wire.exchange();
        clientSends();
        wire.server(1.1, ACK, 570, 190, 0).until(30);

        assertThat(wire.troubles()).containsExactly(FindingKind.TCP_BLACKHOLE);
    }
}
