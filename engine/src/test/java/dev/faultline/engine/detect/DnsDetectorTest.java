package dev.faultline.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsDetectorTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.0.53";
    private static final int QUERY = 0x0100;
    private static final int RESPONSE = 0x8180;
    private static final int TRUNCATED = 0x0200;
    private static final int NAME_ERROR = 3;

    private final Scene scene = new Scene();

    private DnsDetectorTest query(int id, String name) {
        return query(id, name, SERVER, 53);
    }

    private DnsDetectorTest query(int id, String name, String server, int port) {
        udp(CLIENT, 40_000 + id, server, port, message(id, QUERY, 0, name));
        return this;
    }

    private DnsDetectorTest answer(int id, String name, int code, int answers) {
        udp(SERVER, 53, CLIENT, 40_000 + id, message(id, RESPONSE | code, answers, name));
        return this;
    }

    private void udp(String src, int srcPort, String dst, int dstPort, byte[] message) {
        ByteBuffer udp = ByteBuffer.allocate(8 + message.length);
        udp.putShort((short) srcPort).putShort((short) dstPort).putShort((short) udp.capacity());
        udp.putShort((short) 0).put(message);
        scene.packet(scene.ip(src, dst, 17, udp.array()));
    }

    private static byte[] message(int id, int flags, int answers, String name) {
        return message(id, flags, answers, name, 1);
    }

    private static byte[] message(int id, int flags, int answers, String name, int type) {
        ByteArrayOutputStream question = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            question.write(label.length());
            question.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        question.write(0);
        ByteBuffer message = ByteBuffer.allocate(12 + question.size() + 4);
        message.putShort((short) id).putShort((short) flags).putShort((short) 1);
        message.putShort((short) answers).putInt(0).put(question.toByteArray());
        return message.putShort((short) type).putShort((short) 1).array();
    }

    private DnsDetectorTest at(double seconds) {
        scene.at(seconds);
        return this;
    }

    private DnsDetectorTest later(double seconds) {
        scene.at(seconds).udp("10.9.9.1", 1, "10.9.9.2", 2);
        return this;
    }

    private List<FindingKind> kinds() {
        return scene.findings().stream().map(Finding::kind).toList();
    }

    @ParameterizedTest
    @CsvSource({"1,DNS_FORMERR", "2,DNS_SERVFAIL", "4,DNS_NOTIMP", "5,DNS_REFUSED", "3,DNS_NXDOMAIN", "0,DNS_NODATA"})
    void eachCodeHasItsFinding(int code, FindingKind kind) {
        Finding finding = query(1, "a.example.org")
                .answer(1, "a.example.org", code, 0)
                .scene
                .finding(kind);

        assertThat(finding.facts()).containsEntry("name", "a.example.org").containsEntry("type", "A");
    }

    @Test
    void answerInAnyCaseIsQuiet() {
        assertThat(query(1, "a.example.org")
                        .answer(1, "A.eXample.org", 0, 1)
                        .later(10)
                        .kinds())
                .isEmpty();
    }

    @Test
    void silenceForFiveSecondsIsATimeout() {
        Finding finding =
                query(1, "a.org").at(2).query(1, "a.org").later(6).scene.finding(FindingKind.DNS_TIMEOUT);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.facts()).containsEntry("sent", 2L);
    }

    @Test
    void queryStillWaitingAtTheEndIsOpen() {
        assertThat(query(1, "a.org")
                        .later(3)
                        .scene
                        .finding(FindingKind.DNS_TIMEOUT)
                        .state())
                .isEqualTo(FindingState.OPEN_AT_END);
    }

    @ParameterizedTest
    @CsvSource({"224.0.0.251,5353", "224.0.0.252,5355", "10.0.0.255,137"})
    void namesAskedOfAllNeedNoAnswer(String group, int port) {
        assertThat(query(1, "host.local", group, port).later(10).kinds()).isEmpty();
    }

    @Test
    void searchPathThatEndsWithTheNameIsInformation() {
        query(1, "api.shop.ns.svc.cluster.local").answer(1, "api.shop.ns.svc.cluster.local", NAME_ERROR, 0);
        query(2, "api.shop.svc.cluster.local").answer(2, "api.shop.svc.cluster.local", 0, 1);

        assertThat(later(10).kinds()).containsExactly(FindingKind.DNS_SEARCH_AMPLIFICATION);
    }

    @Test
    void searchPathWithoutEndIsOneFinding() {
        query(1, "api.ns.svc.cluster.local").answer(1, "api.ns.svc.cluster.local", NAME_ERROR, 0);
        query(2, "api.svc.cluster.local").answer(2, "api.svc.cluster.local", NAME_ERROR, 0);
        query(3, "api.cluster.local").answer(3, "api.cluster.local", NAME_ERROR, 0);

        Finding finding = later(10).scene.finding(FindingKind.DNS_NAME_NOT_FOUND);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts()).containsEntry("names", 3L);
    }

    @Test
    void otherNameWithTheSameFirstLabelDoesNotExcuseAMissingOne() {
        query(1, "www.a.com").answer(1, "www.a.com", NAME_ERROR, 0);
        query(2, "www.b.com").answer(2, "www.b.com", 0, 1);

        assertThat(later(10).kinds()).containsExactly(FindingKind.DNS_NXDOMAIN);
    }

    @Test
    void missingReverseNameIsANotice() {
        query(1, "1.0.0.10.in-addr.arpa").answer(1, "1.0.0.10.in-addr.arpa", NAME_ERROR, 0);

        assertThat(later(10).scene.finding(FindingKind.DNS_NXDOMAIN).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void answerCutShortWithoutRetryOverTcpIsTold() {
        query(1, "big.org").answer(1, "big.org", TRUNCATED, 0);

        assertThat(later(3).scene.finding(FindingKind.DNS_TRUNCATED).state()).isEqualTo(FindingState.FINAL);
    }

    @Test
    void retryOfAnAnswerCutShortIsQuiet() {
        query(1, "big.org").answer(1, "big.org", TRUNCATED, 0);
        query(2, "big.org").answer(2, "big.org", 0, 1);

        assertThat(later(3).kinds()).isEmpty();
    }

    // --------------------------------------------------------------------------------------------- other servers

    @Test
    void silentServerIsANoticeWhereAnotherOneAnsweredInTime() {
        query(1, "a.org").query(1, "a.org", "10.0.0.54", 53).answer("10.0.0.54", 1, 1, "a.org", 1);

        assertThat(later(6).scene.finding(FindingKind.DNS_TIMEOUT).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void silentServerIsAWarningWhereAnotherOneAnsweredAfterIt() {
        query(1, "a.org").at(5.01).query(1, "a.org", "10.0.0.54", 53).answer("10.0.0.54", 1, 1, "a.org", 1);

        assertThat(later(8).scene.finding(FindingKind.DNS_TIMEOUT).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void silentServerStaysAnErrorWhereAnotherOneAnswersAnotherQuestion() {
        query(1, "a.org").query(1, "b.org", "10.0.0.54", 53).answer("10.0.0.54", 1, 1, "b.org", 1);

        assertThat(later(6).scene.finding(FindingKind.DNS_TIMEOUT).severity()).isEqualTo(Severity.ERROR);
    }

    // ------------------------------------------------------------------------------------------------------ time

    @Test
    void answerAfterMoreThanASecondIsSlow() {
        Finding finding =
                query(1, "a.org").at(1.5).answer(1, "a.org", 0, 1).scene.finding(FindingKind.DNS_SLOW);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts()).containsEntry("waited", Duration.ofMillis(1500));
    }

    @Test
    void answerWithinASecondIsQuiet() {
        assertThat(query(1, "a.org").at(0.9).answer(1, "a.org", 0, 1).later(9).kinds())
                .isEmpty();
    }

    @Test
    void answerAfterTheTimeoutIsNoted() {
        Finding finding = query(1, "a.org").at(7).answer(1, "a.org", 0, 1).scene.finding(FindingKind.DNS_TIMEOUT);

        assertThat(finding.notes()).contains("l7.answered_late");
        assertThat(finding.facts()).containsEntry("answeredAfter", Duration.ofSeconds(7));
    }

    // ----------------------------------------------------------------------------------------------- translation

    private DnsDetectorTest ask(int id, String name, int type) {
        udp(CLIENT, 41_000, SERVER, 53, message(id, QUERY, 0, name, type));
        return this;
    }

    private DnsDetectorTest answer(String server, int port, int id, String name, int type) {
        udp(server, 53, CLIENT, 40_000 + port, message(id, RESPONSE, 1, name, type));
        return this;
    }

    @Test
    void oneOfTwoQueriesAtOnceThatComesAgainIsARace() {
        ask(1, "a.org", 1).ask(2, "a.org", 28).answer(SERVER, 1000, 1, "a.org", 1);
        at(5.005).ask(2, "a.org", 28).answer(SERVER, 1000, 2, "a.org", 28);

        List<Finding> found = later(6).scene.findings();

        assertThat(found).filteredOn(f -> f.partOf() == null).hasSize(1);
        assertThat(found.stream().map(Finding::kind)).contains(FindingKind.DNS_CONNTRACK_RACE);
    }

    @Test
    void bothOfTwoQueriesAtOnceThatComeAgainAreNoRace() {
        ask(1, "a.org", 1).ask(2, "a.org", 28);
        at(5.005).ask(1, "a.org", 1).ask(2, "a.org", 28);
        answer(SERVER, 1000, 1, "a.org", 1).answer(SERVER, 1000, 2, "a.org", 28);

        assertThat(later(6).kinds()).containsOnly(FindingKind.DNS_TIMEOUT);
    }

    @Test
    void answerWithAnotherIdIsTold() {
        query(1, "a.org").answer(SERVER, 1, 77, "a.org", 1).answer(SERVER, 1, 1, "a.org", 1);

        assertThat(later(9).kinds()).containsExactly(FindingKind.DNS_ID_MISMATCH);
    }

    @Test
    void secondAnswerToTheSameQueryIsQuiet() {
        query(1, "a.org").answer(SERVER, 1, 1, "a.org", 1).answer(SERVER, 1, 1, "a.org", 1);

        assertThat(later(9).kinds()).isEmpty();
    }

    @Test
    void answerFromAnotherAddressThatTheClientDoesNotTakeIsTold() {
        query(1, "a.org").answer("10.0.0.99", 1, 1, "a.org", 1).at(5).query(1, "a.org");

        List<Finding> found = later(12).scene.findings();

        assertThat(found).filteredOn(f -> f.partOf() == null).hasSize(1);
        assertThat(found.getFirst().kind()).isEqualTo(FindingKind.NAT_REPLY_WRONG_SOURCE);
    }

    @Test
    void answerFromAnotherAddressThatTheClientTakesIsQuiet() {
        query(1, "a.org").answer("10.0.0.99", 1, 1, "a.org", 1);

        assertThat(later(12).kinds()).isEmpty();
    }
}
