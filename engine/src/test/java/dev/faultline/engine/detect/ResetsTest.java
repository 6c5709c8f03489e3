package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Scene.ACK;
import static dev.faultline.engine.detect.Scene.RST;
import static dev.faultline.engine.detect.Scene.SYN;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_ABORT_ON_UNREAD;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_AFTER_CLOSE;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_IDLE_TIMEOUT;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_INJECTED_SUSPECT;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_KEEPALIVE_RACE;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_KEEPALIVE_TIMEOUT;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_MIDSTREAM;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_NO_SOCKET;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_OUT_OF_WINDOW;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_RETRANS_GIVEUP;
import static dev.faultline.engine.finding.FindingKind.TCP_RESET_TLS_HANDSHAKE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Each sort of reset. Numbers are those after the SYN of either side.
class ResetsTest {
    private static final int FIN = 1;
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.1.2";
    private static final int PORT = 40000;
    private static final int ISN = 1000;
    private static final int SERVER_ISN = 5000;

    private final Scene scene = new Scene();

    private ResetsTest client(double at, int flags, int seq, int ack, int length) {
        int number = (flags & ACK) == 0 ? 0 : SERVER_ISN + ack;
        scene.at(at).tcp(CLIENT, PORT, SERVER, 80, flags, ISN + seq, number, length);
        return this;
    }

    private ResetsTest server(double at, int flags, int seq, int ack, int length) {
        int number = (flags & ACK) == 0 ? 0 : ISN + ack;
        scene.at(at).tcp(SERVER, 80, CLIENT, PORT, flags, SERVER_ISN + seq, number, length);
        return this;
    }

    private ResetsTest open() {
        return client(0, SYN, 0, 0, 0).server(0.001, SYN | ACK, 0, 1, 0).client(0.002, ACK, 1, 1, 0);
    }

    /// A request of 100 bytes and its answer of 200.
    private ResetsTest exchange() {
        return open().client(0.003, ACK, 1, 1, 100)
                .server(0.004, ACK, 1, 101, 200)
                .client(0.005, ACK, 101, 201, 0);
    }

    /// The one reset, of that kind; nothing else went wrong but what is part of it.
    private Finding reset(FindingKind kind) {
        assertThat(scene.findings())
                .filteredOn(finding -> finding.partOf() == null)
                .extracting(Finding::kind)
                .containsExactly(kind);
        return scene.finding(kind);
    }

    @Test
    void resetAfterBothFinsIsInformation() {
        exchange().client(0.01, FIN | ACK, 101, 201, 0).server(0.011, FIN | ACK, 201, 102, 0);
        client(0.012, ACK, 102, 202, 0).client(0.013, RST, 102, 0, 0);

        assertThat(reset(TCP_RESET_AFTER_CLOSE).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void resetRightAfterItsSendersFinIsInformation() {
        exchange()
                .client(0.01, FIN | ACK, 101, 201, 0)
                .server(0.011, ACK, 201, 102, 50)
                .client(0.012, RST, 102, 0, 0);

        assertThat(reset(TCP_RESET_AFTER_CLOSE).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void requestLongAfterTheServersFinFindsNoSocket() {
        exchange().server(0.01, FIN | ACK, 201, 101, 0).client(0.011, ACK, 101, 202, 0);
        client(8, ACK, 101, 202, 100).server(8.001, RST, 202, 0, 0);
        Finding finding = reset(TCP_RESET_NO_SOCKET);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.blame()).isEqualTo(Blame.SRC);
        assertThat(finding.notes()).containsExactly(TcpTexts.NOTE_AFTER_FIN);
    }

    @Test
    void healthCheckIsInformation() {
        client(0, SYN, 0, 0, 0).server(0.001, SYN | ACK, 0, 1, 0).client(0.002, RST, 1, 0, 0);
        Finding finding = reset(TCP_RESET_AFTER_CLOSE);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.facts()).containsEntry("variant", TcpTexts.VARIANT_PROBE);
    }

    @Test
    void serverThatForgotTheConnectionHasNoSocket() {
        exchange().client(0.01, ACK, 101, 201, 100).server(0.011, RST, 201, 0, 0);
        Finding finding = reset(TCP_RESET_NO_SOCKET);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.blame()).isEqualTo(Blame.DST);
    }

    @Test
    void requestAfterALongSilenceMeetsAnIdleTimeout() {
        exchange().client(350, ACK, 101, 201, 100).server(350.001, RST, 201, 0, 0);
        Finding finding = reset(TCP_RESET_IDLE_TIMEOUT);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.facts()).containsEntry("timer", Duration.ofSeconds(350));
        assertThat(finding.notes()).contains(TcpTexts.NOTE_KNOWN_TIMER);
    }

    @Test
    void resetOutOfSilenceIsAnIdleTimeout() {
        exchange().server(5, RST | ACK, 201, 101, 0);
        Finding finding = reset(TCP_RESET_IDLE_TIMEOUT);

        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.confidenceWhy()).containsExactly(TcpTexts.REASON_SHORT_SILENCE);
    }

    @Test
    void requestThatCrossesTheServersFinIsARace() {
        exchange()
                .server(10, FIN | ACK, 201, 101, 0)
                .client(10.0005, ACK, 101, 201, 100)
                .server(10.001, RST, 201, 0, 0);

        assertThat(reset(TCP_RESET_KEEPALIVE_RACE).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void resetAfterUnansweredProbesIsAKeepAliveTimeout() {
        exchange().client(60, ACK, 100, 201, 0).client(61, ACK, 100, 201, 0).client(62, ACK, 100, 201, 0);
        client(63, RST | ACK, 101, 201, 0);
        Finding finding = reset(TCP_RESET_KEEPALIVE_TIMEOUT);

        assertThat(finding.facts()).containsEntry("probes", 3L);
        assertThat(finding.blame()).isEqualTo(Blame.UNKNOWN);
    }

    @Test
    void resetAfterManyRetransmissionsIsAGiveUp() {
        exchange();
        for (int i = 0; i < 5; i++) {
            client(1 << i, ACK, 101, 201, 100);
        }
        client(18, RST | ACK, 201, 201, 0);

        assertThat(scene.finding(TCP_RESET_RETRANS_GIVEUP).facts()).containsEntry("retransmissions", 4L);
    }

    @Test
    void resetBetweenClientHelloAndServerHelloIsOfTheTlsHandshake() {
        open();
        byte[] hello = scene.tcpPacket(CLIENT, PORT, SERVER, 80, ACK, ISN + 1, SERVER_ISN + 1, 100);
        hello[40] = 22;
        hello[41] = 3;
        hello[42] = 1;
        hello[45] = 1;
        scene.at(0.003).packet(hello);
        server(0.004, RST | ACK, 1, 101, 0);

        assertThat(reset(TCP_RESET_TLS_HANDSHAKE).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void serverThatResetsInsteadOfAnsweringLeftTheRequestUnread() {
        open().client(0.003, ACK, 1, 1, 100).server(0.004, RST | ACK, 1, 101, 0);

        assertThat(reset(TCP_RESET_ABORT_ON_UNREAD).confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void serverThatResetsWhileItAnswersIsAnError() {
        exchange().server(0.01, ACK, 201, 101, 500).server(0.011, RST | ACK, 701, 101, 0);

        assertThat(reset(TCP_RESET_MIDSTREAM).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void clientThatHasItsAnswerAndResetsIsANotice() {
        exchange().client(0.01, RST | ACK, 101, 201, 0);
        Finding finding = reset(TCP_RESET_MIDSTREAM);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.facts()).containsEntry("variant", TcpTexts.VARIANT_ABORTIVE);
    }

    @Test
    void resetOutsideOfTheWindowIsANotice() {
        exchange().server(0.01, RST | ACK, 100_000_000, 101, 0);

        assertThat(reset(TCP_RESET_OUT_OF_WINDOW).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void resetFromAnotherDistanceIsSuspect() {
        exchange().server(0.006, ACK, 201, 101, 500);
        scene.ttl(50);
        server(0.007, RST | ACK, 701, 101, 0);
        Finding finding = reset(TCP_RESET_INJECTED_SUSPECT);

        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.blame()).isEqualTo(Blame.PATH);
    }

    @Test
    void resetWhoseSenderGoesOnIsPartOfASuspicion() {
        exchange().server(0.006, ACK, 201, 101, 500).server(0.007, RST | ACK, 701, 101, 0);
        client(0.008, ACK, 101, 701, 0).server(0.2, ACK, 701, 101, 500);
        Finding suspect = scene.finding(TCP_RESET_INJECTED_SUSPECT);

        assertThat(scene.finding(TCP_RESET_MIDSTREAM).partOf()).isEqualTo(suspect.id());
    }

    @Test
    void furtherResetsAreCountedWithTheFirst() {
        exchange().client(0.01, ACK, 101, 201, 100).client(0.0101, ACK, 201, 201, 100);
        server(0.011, RST, 201, 0, 0).server(0.02, RST, 201, 0, 0);

        assertThat(reset(TCP_RESET_NO_SOCKET).count()).isEqualTo(2);
    }
}
