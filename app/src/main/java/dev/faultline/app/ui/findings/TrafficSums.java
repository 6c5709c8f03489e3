package dev.faultline.app.ui.findings;

import dev.faultline.app.ui.timeline.TimelineBars.Load;
import dev.faultline.engine.pipeline.Traffic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Sums up the traffic of captures for the bars of the timeline. What was counted in stretches longer than a
/// bar is spread evenly over them.
final class TrafficSums {
    private final long start;
    private final long bucketNanos;
    private final double[] packets;
    private final double[] bytes;

    /// @param start of the first bar, nanoseconds since the epoch
    /// @param bucketNanos length of a bar
    TrafficSums(long start, long bucketNanos, int bars) {
        this.start = start;
        this.bucketNanos = bucketNanos;
        packets = new double[bars];
        bytes = new double[bars];
    }

    void add(Traffic traffic) {
        for (Traffic.Bucket bucket : traffic.buckets()) {
            add(bucket, traffic.bucketNanos());
        }
    }

    private void add(Traffic.Bucket bucket, long length) {
        double from = (double) (bucket.start() - start) / bucketNanos;
        double span = (double) length / bucketNanos;
        int first = (int) Math.max(0, Math.floor(from));
        int last = (int) Math.min(packets.length - 1.0, Math.floor(from + span));
        for (int bar = first; bar <= last; bar++) {
            double share = (Math.min(bar + 1.0, from + span) - Math.max(bar, from)) / span;
            packets[bar] += bucket.packets() * share;
            bytes[bar] += bucket.bytes() * share;
        }
    }

    /// The sums, bar by bar; nothing when there is no traffic at all.
    List<Load> loads() {
        if (Arrays.stream(packets).allMatch(sum -> sum == 0)) {
            return List.of();
        }
        return IntStream.range(0, packets.length)
                .mapToObj(bar -> new Load(Math.round(packets[bar]), Math.round(bytes[bar])))
                .toList();
    }
}
