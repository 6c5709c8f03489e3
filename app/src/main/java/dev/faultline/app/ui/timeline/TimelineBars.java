package dev.faultline.app.ui.timeline;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the timeline strip draws.
///
/// @param start of the first bar, nanoseconds since the epoch
/// @param bucketNanos time that one bar stands for
/// @param bars findings that began in each stretch, by what they are stacked by
/// @param stack what they are stacked by, the lowest first
/// @param faint whether they do not meet the filter and only show where findings would be
/// @param traffic packets and bytes of each bar; empty when nothing is known of them
public record TimelineBars(
        long start,
        long bucketNanos,
        List<Map<String, Long>> bars,
        List<Layer> stack,
        boolean faint,
        List<Load> traffic) {
    public static final TimelineBars NONE = new TimelineBars(0, 1, List.of(), List.of(), false, List.of());

    /// What was captured in the time of one bar.
    ///
    /// @param bytes on the wire
    public record Load(long packets, long bytes) {}

    /// One part of the stack.
    ///
    /// @param id of the class, severity or kind, or a name
    /// @param name for people
    /// @param styleClass that gives its colour
    public record Layer(String id, String name, String styleClass) {}

    public TimelineBars {
        bars = List.copyOf(bars);
        stack = List.copyOf(stack);
        traffic = List.copyOf(traffic);
    }

    /// The height of the highest bar that begins in `part`, at least 1.
    long highest(TimeRange part) {
        long highest = 1;
        for (int i = 0; i < bars.size(); i++) {
            if (end(i) > part.from() && begin(i) < part.to()) {
                highest = Math.max(highest, total(i));
            }
        }
        return highest;
    }

    /// The most packets in a bar that begins in `part`, at least 1.
    long busiest(TimeRange part) {
        long busiest = 1;
        for (int i = 0; i < traffic.size(); i++) {
            if (end(i) > part.from() && begin(i) < part.to()) {
                busiest = Math.max(busiest, traffic.get(i).packets());
            }
        }
        return busiest;
    }

    long begin(int bar) {
        return start + bar * bucketNanos;
    }

    long end(int bar) {
        return begin(bar) + bucketNanos;
    }

    long total(int bar) {
        return bars.get(bar).values().stream().mapToLong(Long::longValue).sum();
    }

    /// Findings of one layer in the bars that touch `part`.
    long total(String layer, TimeRange part) {
        long total = 0;
        for (int i = 0; i < bars.size(); i++) {
            if (end(i) > part.from() && begin(i) < part.to()) {
                total += bars.get(i).getOrDefault(layer, 0L);
            }
        }
        return total;
    }

    /// The bar at a time, or -1.
    int at(long time) {
        long bar = Math.floorDiv(time - start, bucketNanos);
        return bar >= 0 && bar < bars.size() ? (int) bar : -1;
    }

    /// What a bar is made of, the most first.
    Stream<Map.Entry<Layer, Long>> parts(int bar) {
        Map<String, Long> counts = bars.get(bar);
        return stack.stream()
                .map(layer -> Map.entry(layer, counts.getOrDefault(layer.id(), 0L)))
                .filter(part -> part.getValue() > 0)
                .sorted(Comparator.comparingLong((Map.Entry<Layer, Long> part) -> -part.getValue()));
    }
}
