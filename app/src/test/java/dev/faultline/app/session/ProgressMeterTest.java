package dev.faultline.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.engine.capture.CaptureStatistics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private static final long SECOND = 1_000_000_000;

    private static CaptureStatistics read(long packets, long source) {
        return new CaptureStatistics(packets, 3 * source, source, 1000, 0, 0, 0, null, List.of());
    }

    @Test
    void fractionAndTimeLeftFollowTheBytesRead() {
        ProgressMeter meter = new ProgressMeter(1000);
        meter.at(read(0, 0), 0);
        SessionProgress progress = meter.at(read(50, 250), SECOND);

        assertThat(progress.fraction()).isEqualTo(0.25);
        assertThat(progress.packetsPerSecond()).isCloseTo(50, within(0.01));
        assertThat(progress.bytesPerSecond()).isCloseTo(250, within(0.01));
        assertThat(progress.remaining()).isEqualTo(Duration.ofSeconds(3));
        assertThat(progress.elapsed()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void rateIsThatOfTheLastSeconds() {
        ProgressMeter meter = new ProgressMeter(100_000);
        meter.at(read(0, 0), 0);
        meter.at(read(9000, 9000), 10 * SECOND);
        meter.at(read(9010, 9010), 11 * SECOND);
        SessionProgress progress = meter.at(read(9020, 9020), 12 * SECOND);

        assertThat(progress.packetsPerSecond()).isCloseTo(10, within(0.01));
    }

    @Test
    void timeLeftIsUnknownAtFirstAndFractionWithoutSize() {
        assertThat(new ProgressMeter(1000).at(read(1, 10), 1000).remaining()).isNull();
        assertThat(new ProgressMeter(0).at(read(1, 10), SECOND).fraction()).isEqualTo(-1);
    }

    @Test
    void secondFileCountsOnFromTheFirst() {
        ProgressMeter meter = new ProgressMeter(1500);
        meter.at(read(10, 1000), SECOND);
        meter.nextFile(read(10, 1000), 1000);
        SessionProgress progress = meter.at(read(5, 250), 2 * SECOND);

        assertThat(progress.packets()).isEqualTo(15);
        assertThat(progress.fraction()).isCloseTo(1250.0 / 1500, within(1e-9));
    }
}
