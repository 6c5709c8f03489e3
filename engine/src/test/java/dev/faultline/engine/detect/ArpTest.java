package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Wire.ACK;
import static dev.faultline.engine.detect.Wire.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;

class ArpTest {
    private static final String ROUTER = "10.0.1.1";
    private static final String HOST = "10.0.1.2";
    private static final String NOBODY = "0.0.0.0";
    private static final String ROUTER_LINK = "020000000001";
    private static final String FIRST = "020000000002";
    private static final String SECOND = "020000000003";

    private final Scene scene = new Scene();

    private ArpTest ask(double at, String target) {
        scene.at(at).arp(true, ROUTER_LINK, ROUTER, target);
        return this;
    }

    private ArpTest answer(double at, String link) {
        scene.at(at).arp(false, link, HOST, ROUTER);
        return this;
    }

    private Scene until(double seconds) {
        return scene.at(seconds).udp("10.9.9.1", 5000, "10.9.9.2", 5000);
    }

    @Test
    void neighborThatIsAskedForThreeTimesInVainIsTold() {
        ask(0, "10.0.1.9").answer(0.1, FIRST).ask(10, HOST).ask(11, HOST).ask(12, HOST);
        Finding finding = until(14).finding(FindingKind.ARP_NO_REPLY);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.dst()).hasToString(HOST);
        assertThat(finding.count()).isEqualTo(3);
    }

    @Test
    void neighborThatAnswersIsQuiet() {
        ask(0, HOST).answer(0.001, FIRST).ask(60, HOST).answer(60.001, FIRST);

        assertThat(until(70).findings()).isEmpty();
    }

    @Test
    void neighborThatSpeaksItselfIsThere() {
        ask(0, HOST).ask(1, HOST).ask(2, HOST);
        scene.at(2.5).arp(true, FIRST, HOST, ROUTER);

        assertThat(until(10).findings()).isEmpty();
    }

    @Test
    void sweepOverANetworkIsNoHeapOfWarnings() {
        for (int host = 1; host <= 40; host++) {
            for (int i = 0; i < 3; i++) {
                ask(host * 4 + i, "10.0.1." + (100 + host));
            }
        }

        assertThat(until(400).findings(FindingKind.ARP_NO_REPLY))
                .filteredOn(finding -> finding.severity() == Severity.WARNING)
                .hasSize(16);
    }

    @Test
    void addressThatTwoHostsClaimInTurnIsUsedTwice() {
        answer(0, FIRST).answer(1, SECOND).answer(2, FIRST);
        Finding finding = until(5).finding(FindingKind.ARP_DUP_IP);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void addressThatMovesOnceMayBeAFailover() {
        answer(0, FIRST).answer(1, SECOND).answer(30, SECOND);
        Finding finding = until(60).finding(FindingKind.ARP_DUP_IP);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void addressThatIsTriedAndAnsweredIsInUse() {
        scene.at(0).arp(true, SECOND, NOBODY, HOST);
        answer(0.001, FIRST);

        assertThat(until(5).finding(FindingKind.ARP_DUP_IP).facts()).containsEntry("variant", "new");
    }

    @Test
    void addressThatIsTriedAndFreeIsQuiet() {
        scene.at(0).arp(true, FIRST, NOBODY, HOST).at(1).arp(true, FIRST, NOBODY, HOST);
        scene.at(3).arp(true, FIRST, HOST, HOST);

        assertThat(until(5).findings()).isEmpty();
    }

    @Test
    void synToAHostThatNobodyAnswersForIsToADeadHost() {
        Wire wire = new Wire(scene, 40_000);
        answer(0, SECOND);
        ask(100, HOST).ask(101, HOST).ask(102, HOST);
        wire.client(100, SYN, 99, 0, 0);
        wire.client(101, SYN, 99, 0, 0)
                .client(103, SYN, 99, 0, 0)
                .client(107, SYN, 99, 0, 0)
                .until(120);

        Finding finding = wire.scene().finding(FindingKind.TCP_CONNECT_DEAD_HOST);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.blame()).isEqualTo(Blame.DST);
        assertThat(wire.finding(FindingKind.ARP_NO_REPLY).partOf()).isEqualTo(finding.id());
    }

    @Test
    void arpCutShortIsIgnored() {
        scene.at(0).ethernet(new byte[] {-1, -1, -1, -1, -1, -1, 2, 0, 0, 0, 0, 1, 8, 6, 0, 1, 8, 0});
        scene.at(1).tcp(Wire.CLIENT, 40_000, Wire.SERVER, 80, ACK, 1, 1, 0);

        assertThat(scene.findings(FindingKind.ARP_NO_REPLY)).isEmpty();
    }
}
