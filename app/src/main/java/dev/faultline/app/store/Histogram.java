package dev.faultline.app.store;

import java.util.List;
import java.util.Map;

/// Findings over time.
///
/// @param scale where the buckets lie and what they tell apart
/// @param buckets number of findings that began in each, by the id of their class, severity or kind; what there
/// is none of is missing
public record Histogram(Scale scale, List<Map<String, Long>> buckets) {
    /// Where buckets lie.
    ///
    /// @param start beginning of the first bucket, nanoseconds since the epoch
    /// @param bucketNanos length of each bucket
    /// @param buckets how many
    /// @param grouping what findings are told apart by
    public record Scale(long start, long bucketNanos, int buckets, Grouping grouping) {
        /// Behind the last bucket.
        public long end() {
            return start + bucketNanos * buckets;
        }
    }

    public Histogram {
        buckets = buckets.stream().map(Map::copyOf).toList();
    }
}
