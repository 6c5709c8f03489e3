package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.IpAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PcapFilterTest {
    private static List<IpAddress> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> IpAddress.parse("10.1." + i / 250 + "." + i % 250))
                .toList();
    }

    @Test
    void filterNamesAddressesAndLeavesOutLoopbackAndTheKubelet() {
        PcapFilter filter = PcapFilter.ofNode(List.of(IpAddress.parse("10.1.0.5"), IpAddress.parse("fd00::5")));
        assertThat(filter.text())
                .isEqualTo("(host 10.1.0.5 or host fd00::5) and not (net 127.0.0.0/8 or host ::1)"
                        + " and not (tcp and (port 10250))");
    }

    @Test
    void filterOfAWholeNodeLeavesOutTheWayToTheDesktopToo() {
        assertThat(PcapFilter.ofNode(List.of()).without(List.of(6443)).text())
                .isEqualTo("not (net 127.0.0.0/8 or host ::1) and not (tcp and (port 6443 or port 10250))");
    }

    @Test
    void filterWithTooManyAddressesNamesNone() {
        PcapFilter filter = PcapFilter.ofNode(addresses(PcapFilter.MOST_ADDRESSES + 1));
        assertThat(filter.isTooLong()).isTrue();
        assertThat(filter.text()).doesNotContain("host 10.");
    }

    @Test
    void longestFilterStillFitsIntoASocketsMemory() throws Exception {
        String filter = PcapFilter.ofNode(addresses(PcapFilter.MOST_ADDRESSES)).text();
        assertThat(filter.length()).isLessThan(8_000);
        assertThat(PcapFilter.ofNode(addresses(PcapFilter.MOST_ADDRESSES)).isTooLong())
                .isFalse();
    }
}
