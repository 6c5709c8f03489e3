package dev.faultline.engine.detect;

import static dev.faultline.engine.detect.Scene.ACK;
import static dev.faultline.engine.detect.Scene.SYN;
import static dev.faultline.engine.detect.Scene.first;
import static dev.faultline.engine.detect.Scene.join;
import static dev.faultline.engine.finding.FindingKind.ICMP_DESTINATION_UNREACHABLE;
import static dev.faultline.engine.finding.FindingKind.ICMP_PACKET_TOO_BIG;
import static dev.faultline.engine.finding.FindingKind.ICMP_PARAMETER_PROBLEM;
import static dev.faultline.engine.finding.FindingKind.ICMP_REDIRECT;
import static dev.faultline.engine.finding.FindingKind.ICMP_SUSPICIOUS;
import static dev.faultline.engine.finding.FindingKind.ICMP_TIME_EXCEEDED;
import static dev.faultline.engine.finding.FindingKind.ICMP_UNLINKED;
import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_ICMP_REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.IcmpFacts;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpErrorDetectorTest {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.1.2";
    private static final String ROUTER = "10.0.0.254";
    private static final String OTHER = "10.96.0.10";
    private static final int PORT = 40000;
    private static final String CLIENT6 = "fd00::1";
    private static final String SERVER6 = "fd00:1::2";
    private static final String ROUTER6 = "fd00::fe";

    private final Scene scene = new Scene();

    private static Endpoint end(String ip, int port) {
        return new Endpoint(IpAddress.parse(ip), port);
    }

    private byte[] query() {
        return scene.udpPacket(CLIENT, PORT, SERVER, 53);
    }

    private byte[] answer() {
        return scene.udpPacket(SERVER, 53, CLIENT, PORT);
    }

    private byte[] syn() {
        return scene.tcpPacket(CLIENT, PORT, SERVER, 443, SYN, 1000, 0, 0);
    }

    private byte[] data(int seq, int length) {
        return scene.tcpPacket(CLIENT, PORT, SERVER, 443, ACK, seq, 5001, length);
    }

    /// A TCP connection with 100 bytes from the client acknowledged and 1400 more in flight.
    private Scene connection() {
        return scene.packet(syn())
                .tcp(SERVER, 443, CLIENT, PORT, SYN | ACK, 5000, 1001, 0)
                .packet(data(1001, 0))
                .packet(data(1001, 100))
                .tcp(SERVER, 443, CLIENT, PORT, ACK, 5001, 1101, 0)
                .packet(data(1101, 1400));
    }

    // ---------------------------------------------------------------------------------------------------- UDP

    @Test
    void errorIsLinkedToTheUdpFlowThatItQuotes() {
        Finding finding = scene.packet(query())
                .at(0.0002)
                .error(SERVER, CLIENT, 3, 3, query())
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.transport()).isEqualTo(Transport.UDP);
        assertThat(finding.src()).isEqualTo(end(CLIENT, PORT));
        assertThat(finding.dst()).isEqualTo(end(SERVER, 53));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.blame()).isEqualTo(Blame.DST);
        assertThat(finding.reporter()).isEqualTo(IpAddress.parse(SERVER));
        assertThat(finding.facts()).containsEntry("delay", Duration.ofNanos(200_000));
        assertThat(finding.icmp())
                .isEqualTo(new IcmpFacts(
                        4,
                        3,
                        3,
                        "Port unreachable",
                        -1,
                        null,
                        new IcmpFacts.Quoted(end(CLIENT, PORT), end(SERVER, 53), "udp")));
    }

    @Test
    void errorOfAnotherHostIsBlamedOnTheReporter() {
        Finding finding =
                scene.packet(query()).error(ROUTER, CLIENT, 3, 3, query()).finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.blame()).isEqualTo(Blame.REPORTER);
        assertThat(finding.reporter()).isEqualTo(IpAddress.parse(ROUTER));
        assertThat(finding.facts()).containsEntry("variant", IcmpTexts.VARIANT_PORT_ROUTER);
    }

    @Test
    void repeatsAreOneFindingThatCountsThem() {
        Finding finding = scene.packet(query())
                .error(SERVER, CLIENT, 3, 3, query())
                .at(1)
                .packet(query())
                .error(SERVER, CLIENT, 3, 3, query())
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.count()).isEqualTo(2);
        assertThat(finding.evidence()).extracting(Evidence::frame).containsExactly(2L, 4L);
    }

    @Test
    void codesAreToldApart() {
        scene.packet(query()).error(ROUTER, CLIENT, 3, 1, query()).error(ROUTER, CLIENT, 3, 13, query());

        assertThat(scene.findings(ICMP_DESTINATION_UNREACHABLE)).hasSize(2);
    }

    @Test
    void errorAboutAnAnswerIsALateAnswer() {
        Finding finding = scene.packet(query())
                .packet(answer())
                .error(CLIENT, SERVER, 3, 3, answer())
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.src()).isEqualTo(end(CLIENT, PORT));
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.blame()).isEqualTo(Blame.SRC);
        assertThat(finding.facts()).containsEntry("variant", IcmpTexts.VARIANT_PORT_LATE);
    }

    @Test
    void errorAboutAnAnswerToAMulticastQuestionIsALateAnswer() {
        byte[] answer = scene.udpPacket(SERVER, 5355, CLIENT, 52272);
        Finding finding =
                scene.packet(answer).error(CLIENT, SERVER, 3, 3, answer).finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.src()).isEqualTo(end(CLIENT, 52272));
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void errorIsLinkedByClientAndPortWhenTheServerWasTranslated() {
        Finding finding = scene.udp(CLIENT, PORT, OTHER, 53)
                .error(ROUTER, CLIENT, 3, 3, query())
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.dst()).isEqualTo(end(OTHER, 53));
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.confidenceWhy()).containsExactly(IcmpTexts.REASON_TRANSLATED);
        assertThat(finding.notes()).contains(IcmpTexts.NOTE_TRANSLATED);
    }

    @Test
    void errorIsLinkedToAFlowSeenAtAnotherVantagePoint() {
        Finding finding = scene.on(0)
                .packet(query())
                .on(1)
                .error(SERVER, CLIENT, 3, 3, query())
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.vantage()).containsExactly("eth0");
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void errorSeenAtTwoVantagePointsIsToldOnce() {
        scene.on(0).packet(query()).on(1).packet(query());
        scene.on(1).error(SERVER, CLIENT, 3, 3, query()).on(0).error(SERVER, CLIENT, 3, 3, query());

        assertThat(scene.finding(ICMP_DESTINATION_UNREACHABLE).vantage()).containsExactly("eth1", "eth0");
    }

    @Test
    void errorAboutAnUnseenPacketAtTwoVantagePointsIsToldOnce() {
        scene.on(0).error(SERVER, CLIENT, 3, 3, query()).on(1).error(SERVER, CLIENT, 3, 3, query());

        assertThat(scene.finding(ICMP_DESTINATION_UNREACHABLE).vantage()).containsExactly("eth0", "eth1");
    }

    @Test
    void errorAboutAFlowLongSilentIsNotLinked() {
        Finding finding = scene.packet(query())
                .at(121)
                .error(SERVER, CLIENT, 3, 3, query())
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.confidenceWhy()).containsExactly(IcmpTexts.REASON_UNSEEN);
    }

    @Test
    void errorAboutAnUnseenPacketMakesAFlowOfItsQuote() {
        Finding finding = scene.error(SERVER, CLIENT, 3, 3, query()).finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.transport()).isEqualTo(Transport.UDP);
        assertThat(finding.src()).isEqualTo(end(CLIENT, PORT));
        assertThat(finding.dst()).isEqualTo(end(SERVER, 53));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void errorAboutAnUnseenAnswerKnowsTheServerByItsPort() {
        Finding finding = scene.error(CLIENT, SERVER, 3, 3, answer()).finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.src()).isEqualTo(end(CLIENT, PORT));
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
    }

    // ---------------------------------------------------------------------------------------------------- TCP

    @Test
    void errorAboutASynIsPartOfTheRejectedConnection() {
        scene.packet(syn()).at(0.001).error(ROUTER, CLIENT, 3, 13, first(28, syn()));
        Finding parent = scene.finding(TCP_CONNECT_ICMP_REJECTED);
        Finding error = scene.finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(parent.partOf()).isNull();
        assertThat(error.partOf()).isEqualTo(parent.id());
        assertThat(error.tcpStream()).isZero();
        assertThat(error.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void errorAboutDataInFlightIsCertain() {
        Finding finding = connection()
                .error(ROUTER, CLIENT, 3, 1, first(28, data(1101, 1400)))
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.notes()).contains(IcmpTexts.NOTE_SOFT);
        assertThat(finding.partOf()).isNull();
    }

    @Test
    void errorAboutDataThatWasNeverSentIsSuspicious() {
        Finding finding = connection()
                .error(ROUTER, CLIENT, 3, 1, first(28, data(9_000_000, 1400)))
                .finding(ICMP_SUSPICIOUS);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.blame()).isEqualTo(Blame.UNKNOWN);
        assertThat(scene.findings(ICMP_DESTINATION_UNREACHABLE)).isEmpty();
    }

    @Test
    void errorWithoutSequenceNumberIsLinkedByItsEndsAlone() {
        Finding finding = connection()
                .error(ROUTER, CLIENT, 3, 1, first(24, data(1101, 1400)))
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.tcpStream()).isZero();
        assertThat(finding.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(finding.confidenceWhy()).containsExactly(IcmpTexts.REASON_BY_ENDS);
    }

    @Test
    void errorIsLinkedByClientAndSequenceNumberWhenTheServerWasTranslated() {
        byte[] translated = scene.tcpPacket(CLIENT, PORT, OTHER, 8443, ACK, 1101, 5001, 1400);
        Finding finding =
                connection().error(ROUTER, CLIENT, 3, 1, first(28, translated)).finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.dst()).isEqualTo(end(SERVER, 443));
        assertThat(finding.notes()).contains(IcmpTexts.NOTE_TRANSLATED);
        assertThat(finding.icmp())
                .extracting(IcmpFacts::quoted)
                .isEqualTo(new IcmpFacts.Quoted(end(CLIENT, PORT), end(OTHER, 8443), "tcp"));
    }

    @Test
    void portUnreachableForTcpIsARule() {
        Finding finding = scene.packet(syn())
                .error(SERVER, CLIENT, 3, 3, first(28, syn()))
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.facts()).containsEntry("variant", IcmpTexts.VARIANT_PORT_TCP);
    }

    // ---------------------------------------------------------------------------------------------------- MTU

    @Test
    void fragmentationNeededTellsTheMtu() {
        Finding finding = connection()
                .icmp(ROUTER, CLIENT, 3, 4, 1400, first(28, data(1101, 1400)))
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.icmp()).extracting(IcmpFacts::mtu).isEqualTo(1400);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.blame()).isEqualTo(Blame.PATH);
    }

    @Test
    void fragmentationNeededOfAnOldRouterTellsNoMtu() {
        Finding finding = connection()
                .icmp(ROUTER, CLIENT, 3, 4, 0, first(28, data(1101, 1400)))
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.icmp()).extracting(IcmpFacts::mtu).isEqualTo(-1);
    }

    @Test
    void fragmentationNeededForOneBurstIsNormal() {
        connection();
        for (int i = 0; i < 10; i++) {
            scene.icmp(ROUTER, CLIENT, 3, 4, 1400, first(28, data(1101, 1400)));
        }

        assertThat(scene.finding(ICMP_DESTINATION_UNREACHABLE).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void fragmentationNeededAgainAndAgainIsAnError() {
        connection();
        for (int i = 0; i < 3; i++) {
            scene.at(i).icmp(ROUTER, CLIENT, 3, 4, 1400, first(28, data(1101, 1400)));
        }
        Finding finding = scene.finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.notes()).contains(IcmpTexts.NOTE_MTU_REPEATED);
    }

    @Test
    void packetTooBigTellsTheMtu() {
        byte[] sent = scene.udpPacket(CLIENT6, PORT, SERVER6, 4433);
        Finding finding =
                scene.packet(sent).icmp(ROUTER6, CLIENT6, 2, 0, 1300, sent).finding(ICMP_PACKET_TOO_BIG);

        assertThat(finding.icmp()).extracting(IcmpFacts::mtu).isEqualTo(1300);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.src()).isEqualTo(end(CLIENT6, PORT));
    }

    @Test
    void packetTooBigBelowTheLeastMtuIsInvalid() {
        byte[] sent = scene.udpPacket(CLIENT6, PORT, SERVER6, 4433);
        Finding finding =
                scene.packet(sent).icmp(ROUTER6, CLIENT6, 2, 0, 1000, sent).finding(ICMP_PACKET_TOO_BIG);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.notes()).contains(IcmpTexts.NOTE_MTU_INVALID);
    }

    // ------------------------------------------------------------------------------------------- time exceeded

    @Test
    void timeExceededIsAnError() {
        Finding finding =
                scene.packet(query()).error(ROUTER, CLIENT, 11, 0, query()).finding(ICMP_TIME_EXCEEDED);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.blame()).isEqualTo(Blame.PATH);
    }

    @ParameterizedTest
    @ValueSource(ints = {33434, 33534})
    void timeExceededForAProbeOfTracerouteIsNone(int port) {
        byte[] probe = scene.udpPacket(CLIENT, PORT, SERVER, port);
        Finding finding =
                scene.packet(probe).error(ROUTER, CLIENT, 11, 0, probe).finding(ICMP_TIME_EXCEEDED);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
        assertThat(finding.facts()).containsEntry("variant", IcmpTexts.VARIANT_TRACEROUTE);
    }

    @Test
    void timeExceededForAPingWithLowTtlIsNone() {
        byte[] ping = scene.ttl(3).icmpPacket(CLIENT, SERVER, 8, 0, 0x0007_0001, new byte[16]);
        Finding finding = scene.packet(ping).error(ROUTER, CLIENT, 11, 0, ping).finding(ICMP_TIME_EXCEEDED);

        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void timeExceededForASynWithLowTtlIsNone() {
        scene.ttl(3).packet(syn()).ttl(63).error(ROUTER, CLIENT, 11, 0, first(28, syn()));

        assertThat(scene.finding(ICMP_TIME_EXCEEDED).severity()).isEqualTo(Severity.NOTICE);
        assertThat(scene.finding(TCP_CONNECT_ICMP_REJECTED).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void timeExceededForUdpWithLowTtlIsNone() {
        scene.ttl(3).packet(query()).ttl(63).error(ROUTER, CLIENT, 11, 0, query());

        assertThat(scene.finding(ICMP_TIME_EXCEEDED).severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void timeExceededForAPingWithUsualTtlIsAnError() {
        byte[] ping = scene.ttl(64).icmpPacket(CLIENT, SERVER, 8, 0, 0x0007_0001, new byte[16]);
        Finding finding = scene.packet(ping).error(ROUTER, CLIENT, 11, 0, ping).finding(ICMP_TIME_EXCEEDED);

        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.src()).isEqualTo(end(CLIENT, Endpoint.NO_PORT));
    }

    // ------------------------------------------------------------------------------------------------- others

    @Test
    void hostUnreachableAfterThreeSecondsIsAFailedArp() {
        Finding finding = scene.packet(query())
                .at(1)
                .packet(query())
                .at(3.07)
                .error(ROUTER, CLIENT, 3, 1, query())
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.notes()).contains(IcmpTexts.NOTE_DELAY_OF_ARP);
        assertThat(finding.facts()).containsEntry("delay", Duration.ofMillis(3070));
    }

    @Test
    void reporterWhoseTtlIsUntouchedIsNear() {
        scene.packet(query()).ttl(64).error(ROUTER, CLIENT, 3, 1, query());

        assertThat(scene.finding(ICMP_DESTINATION_UNREACHABLE).notes()).contains(IcmpTexts.NOTE_NEAR);
    }

    @Test
    void redirectTellsTheGateway() {
        Finding finding = scene.packet(query())
                .icmp(ROUTER, CLIENT, 5, 1, 0x0a00_00fd, first(28, query()))
                .finding(ICMP_REDIRECT);

        assertThat(finding.icmp()).extracting(IcmpFacts::gateway).isEqualTo(IpAddress.parse("10.0.0.253"));
        assertThat(finding.severity()).isEqualTo(Severity.NOTICE);
    }

    @Test
    void redirectAgainAndAgainIsAWarning() {
        scene.packet(query());
        for (int i = 0; i < 3; i++) {
            scene.icmp(ROUTER, CLIENT, 5, 1, 0x0a00_00fd, first(28, query()));
        }

        assertThat(scene.finding(ICMP_REDIRECT).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void redirectOfIpv6NamesGatewayAndDestinationWithoutAQuote() {
        byte[] target = IpAddress.parse("fe80::fd").bytes();
        byte[] destination = IpAddress.parse(SERVER6).bytes();
        Finding finding = scene.icmp(ROUTER6, CLIENT6, 137, 0, 0, join(target, destination))
                .finding(ICMP_REDIRECT);

        assertThat(finding.icmp()).extracting(IcmpFacts::gateway).isEqualTo(IpAddress.parse("fe80::fd"));
        assertThat(finding.src()).isEqualTo(end(CLIENT6, Endpoint.NO_PORT));
        assertThat(finding.dst()).isEqualTo(end(SERVER6, Endpoint.NO_PORT));
    }

    @Test
    void parameterProblemTellsTheByte() {
        Finding finding = scene.packet(query())
                .icmp(ROUTER, CLIENT, 12, 0, 9 << 24, query())
                .finding(ICMP_PARAMETER_PROBLEM);

        assertThat(finding.facts()).containsEntry("pointer", 9);
    }

    @Test
    void quoteEndsWhereTheMessageSaysSo() {
        byte[] extension = new byte[] {0x20, 0, 0, 0, 0, 8, 1, 1, 0, 1, 2, 3};
        byte[] padded = join(first(128, query()), extension);
        Finding finding = scene.packet(query())
                .icmp(ROUTER, CLIENT, 11, 0, 128 / 4 << 16, padded)
                .finding(ICMP_TIME_EXCEEDED);

        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
    }

    @Test
    void errorAboutATunnelledPacketIsLinkedToTheInnerFlow() {
        byte[] tunnelled = scene.ip("192.168.0.1", "192.168.0.2", 4, query());
        Finding finding = scene.packet(tunnelled)
                .error("192.168.0.254", "192.168.0.1", 3, 1, tunnelled)
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.src()).isEqualTo(end(CLIENT, PORT));
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.blame()).isEqualTo(Blame.PATH);
        assertThat(finding.facts()).containsEntry("tunnel", IpAddress.parse("192.168.0.2"));
    }

    @Test
    void errorAboutTheStartOfATunnelledPacketIsLinkedToTheTunnel() {
        byte[] tunnelled = scene.udpPacket("192.168.0.1", 51000, "192.168.0.2", 4789);
        Finding finding =
                scene.error("192.168.0.254", "192.168.0.1", 3, 1, tunnelled).finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.dst()).isEqualTo(end("192.168.0.2", 4789));
        assertThat(finding.facts()).doesNotContainKey("tunnel");
    }

    @Test
    void errorWithoutAReadableQuoteIsUnlinked() {
        Finding finding = scene.error(ROUTER, CLIENT, 3, 1, first(12, query())).finding(ICMP_UNLINKED);

        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.icmp()).extracting(IcmpFacts::type).isEqualTo(3);
        assertThat(finding.src()).isEqualTo(end(CLIENT, Endpoint.NO_PORT));
    }

    @Test
    void errorWithWrongChecksumIsDoubted() {
        Finding finding = scene.packet(query())
                .error(SERVER, CLIENT, 3, 3, query())
                .spoilt()
                .finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.confidence()).isEqualTo(Confidence.LOW);
        assertThat(finding.confidenceWhy()).contains(IcmpTexts.REASON_CHECKSUM);
    }

    @Test
    void errorOfIpv6WithRightChecksumIsNotDoubted() {
        byte[] sent = scene.udpPacket(CLIENT6, PORT, SERVER6, 53);
        Finding finding = scene.packet(sent).error(SERVER6, CLIENT6, 1, 4, sent).finding(ICMP_DESTINATION_UNREACHABLE);

        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
    }
}
