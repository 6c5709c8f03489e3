package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Scene.ACK;
import static dev.faultline.engine.detect.Scene.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One connection seen at two places: eth0 is near the client, eth1 near the server.
class VantagePointsTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVICE = "10.96.0.1";
    private static final String POD = "10.0.1.2";

    private final Scene scene = new Scene();
    private int port = 40_000;
    private boolean there = true;
    private boolean back = true;
    private boolean translated;

    /// From now on, packets of the client, or those of the server, are lost between the two.
    private VantagePointsTest lost(boolean fromClient, boolean lost) {
        if (fromClient) {
            there = !lost;
        } else {
            back = !lost;
        }
        return this;
    }

    private VantagePointsTest client(double at, int flags, int seq, int ack, int bytes) {
        scene.at(at).on(0).tcp(CLIENT, port, translated ? SERVICE : POD, 80, flags, 1000 + seq, number(ack), bytes);
        if (there) {
            scene.at(at + 0.0001).on(1).tcp(CLIENT, port, POD, 80, flags, 1000 + seq, number(ack), bytes);
        }
        return this;
    }

    private VantagePointsTest server(double at, int flags, int seq, int ack, int bytes) {
        scene.at(at).on(1).tcp(POD, 80, CLIENT, port, flags, number(seq), 1000 + ack, bytes);
        if (back) {
            scene.at(at + 0.0001).on(0);
            scene.tcp(translated ? SERVICE : POD, 80, CLIENT, port, flags, number(seq), 1000 + ack, bytes);
        }
        return this;
    }

    private static int number(int relative) {
        return relative == 0 ? 0 : 5000 + relative;
    }

    private VantagePointsTest open(double at) {
        return client(at, SYN, 0, 0, 0).server(at + 0.001, SYN | ACK, 1, 1, 0).client(at + 0.002, ACK, 1, 2, 0);
    }

    private void exchange() {
        open(0).client(0.01, ACK, 1, 2, 100).server(0.011, ACK, 2, 101, 500).client(0.012, ACK, 101, 502, 0);
    }

    private List<Finding> troubles() {
        return scene.findings().stream()
                .filter(f -> f.severity().compareTo(Severity.WARNING) >= 0 && f.partOf() == null)
                .toList();
    }

    @Test
    void healthyExchangeSeenTwiceIsQuiet() {
        open(0).client(0.01, ACK, 1, 2, 100).server(0.011, ACK, 2, 101, 500).client(0.012, ACK, 101, 502, 0);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void translatedExchangeSeenTwiceIsQuiet() {
        translated = true;
        exchange();

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void repeatedSegmentIsLostWhereItsFirstCopyWasSeenLast() {
        open(0).lost(true, true).client(0.01, ACK, 1, 2, 100).client(0.21, ACK, 1, 2, 100);
        client(0.61, ACK, 1, 2, 100).lost(true, false).client(1.41, ACK, 1, 2, 100);
        server(1.42, ACK, 2, 101, 0);

        Finding finding = scene.finding(FindingKind.TCP_RETRANSMISSION);

        assertThat(finding.lostBetween()).containsExactly("eth0", "eth1");
        assertThat(finding.lostDirection()).isEqualTo("c2s");
    }

    @Test
    void answerThatIsLostOnItsWayBackIsLostFromServerToClient() {
        open(0).lost(false, true).server(0.01, ACK, 2, 1, 500).server(0.21, ACK, 2, 1, 500);
        server(0.61, ACK, 2, 1, 500).lost(false, false).server(1.41, ACK, 2, 1, 500);
        client(1.42, ACK, 1, 502, 0);

        Finding finding = scene.finding(FindingKind.TCP_RETRANSMISSION);

        assertThat(finding.lostBetween()).containsExactly("eth1", "eth0");
        assertThat(finding.lostDirection()).isEqualTo("s2c");
    }

    @Test
    void retransmissionThatPassesBothPlacesIsToldOnce() {
        open(0);
        for (int i = 0; i < 5; i++) {
            client(1 << i, ACK, 1, 2, 100);
        }

        assertThat(scene.findings(FindingKind.TCP_RETRANSMISSION))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.vantage()).containsExactly("eth0", "eth1");
                    assertThat(finding.lostBetween()).isEmpty();
                });
        assertThat(troubles()).hasSize(1);
    }

    @Test
    void refusalSeenTwiceIsToldOnceThoughAddressesAreTranslated() {
        translated = true;
        client(0, SYN, 0, 0, 0).server(0.001, Scene.RST | ACK, 0, 1, 0);
        scene.at(5).udp("10.9.9.1", 1, "10.9.9.2", 2);

        assertThat(scene.finding(FindingKind.TCP_CONNECT_REFUSED).vantage()).containsExactlyInAnyOrder("eth0", "eth1");
    }

    @Test
    void unansweredSynIsLostWhereOtherConnectionsGoOn() {
        open(0).client(0.01, ACK, 1, 2, 100).server(0.011, ACK, 2, 101, 10);
        port = 40_001;
        lost(true, true);
        for (double at : new double[] {1, 2, 4, 8, 16}) {
            client(at, SYN, 77_000, 0, 0);
        }
        scene.at(30).udp("10.9.9.1", 1, "10.9.9.2", 2);

        Finding finding = troubles().getFirst();

        assertThat(finding.kind().findingClass()).isEqualTo(FindingClass.CONNECTION);
        assertThat(finding.lostBetween()).containsExactly("eth0", "eth1");
        assertThat(finding.lostDirection()).isEqualTo("c2s");
    }

    @Test
    void bridgeThatShowsAnswersWithTheAddressOfTheServiceIsOneConnection() {
        scene.at(0).tcp(CLIENT, port, POD, 80, SYN, 1000, 0, 0);
        scene.at(0.001).tcp(SERVICE, 80, CLIENT, port, SYN | ACK, 5000, 1001, 0);
        scene.at(0.002).tcp(CLIENT, port, POD, 80, ACK, 1001, 5001, 0);
        scene.at(0.003).tcp(CLIENT, port, POD, 80, ACK, 1001, 5001, 100);
        scene.at(0.004).tcp(SERVICE, 80, CLIENT, port, ACK, 5001, 1101, 50);
        scene.at(0.005).tcp(CLIENT, port, POD, 80, ACK, 1101, 5051, 0);
        scene.at(30).udp("10.9.9.1", 1, "10.9.9.2", 2);

        assertThat(scene.findings()).isEmpty();
    }
}
