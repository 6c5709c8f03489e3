package dev.faultline.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.pipeline.Traffic.Bucket;
import dev.faultline.engine.pipeline.Traffic.Loss;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrafficMeterTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    private final TrafficMeter meter = new TrafficMeter();

    @Test
    void meterTellsMicrosecondsApart() {
        meter.packet(START, 60);
        meter.packet(START + 10, 40);
        meter.packet(START + 5_000, 1500);

        Traffic traffic = meter.traffic();

        assertThat(traffic.bucketNanos()).isEqualTo(1024);
        assertThat(traffic.buckets())
                .containsExactly(new Bucket(START >> 10 << 10, 2, 100), new Bucket(START + 5_000 >> 10 << 10, 1, 1500));
    }

    @Test
    void meterKeepsEveryPacketHoweverLongTheCapture() {
        Random random = new Random(1);
        int packets = 200_000;
        for (int i = 0; i < packets; i++) {
            meter.packet(START + random.nextLong(i + 1L) * SECOND, 100);
        }

        Traffic traffic = meter.traffic();

        assertThat(traffic.buckets()).hasSizeBetween(TrafficMeter.MOST_BUCKETS / 4, TrafficMeter.MOST_BUCKETS);
        assertThat(traffic.buckets().stream().mapToLong(Bucket::packets).sum()).isEqualTo(packets);
        assertThat(traffic.buckets().stream().mapToLong(Bucket::bytes).sum()).isEqualTo(100L * packets);
        assertThat(traffic.buckets()).isSortedAccordingTo((a, b) -> Long.compare(a.start(), b.start()));
    }

    @Test
    void meterStaysFineWhenOnePacketHasAWildTime() {
        meter.packet(0, 60);
        meter.packet(Long.MIN_VALUE, 60);
        meter.packet(Long.MAX_VALUE, 60);
        for (int i = 0; i < 1000; i++) {
            meter.packet(START + i * 1_000_000L, 60);
        }

        assertThat(meter.traffic().bucketNanos()).isEqualTo(1024);
        assertThat(meter.traffic().buckets()).hasSize(1003);
    }

    @Test
    void lossBeginsWhereTheOneBeforeEnded() {
        meter.packet(START, 60);
        meter.dropped(0);
        meter.packet(START + SECOND, 60);
        meter.dropped(5);
        meter.packet(START + 2 * SECOND, 60);
        meter.dropped(5);
        meter.packet(START + 3 * SECOND, 60);
        meter.dropped(12);

        assertThat(meter.traffic().losses())
                .containsExactly(
                        new Loss(Loss.Kind.DROPPED, START, START + SECOND, 5),
                        new Loss(Loss.Kind.DROPPED, START + SECOND, START + 3 * SECOND, 7));
    }

    @Test
    void lossesAreJoinedWhenThereAreTooMany() {
        meter.packet(START, 60);
        int dropped = 5 * TrafficMeter.MOST_LOSSES;
        for (int i = 1; i <= dropped; i++) {
            meter.packet(START + i, 60);
            meter.dropped(i);
        }

        assertThat(meter.traffic().losses()).hasSizeLessThanOrEqualTo(TrafficMeter.MOST_LOSSES);
        assertThat(meter.traffic().losses().stream().mapToLong(Loss::packets).sum())
                .isEqualTo(dropped);
    }
}
