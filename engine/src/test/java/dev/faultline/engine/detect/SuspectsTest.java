package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Wire.ACK;
import static dev.faultline.engine.detect.Wire.FIN;
import static dev.faultline.engine.detect.Wire.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What no packet proves, and several flows together suggest: SYN cookies, translated ports that run out, a
/// full connection table, routes that differ. And what only looks like that.
class SuspectsTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.1.2";
    private static final String OTHER = "10.0.1.3";
    private static final String GATEWAY = "10.0.9.9";
    private static final int PORT = 80;

    private static final String SCALE_AND_SACK = "020405b4" + "01010402" + "01030307";
    private static final String WITH_TIMESTAMPS = "020405b4" + "0101080a" + "0000000100000001";
    private static final String NONE = "020405b4";

    private final Scene scene = new Scene();

    private List<FindingKind> troubles() {
        return scene.findings().stream()
                .filter(f -> f.partOf() == null && f.severity().compareTo(Severity.WARNING) >= 0)
                .map(Finding::kind)
                .toList();
    }

    private SuspectsTest until(double seconds) {
        scene.at(seconds).udp("10.9.9.1", 1, "10.9.9.2", 2);
        return this;
    }

    // ----------------------------------------------------------------------------------------- SYN cookies

    private void options(String src, int srcPort, String dst, int dstPort, int flags, int ack, String options) {
        byte[] bytes = HexFormat.of().parseHex(options);
        ByteBuffer tcp = ByteBuffer.allocate(20 + bytes.length);
        tcp.putShort((short) srcPort)
                .putShort((short) dstPort)
                .putInt(99)
                .putInt(ack)
                .put((byte) (5 + bytes.length / 4 << 4))
                .put((byte) flags)
                .putShort((short) 512)
                .putInt(0)
                .put(bytes);
        scene.packet(scene.ip(src, dst, 6, tcp.array()));
    }

    private void handshake(double at, int port, String asked, String granted) {
        scene.at(at);
        options(CLIENT, port, SERVER, PORT, SYN, 0, asked);
        scene.at(at + 0.001);
        options(SERVER, PORT, CLIENT, port, SYN | ACK, 100, granted);
        scene.at(at + 0.002).tcp(CLIENT, port, SERVER, PORT, ACK, 100, 100, 0);
    }

    @Test
    void listenerThatStopsGrantingOptionsMaySendCookies() {
        handshake(0, 1001, SCALE_AND_SACK, SCALE_AND_SACK);
        handshake(1, 1002, SCALE_AND_SACK, NONE);
        handshake(2, 1003, SCALE_AND_SACK, NONE);

        Finding finding = scene.finding(FindingKind.TCP_SYNCOOKIE_SUSPECT);
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.count()).isEqualTo(2);
        assertThat(finding.facts()).containsEntry("flows", 2L);
    }

    @Test
    void listenerThatNeverGrantedOptionsIsQuiet() {
        handshake(0, 1001, SCALE_AND_SACK, NONE);
        handshake(1, 1002, SCALE_AND_SACK, NONE);

        assertThat(scene.findings(FindingKind.TCP_SYNCOOKIE_SUSPECT)).isEmpty();
    }

    @Test
    void clientThatDoesNotAskForOptionsGetsNone() {
        handshake(0, 1001, SCALE_AND_SACK, SCALE_AND_SACK);
        handshake(1, 1002, NONE, NONE);

        assertThat(scene.findings(FindingKind.TCP_SYNCOOKIE_SUSPECT)).isEmpty();
    }

    @Test
    void anotherHostBehindTheAddressMayGrantLess() {
        handshake(0, 1001, SCALE_AND_SACK, SCALE_AND_SACK);
        scene.ttl(60);
        handshake(1, 1002, SCALE_AND_SACK, NONE);

        assertThat(scene.findings(FindingKind.TCP_SYNCOOKIE_SUSPECT)).isEmpty();
    }

    @Test
    void cookieWithTimestampsHasRoomForTheOptions() {
        handshake(0, 1001, SCALE_AND_SACK, SCALE_AND_SACK);
        handshake(1, 1002, SCALE_AND_SACK, WITH_TIMESTAMPS);

        assertThat(scene.findings(FindingKind.TCP_SYNCOOKIE_SUSPECT)).isEmpty();
    }

    // ------------------------------------------------------------------------------------ asymmetric routes

    private void requestsOnly(int connections) {
        for (int i = 0; i < connections; i++) {
            scene.at(i).tcp(CLIENT, 1000 + i, SERVER, PORT, SYN, 99, 0, 0);
            scene.at(i + 0.001).tcp(CLIENT, 1000 + i, SERVER, PORT, ACK, 100, 500, 0);
            scene.at(i + 0.002).tcp(CLIENT, 1000 + i, SERVER, PORT, ACK, 100, 500, 50);
            scene.at(i + 0.004).tcp(CLIENT, 1000 + i, SERVER, PORT, ACK, 150, 570, 0);
        }
    }

    @Test
    void tenConnectionsOfWhichOneDirectionIsSeenShowAnotherWay() {
        requestsOnly(12);

        Finding finding = scene.finding(FindingKind.NAT_ASYMMETRIC);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.facts()).containsEntry("flows", 12L);
        assertThat(troubles()).isEmpty();
    }

    @Test
    void fewConnectionsOfWhichOneDirectionIsSeenSayNothing() {
        requestsOnly(9);

        assertThat(scene.findings(FindingKind.NAT_ASYMMETRIC)).isEmpty();
    }

    @Test
    void pairOfWhichBothDirectionsWereSeenOnceHasOneWay() {
        scene.at(0).tcp(CLIENT, 999, SERVER, PORT, SYN, 99, 0, 0);
        requestsOnly(2);
        scene.at(2.5).tcp(SERVER, PORT, CLIENT, 1001, ACK, 570, 150, 10);
        requestsOnly(12);

        assertThat(scene.findings(FindingKind.NAT_ASYMMETRIC)).isEmpty();
    }

    @Test
    void unansweredSynsAreNoAnswersOnAnotherWay() {
        for (int i = 0; i < 12; i++) {
            scene.at(i).tcp(CLIENT, 1000 + i, SERVER, PORT, SYN, 99, 0, 0);
        }

        assertThat(scene.findings(FindingKind.NAT_ASYMMETRIC)).isEmpty();
    }

    @Test
    void queryBetweenHostsWithAnswersOnAnotherWayIsDoubted() {
        requestsOnly(12);
        query(13, CLIENT, 5000, SERVER);
        until(30);

        assertThat(scene.finding(FindingKind.DNS_TIMEOUT).confidence()).isEqualTo(Confidence.LOW);
    }

    // --------------------------------------------------------------------------------- translated ports run out

    private void connection(double at, String client, int port, int isn) {
        scene.at(at).tcp(client, port, SERVER, PORT, SYN, isn, 0, 0);
        scene.at(at + 0.001).tcp(SERVER, PORT, client, port, SYN | ACK, 499, isn + 1, 0);
        scene.at(at + 0.002).tcp(client, port, SERVER, PORT, ACK, isn + 1, 500, 0);
        scene.at(at + 0.003).tcp(client, port, SERVER, PORT, FIN | ACK, isn + 1, 500, 0);
        scene.at(at + 0.004).tcp(SERVER, PORT, client, port, FIN | ACK, 500, isn + 2, 0);
        scene.at(at + 0.005).tcp(client, port, SERVER, PORT, ACK, isn + 2, 501, 0);
    }

    /// Two ports in turn.
    private void reuse(double at, String client, int times) {
        for (int i = 0; i < times + 2; i++) {
            connection(at + 0.1 * i, client, 50_000 + i % 2, 1000 + 1000 * i);
        }
    }

    private void unanswered(double at, String client, int connections) {
        for (double time : new double[] {0, 1, 2, 4}) {
            for (int i = 0; i < connections; i++) {
                scene.at(at + time + 0.01 * i).tcp(client, 51_000 + i, SERVER, PORT, SYN, 99, 0, 0);
            }
        }
    }

    @Test
    void addressThatUsesItsPortsAgainAndGetsNoAnswersMayHaveNoneLeft() {
        reuse(0, GATEWAY, 8);
        unanswered(2, GATEWAY, 6);
        until(20);

        Finding finding = scene.finding(FindingKind.NAT_PORT_EXHAUSTION_SUSPECT);
        assertThat(troubles()).containsExactly(FindingKind.NAT_PORT_EXHAUSTION_SUSPECT);
        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.facts()).containsEntry("flows", 6L).containsEntry("reused", 8L);
    }

    @Test
    void clientsBeforeTheTranslationAreOfItsAddress() {
        scene.on(1);
        reuse(0, GATEWAY, 8);
        scene.on(0);
        unanswered(2, CLIENT, 6);
        until(20);

        assertThat(troubles()).containsExactly(FindingKind.NAT_PORT_EXHAUSTION_SUSPECT);
    }

    @Test
    void unansweredSynsOfAnotherClientHaveNothingToDoWithItsPorts() {
        reuse(0, GATEWAY, 8);
        unanswered(2, CLIENT, 6);
        until(20);

        assertThat(scene.findings(FindingKind.NAT_PORT_EXHAUSTION_SUSPECT)).isEmpty();
    }

    @Test
    void clientThatIsSeenAtBothPlacesIsNoTranslatedAddress() {
        for (int vantage = 0; vantage < 2; vantage++) {
            scene.on(vantage);
            reuse(3 * vantage, GATEWAY, 8);
        }
        scene.on(0);
        unanswered(6, CLIENT, 6);
        until(20);

        assertThat(scene.findings(FindingKind.NAT_PORT_EXHAUSTION_SUSPECT)).isEmpty();
    }

    @Test
    void portsThatAreUsedAgainWithSuccessAreEnough() {
        reuse(0, GATEWAY, 8);
        unanswered(2, GATEWAY, 2);
        until(20);

        assertThat(scene.findings(FindingKind.NAT_PORT_EXHAUSTION_SUSPECT)).isEmpty();
    }

    @Test
    void portsThatAreSeldomUsedAgainAreEnough() {
        for (int i = 0; i < 40; i++) {
            connection(0.05 * i, GATEWAY, 40_000 + i, 1000 + 1000 * i);
        }
        reuse(2, GATEWAY, 6);
        for (int i = 0; i < 40; i++) {
            connection(4 + 0.05 * i, GATEWAY, 41_000 + i, 1000 + 1000 * i);
        }
        unanswered(7, GATEWAY, 6);
        until(20);

        assertThat(scene.findings(FindingKind.NAT_PORT_EXHAUSTION_SUSPECT)).isEmpty();
    }

    // ------------------------------------------------------------------------------- connection table is full

    private void query(double at, String client, int port, String server) {
        byte[] name = "\3api\4shop\3svc\7cluster\5local\0".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer udp = ByteBuffer.allocate(8 + 12 + name.length + 4);
        udp.putShort((short) port).putShort((short) 53).putShort((short) udp.capacity());
        udp.putShort((short) 0).putShort((short) port).putShort((short) 0x100);
        udp.putShort((short) 1).putShort((short) 0).putInt(0).put(name).putShort((short) 1);
        udp.putShort((short) 1);
        scene.at(at).packet(scene.ip(client, server, 17, udp.array()));
    }

    private static String pod(int number) {
        return "10.0.0." + (10 + number);
    }

    private void opens(double at, int pods) {
        for (int i = 0; i < pods; i++) {
            scene.at(at).tcp(pod(i), 30_000, SERVER, PORT, SYN, 99, 0, 0);
            scene.at(at + 0.001).tcp(SERVER, PORT, pod(i), 30_000, SYN | ACK, 499, 100, 0);
            scene.at(at + 0.002).tcp(pod(i), 30_000, SERVER, PORT, ACK, 100, 500, 0);
        }
    }

    /// What is open goes on: request and answer.
    private void goesOn(double at, int pods, int round) {
        int seq = 100 + 50 * round;
        int ack = 500 + 70 * round;
        for (int i = 0; i < pods; i++) {
            scene.at(at).tcp(pod(i), 30_000, SERVER, PORT, ACK, seq, ack, 50);
            scene.at(at + 0.001).tcp(SERVER, PORT, pod(i), 30_000, ACK, ack, seq + 50, 70);
            scene.at(at + 0.002).tcp(pod(i), 30_000, SERVER, PORT, ACK, seq + 50, ack + 70, 0);
        }
    }

    private void newOnesFail(double at, int pods, boolean queries) {
        for (int i = 0; queries && i < pods; i++) {
            query(at, pod(i), 6000 + i, SERVER);
        }
        for (double time : new double[] {0.1, 1.1, 2.1, 4.1}) {
            for (int i = 0; i < pods; i++) {
                scene.at(at + time).tcp(pod(i), 31_000, SERVER, PORT, SYN, 99, 0, 0);
                scene.at(at + time + 0.01).tcp(pod(i), 31_001, OTHER, PORT, SYN, 99, 0, 0);
            }
        }
    }

    @Test
    void nodeThatLetsNothingNewThroughMayHaveAFullTable() {
        opens(0, 3);
        goesOn(0.5, 3, 0);
        newOnesFail(1, 3, true);
        goesOn(8, 3, 1);
        until(9);

        Finding finding = scene.finding(FindingKind.CONNTRACK_FULL_SUSPECT);
        assertThat(troubles()).containsExactly(FindingKind.CONNTRACK_FULL_SUSPECT);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.facts())
                .containsEntry("syns", 6L)
                .containsEntry("queries", 3L)
                .containsEntry("clients", 3L)
                .containsEntry("open", 3L);
    }

    @Test
    void manyPodsOfWhichNoneGetsThroughMakeItLikelier() {
        opens(0, 6);
        goesOn(0.5, 6, 0);
        newOnesFail(1, 6, true);
        goesOn(8, 6, 1);
        until(9);

        assertThat(scene.finding(FindingKind.CONNTRACK_FULL_SUSPECT).confidence())
                .isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void networkThatIsDownStopsWhatIsOpenToo() {
        opens(0, 3);
        goesOn(0.5, 3, 0);
        newOnesFail(1, 3, true);
        until(20);

        assertThat(scene.findings(FindingKind.CONNTRACK_FULL_SUSPECT)).isEmpty();
    }

    @Test
    void synsAloneMayBeForbiddenByAPolicy() {
        opens(0, 3);
        goesOn(0.5, 3, 0);
        newOnesFail(1, 3, false);
        goesOn(8, 3, 1);
        until(9);

        assertThat(scene.findings(FindingKind.CONNTRACK_FULL_SUSPECT)).isEmpty();
    }

    @Test
    void onePodWhosePacketsAreDroppedIsNoFullTable() {
        opens(0, 3);
        goesOn(0.5, 3, 0);
        newOnesFail(1, 1, true);
        goesOn(8, 3, 1);
        until(9);

        assertThat(scene.findings(FindingKind.CONNTRACK_FULL_SUSPECT)).isEmpty();
    }

    @Test
    void newConnectionsThatSucceedMeanwhileShowThatThereIsRoom() {
        opens(0, 3);
        goesOn(0.5, 3, 0);
        newOnesFail(1, 3, true);
        for (int i = 0; i < 4; i++) {
            connection(6 + 0.1 * i, pod(i), 32_000, 99);
        }
        goesOn(8, 3, 1);
        until(9);

        assertThat(scene.findings(FindingKind.CONNTRACK_FULL_SUSPECT)).isEmpty();
    }
}
