package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.ICMP_DESTINATION_UNREACHABLE;
import static dev.faultline.engine.finding.FindingKind.ND_DUP_ADDRESS;
import static dev.faultline.engine.finding.FindingKind.ND_NO_REPLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class NeighborDetectorTest {
    private static final String ASKER = "fd00::1";
    private static final String TARGET = "fd00::2";
    private static final String MANY = "ff02::1:ff00:2";
    private static final String ALL = "ff02::1";
    private static final String FIRST = "020000000001";
    private static final String SECOND = "020000000002";
    private static final int OVERRIDE = 1 << 29;

    private final Scene scene = new Scene();

    private Scene solicit(String src) {
        return scene.icmp(src, MANY, 135, 0, 0, IpAddress.parse(TARGET).bytes());
    }

    private Scene advertise(String dst, int flags, String link) {
        byte[] option = HexFormat.of().parseHex("0201" + link);
        return scene.icmp(
                TARGET, dst, 136, 0, flags, Scene.join(IpAddress.parse(TARGET).bytes(), option));
    }

    private Scene until(double seconds) {
        return scene.at(seconds).udp("10.9.9.1", 5000, "10.9.9.2", 5000);
    }

    private void askThreeTimes(double from) {
        for (int i = 0; i < 3; i++) {
            scene.at(from + i);
            solicit(ASKER);
        }
    }

    @Test
    void neighborThatNeverAnswersIsToldASecondAfterTheThirdRequest() {
        advertise(ASKER, OVERRIDE, FIRST);
        askThreeTimes(100);
        Finding finding = until(103).finding(ND_NO_REPLY);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.count()).isEqualTo(3);
        assertThat(finding.src()).isEqualTo(new Endpoint(IpAddress.parse(ASKER), Endpoint.NO_PORT));
        assertThat(finding.dst()).isEqualTo(new Endpoint(IpAddress.parse(TARGET), Endpoint.NO_PORT));
    }

    @Test
    void neighborIsDoubtedWhereNoAnswersAreSeenAtAll() {
        askThreeTimes(0);
        Finding finding = until(3).finding(ND_NO_REPLY);

        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.confidenceWhy()).containsExactly(IcmpTexts.REASON_ND_ANSWERS_UNSEEN);
    }

    @Test
    void neighborThatAnswersInTimeIsNoFinding() {
        askThreeTimes(0);
        scene.at(2.9);
        advertise(ASKER, OVERRIDE, FIRST);

        assertThat(until(20).findings()).isEmpty();
    }

    @Test
    void twoRequestsAreNoFinding() {
        solicit(ASKER);
        scene.at(1);
        solicit(ASKER);

        assertThat(until(20).findings()).isEmpty();
    }

    @Test
    void requestsFarApartAreNotOneAttempt() {
        for (int i = 0; i < 3; i++) {
            scene.at(i * 30);
            solicit(ASKER);
        }

        assertThat(until(100).findings()).isEmpty();
    }

    @Test
    void neighborThatAnIcmpErrorCallsUnreachableIsPartOfTheError() {
        byte[] sent = scene.udpPacket("fd00:9::9", 40000, TARGET, 53);
        scene.packet(sent);
        askThreeTimes(0);
        scene.at(3.05).error(ASKER, "fd00:9::9", 1, 3, sent);
        scene.at(4);

        assertThat(until(4).finding(ND_NO_REPLY).partOf())
                .isEqualTo(scene.finding(ICMP_DESTINATION_UNREACHABLE).id());
    }

    @Test
    void addressThatMovesOnceMayBeAFailover() {
        advertise(ALL, OVERRIDE, FIRST);
        scene.at(10);
        Finding finding = advertise(ALL, OVERRIDE, SECOND).finding(ND_DUP_ADDRESS);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.facts())
                .containsEntry("before", "02:00:00:00:00:01")
                .containsEntry("now", "02:00:00:00:00:02");
    }

    @Test
    void addressThatMovesToAndFroIsUsedTwice() {
        advertise(ALL, OVERRIDE, FIRST);
        scene.at(10);
        advertise(ALL, OVERRIDE, SECOND);
        scene.at(20);
        Finding finding = advertise(ALL, OVERRIDE, FIRST).finding(ND_DUP_ADDRESS);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void addressThatMovesAfterALongTimeIsNoFinding() {
        advertise(ALL, OVERRIDE, FIRST);
        scene.at(61);
        advertise(ALL, OVERRIDE, SECOND);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void advertisementThatDoesNotOverrideIsNoConflict() {
        advertise(ALL, OVERRIDE, FIRST);
        advertise(ALL, 0, SECOND);

        assertThat(scene.findings()).isEmpty();
    }

    @Test
    void addressThatIsAlreadyInUseIsAnError() {
        solicit("::");
        scene.at(0.01);
        Finding finding = advertise(ALL, OVERRIDE, FIRST).finding(ND_DUP_ADDRESS);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("variant", IcmpTexts.VARIANT_NEW_ADDRESS);
    }

    @Test
    void firstAdvertisementOfANewHostIsNoConflict() {
        solicit("::");
        scene.at(1);
        advertise(ALL, OVERRIDE, FIRST);

        assertThat(scene.findings()).isEmpty();
    }
}
