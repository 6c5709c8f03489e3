package dev.faultline.app.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.ui.timeline.TimelineBars.Load;
import dev.faultline.engine.pipeline.Traffic;
import dev.faultline.engine.pipeline.Traffic.Bucket;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficSumsTest {
    private static List<Load> sums(long start, long length, int bars, Traffic... captures) {
        TrafficSums sums = new TrafficSums(start, length, bars);
        for (Traffic capture : captures) {
            sums.add(capture);
        }
        return sums.loads();
    }

    private static Traffic traffic(long length, Bucket... buckets) {
        return new Traffic(length, List.of(buckets), List.of());
    }

    @Test
    void shortStretchesOfSeveralCapturesAreAddedUp() {
        Traffic one = traffic(4, new Bucket(96, 9, 9), new Bucket(100, 1, 60), new Bucket(104, 2, 100));
        Traffic other = traffic(8, new Bucket(112, 5, 500), new Bucket(120, 7, 7));

        assertThat(sums(100, 10, 2, one, other)).containsExactly(new Load(3, 160), new Load(5, 500));
    }

    @Test
    void longStretchesAreSpread() {
        assertThat(sums(0, 10, 4, traffic(32, new Bucket(0, 320, 3200))))
                .containsExactly(new Load(100, 1000), new Load(100, 1000), new Load(100, 1000), new Load(20, 200));
    }

    @Test
    void captureWithoutTrafficHasNoLoads() {
        assertThat(sums(0, 10, 4, traffic(32))).isEmpty();
        assertThat(sums(0, 10, 4)).isEmpty();
    }
}
