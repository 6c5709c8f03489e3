package dev.faultline.app.wireshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayFiltersTest {

    @Test
    void tcpFlowIsItsStream() {
        assertThat(DisplayFilters.flowOf(Findings.refused(0))).isEqualTo("tcp.stream eq 4");
    }

    @Test
    void icmpErrorIsShownWithItsStream() {
        assertThat(DisplayFilters.flowOf(Findings.unreachable(null)))
                .isEqualTo("tcp.stream eq 4 or frame.number == 20");
    }

    @Test
    void udpFlowIsItsAddressesAndPorts() {
        Finding finding =
                Findings.on(Findings.refused(0), Transport.UDP, endpoint("10.0.0.1", 5000), endpoint("10.0.0.2", 53));

        assertThat(DisplayFilters.flowOf(finding))
                .isEqualTo("(ip.addr == 10.0.0.1 and udp.port == 5000 and ip.addr == 10.0.0.2 and udp.port == 53)");
    }

    @Test
    void flowWithoutPortsIsItsAddressesAndProtocol() {
        Finding finding = Findings.on(
                Findings.refused(0),
                Transport.ICMPV6,
                endpoint("fd00::1", Endpoint.NO_PORT),
                endpoint("fd00::2", Endpoint.NO_PORT));

        assertThat(DisplayFilters.flowOf(finding))
                .isEqualTo("(icmpv6 and ipv6.addr == fd00::1 and ipv6.addr == fd00::2)");
    }

    @Test
    void captureAsAWholeHasNoFlow() {
        assertThat(DisplayFilters.flowOf(Findings.gap())).isEmpty();
    }

    @Test
    void severalFlowsAreShownTogether() {
        List<Finding> findings = List.of(Findings.refused(0), Findings.refused(1), Findings.refused(0), Findings.gap());

        assertThat(DisplayFilters.flowsOf(findings)).isEqualTo("tcp.stream eq 4 or tcp.stream eq 5");
    }

    private static Endpoint endpoint(String ip, int port) {
        return new Endpoint(IpAddress.parse(ip), port);
    }
}
