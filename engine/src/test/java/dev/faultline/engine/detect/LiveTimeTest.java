package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Scene.ACK;
import static dev.faultline.engine.detect.Scene.SYN;
import static dev.faultline.engine.finding.FindingKind.CAPTURE_GAP;
import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_NO_REPLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

/// What a live source says of time: that nothing came, or that it could not see.
class LiveTimeTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.1.2";

    private final Scene scene = new Scene();

    private Scene syn(double at) {
        return scene.at(at).tcp(CLIENT, 40000, SERVER, 80, SYN, 1000, 0, 0);
    }

    private Scene synAck(double at) {
        return scene.at(at).tcp(SERVER, 80, CLIENT, 40000, SYN | ACK, 5000, 1001, 0);
    }

    private Scene until(double seconds) {
        return scene.at(seconds).udp("10.9.9.1", 5000, "10.9.9.2", 5000);
    }

    @Test
    void timerRunsOutWhenTheSourceIsQuiet() {
        Finding finding = syn(0).at(11).quiet().finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.state()).isEqualTo(FindingState.FINAL);
        assertThat(finding.severity()).isGreaterThanOrEqualTo(Severity.WARNING);
    }

    @Test
    void findingOfAQuietSourceIsOfMediumConfidence() {
        syn(0);
        syn(1);
        syn(3);
        Finding finding = scene.at(14).quiet().finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.confidenceWhy()).contains("capture.quiet");
    }

    @Test
    void packetsConfirmWhatAQuietSourceSuggested() {
        syn(0);
        syn(1);
        syn(3);
        scene.at(14).quiet();
        syn(20);
        Finding finding = until(40).finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.confidenceWhy()).isEmpty();
    }

    @Test
    void quietThatLeapsForwardIsNotBelieved() {
        Finding finding = syn(0).at(90_000).quiet().finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.state()).isEqualTo(FindingState.OPEN_AT_END);
    }

    @Test
    void silenceThatSpansAGapIsNoError() {
        syn(0).at(1).blindUntil(30);
        Finding finding = until(60).finding(TCP_CONNECT_NO_REPLY);

        assertThat(finding.state()).isEqualTo(FindingState.OPEN_AT_END);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void answerBehindAGapIsNoHalfConnection() {
        syn(0).at(1).blindUntil(2);
        synAck(2.5);
        until(60);

        assertThat(scene.findings()).allMatch(finding -> finding.severity().compareTo(Severity.NOTICE) <= 0);
    }

    @Test
    void gapsAreToldAsOneFindingWithTheirSum() {
        syn(0).at(1).blindUntil(3);
        until(4).at(5).blindUntil(8);
        Finding gap = until(9).finding(CAPTURE_GAP);

        assertThat(gap.count()).isEqualTo(2);
        assertThat(gap.severity()).isEqualTo(Severity.NOTICE);
        assertThat(new Explainer().explain(gap).detail()).contains("2 times").contains("for 5 s in all");
    }
}
