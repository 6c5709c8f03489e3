package dev.faultline.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
        ByteArrayOutputStream question = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            question.write(label.length());
            question.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        question.write(0);
        ByteBuffer message = ByteBuffer.allocate(12 + question.size() + 4);
        message.putShort((short) id).putShort((short) flags).putShort((short) 1);
        message.putShort((short) answers).putInt(0).put(question.toByteArray());
        return message.putShort((short) 1).putShort((short) 1).array();
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
}
