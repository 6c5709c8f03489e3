package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.ICMP_ROUTER_ADVERTISEMENT;
import static dev.faultline.engine.finding.FindingKind.ICMP_ROUTER_SOLICITATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RouterDetectorTest {
    private static final String HOST = "fe80::1";
    private static final String ROUTER = "fe80::fe";
    private static final String ALL_HOSTS = "ff02::1";
    private static final String ALL_ROUTERS = "ff02::2";

    private final Scene scene = new Scene();

    private Scene solicit() {
        return scene.icmp(HOST, ALL_ROUTERS, 133, 0, 0, new byte[8]);
    }

    private Scene advertise(int lifetime) {
        return scene.icmp(ROUTER, ALL_HOSTS, 134, 0, 64 << 24 | lifetime, new byte[8]);
    }

    private Scene until(double seconds) {
        return scene.at(seconds).udp("10.9.9.1", 5000, "10.9.9.2", 5000);
    }

    @Test
    void advertisementIsInformation() {
        Finding finding = advertise(1800).finding(ICMP_ROUTER_ADVERTISEMENT);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.facts()).containsEntry("lifetime", Duration.ofMinutes(30));
    }

    @Test
    void routerThatWithdrawsItselfIsAWarning() {
        advertise(1800);
        Finding finding = advertise(0).finding(ICMP_ROUTER_ADVERTISEMENT);

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.facts()).containsEntry("variant", IcmpTexts.VARIANT_WITHDRAWN);
    }

    @Test
    void routerThatNeverWasADefaultRouterIsInformation() {
        advertise(0);

        assertThat(advertise(0).finding(ICMP_ROUTER_ADVERTISEMENT).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void solicitationWithoutAnyRouterIsInformation() {
        solicit();
        scene.at(4);
        solicit();
        scene.at(8);
        solicit();
        Finding finding = until(13).finding(ICMP_ROUTER_SOLICITATION);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.count()).isEqualTo(3);
        assertThat(finding.notes()).containsExactly(IcmpTexts.NOTE_SOLICITATION_UNANSWERED);
    }

    @Test
    void solicitationsInVainWhereARouterWasAreAWarning() {
        advertise(1800);
        scene.at(100);
        solicit();
        scene.at(104);
        solicit();
        scene.at(108);
        solicit();

        assertThat(until(113).finding(ICMP_ROUTER_SOLICITATION).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void answeredSolicitationIsInformationWithoutANote() {
        solicit();
        scene.at(1);
        advertise(1800);
        Finding finding = until(20).finding(ICMP_ROUTER_SOLICITATION);

        assertThat(finding.severity()).isEqualTo(Severity.INFO);
        assertThat(finding.notes()).isEmpty();
    }

    @Test
    void advertisementAtAnotherVantagePointDoesNotCount() {
        solicit();
        scene.on(1);
        advertise(1800);
        Finding finding = until(20).finding(ICMP_ROUTER_SOLICITATION);

        assertThat(finding.notes()).containsExactly(IcmpTexts.NOTE_SOLICITATION_UNANSWERED);
    }

    @Test
    void advertisementOfIpv4IsInformation() {
        Finding finding = scene.icmp("10.0.0.254", "224.0.0.1", 9, 0, 0x0102_0708, new byte[8])
                .finding(ICMP_ROUTER_ADVERTISEMENT);

        assertThat(finding.facts()).containsEntry("lifetime", Duration.ofMinutes(30));
    }
}
