package dev.faultline.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CaptureClockTest {
    private static final long START = TimeUnit.DAYS.toNanos(20_000);
    private final CaptureClock clock = new CaptureClock();

    private long at(double seconds) {
        return clock.advance(START + (long) (seconds * 1e9)) / 1_000_000;
    }

    @Test
    void timePassesWithThePackets() {
        at(0);
        assertThat(at(1.5)).isEqualTo(1500);
    }

    @Test
    void jitterDoesNotAddUp() {
        at(0);
        at(1);
        at(0.8);
        assertThat(at(1)).isEqualTo(1000);
        assertThat(clock.stepsBack()).isZero();
    }

    @Test
    void stepBackIsFollowedWithoutUnwinding() {
        at(100);
        at(101);
        at(0);
        assertThat(at(1)).isEqualTo(2000);
        assertThat(clock.stepsBack()).isEqualTo(1);
    }

    @Test
    void singlePacketFromTheFutureMovesNothing() {
        at(0);
        at(1e8);
        assertThat(at(1)).isEqualTo(1000);
    }

    @Test
    void leapCountsOnceASecondPacketConfirmsIt() {
        at(0);
        assertThat(at(7200)).isZero();
        assertThat(at(7200.5)).isEqualTo(7_200_500);
    }
}
