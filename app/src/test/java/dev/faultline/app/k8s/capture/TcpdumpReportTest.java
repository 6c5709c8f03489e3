package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TcpdumpReportTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_566_093);

    private final TcpdumpReport report = new TcpdumpReport();

    private void lines(String... lines) {
        for (String line : lines) {
            report.line(line, NOW);
        }
    }

    @Test
    void readyWhenTcpdumpListensAndTheWatchdogWatches() {
        lines("faultline: ready");
        assertThat(report.ready().getCount()).isEqualTo(1);
        lines("tcpdump: listening on any, link-type LINUX_SLL2 (Linux cooked v2), snapshot length 2048 bytes");
        assertThat(report.ready().getCount()).isZero();
    }

    @Test
    void countsOfTheEndAreRead() {
        lines("12 packets captured", "20 packets received by filter", "3 packets dropped by kernel");
        assertThat(report.captured()).isEqualTo(12);
        assertThat(report.droppedByKernel()).isEqualTo(3);
        assertThat(report.droppedByInterface()).isEqualTo(-1);
        assertThat(report.trouble()).isEmpty();
    }

    @Test
    void countsAskedForOnTheWayAreRead() {
        lines(
                "tcpdump: 1 packet captured, 4 packets received by filter, 2 packets dropped by kernel, 1 packet dropped by"
                        + " interface");
        assertThat(report.captured()).isEqualTo(1);
        assertThat(report.droppedByKernel()).isEqualTo(2);
        assertThat(report.droppedByInterface()).isEqualTo(1);
    }

    @Test
    void clockThatIsWrongIsMeasured() {
        lines("faultline: time 1795566003500000000");
        assertThat(report.clockOffset()).isEqualTo(Duration.ofMillis(-89_500));
    }

    @Test
    void quickestLineIsNearestToTheTruth() {
        lines(
                "faultline: time 1795566092000000000",
                "faultline: time 1795566092900000000",
                "faultline: time 1795566091000000000");
        assertThat(report.clockOffset()).isEqualTo(Duration.ofMillis(-100));
    }

    @Test
    void clockWithoutNanosecondsIsTakenForHalfASecondLater() {
        lines("faultline: time 1795566090%N");
        assertThat(report.clockOffset()).isEqualTo(Duration.ofMillis(-2_500));
    }

    @Test
    void troubleIsKeptInTcpdumpsWords() {
        lines(
                "tcpdump: data link type LINUX_SLL2",
                "tcpdump: any: You don't have permission to capture on that device");
        assertThat(report.trouble()).isEqualTo("tcpdump: any: You don't have permission to capture on that device");
    }

    @Test
    void numbersThatAreNoneAreNotCounted() {
        lines("99999999999999999999999 packets captured");
        assertThat(report.captured()).isEqualTo(-1);
    }
}
