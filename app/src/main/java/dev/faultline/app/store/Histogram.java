package dev.faultline.app.store;

import dev.faultline.engine.finding.FindingClass;
import java.util.List;
import java.util.Map;

/// Findings over time.
///
/// @param start beginning of the first bucket, nanoseconds since the epoch
/// @param bucketNanos length of each bucket
/// @param buckets number of findings that began in each, by class; classes with none are missing
public record Histogram(long start, long bucketNanos, List<Map<FindingClass, Long>> buckets) {
    public Histogram {
        buckets = buckets.stream().map(Map::copyOf).toList();
    }
}
