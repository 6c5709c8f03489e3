package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.ICMP_DESTINATION_UNREACHABLE;
import static dev.faultline.engine.finding.FindingKind.ICMP_ECHO_UNANSWERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoDetectorTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.1.2";
    private static final int ID = 7;

    private final Scene scene = new Scene();

    private Scene request(int sequence) {
        return scene.icmp(CLIENT, SERVER, 8, 0, ID << 16 | sequence, new byte[8]);
    }

    private Scene reply(int sequence) {
        return scene.icmp(SERVER, CLIENT, 0, 0, ID << 16 | sequence, new byte[8]);
    }

    /// Lets capture time pass to there.
    private Scene until(double seconds) {
        return scene.at(seconds).udp("10.9.9.1", 5000, "10.9.9.2", 5000);
    }

    @Test
    void requestWithoutReplyIsToldAfterFiveSeconds() {
        request(1);
        Finding finding = until(5).finding(ICMP_ECHO_UNANSWERED);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.confidenceWhy()).containsExactly(IcmpTexts.REASON_ECHO_FILTERED);
        assertThat(finding.state()).isEqualTo(FindingState.FINAL);
        assertThat(finding.src()).isEqualTo(new Endpoint(IpAddress.parse(CLIENT), Endpoint.NO_PORT));
    }

    @Test
    void requestStillWaitingAtTheEndIsOpen() {
        request(1);
        Finding finding = until(4.9).finding(ICMP_ECHO_UNANSWERED);

        assertThat(finding.state()).isEqualTo(FindingState.OPEN_AT_END);
        assertThat(finding.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void answeredRequestIsNoFinding() {
        request(1);
        scene.at(4.9);
        reply(1);

        assertThat(until(20).findings()).isEmpty();
    }

    @Test
    void replyOfAnotherSequenceNumberDoesNotCount() {
        request(1);
        reply(2);

        assertThat(until(20).findings(ICMP_ECHO_UNANSWERED)).hasSize(1);
    }

    @Test
    void unansweredRequestsOfOnePingAreCountedTogether() {
        request(1);
        scene.at(1);
        request(2);
        scene.at(2);
        request(3);
        Finding finding = until(20).finding(ICMP_ECHO_UNANSWERED);

        assertThat(finding.count()).isEqualTo(3);
        assertThat(finding.evidence()).extracting(Evidence::frame).containsExactly(1L, 2L, 3L);
    }

    @Test
    void pingThatIsAnsweredAtTimesSaysSo() {
        request(1);
        reply(1);
        scene.at(1);
        request(2);
        Finding finding = until(20).finding(ICMP_ECHO_UNANSWERED);

        assertThat(finding.facts()).containsEntry("variant", IcmpTexts.VARIANT_ECHO_SOME);
        assertThat(finding.facts()).containsEntry("replies", 1L);
    }

    @Test
    void requestAnsweredByAnErrorIsToldByThatAlone() {
        byte[] ping = scene.icmpPacket(CLIENT, SERVER, 8, 0, ID << 16 | 1, new byte[8]);
        scene.packet(ping).error("10.0.0.254", CLIENT, 3, 1, ping);

        assertThat(until(20).findings()).extracting(Finding::kind).containsExactly(ICMP_DESTINATION_UNREACHABLE);
    }

    @Test
    void replyAtAnotherVantagePointCounts() {
        request(1);
        scene.on(1);
        request(1);
        reply(1);

        assertThat(until(20).findings()).isEmpty();
    }

    @Test
    void requestCopiedAfterItsReplyIsNotWaitedFor() {
        request(1);
        reply(1);
        scene.on(1);
        request(1);

        assertThat(until(20).findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "255.255.255.255"})
    void requestToManyIsNotWaitedFor(String many) {
        scene.icmp(CLIENT, many, 8, 0, ID << 16 | 1, new byte[8]);

        assertThat(until(20).findings()).isEmpty();
    }

    @Test
    void requestOfIpv6IsMatchedLikewise() {
        scene.icmp("fd00::1", "fd00::2", 128, 0, ID << 16 | 1, new byte[8])
                .icmp("fd00::2", "fd00::1", 129, 0, ID << 16 | 1, new byte[8])
                .icmp("fd00::1", "fd00::2", 128, 0, ID << 16 | 2, new byte[8]);

        assertThat(until(20).finding(ICMP_ECHO_UNANSWERED).count()).isEqualTo(1);
    }
}
