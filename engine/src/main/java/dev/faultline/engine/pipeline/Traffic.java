package dev.faultline.engine.pipeline;

import java.util.List;

/// Packets and bytes of a capture over time, and what it lost.
///
/// @param bucketNanos time that one bucket stands for, a power of two
/// @param buckets in order of time; those without packets are missing
/// @param losses in the order in which they became known
public record Traffic(long bucketNanos, List<Bucket> buckets, List<Loss> losses) {
    /// Nothing.
    public static final Traffic NONE = new Traffic(1, List.of(), List.of());

    /// One stretch of time.
    ///
    /// @param start nanoseconds since the epoch, a multiple of its length
    /// @param packets captured in it, at least 1
    /// @param bytes that they had on the wire
    public record Bucket(long start, long packets, long bytes) {}

    /// Something that the capture does not have.
    ///
    /// @param from nanoseconds since the epoch
    /// @param to for [Kind#DROPPED], when it became known: the packets were dropped some time before
    /// @param packets how many, or -1 when nobody knows
    public record Loss(Kind kind, long from, long to, long packets) {
        /// How it was lost.
        public enum Kind {
            /// The system or the interface had no room for packets.
            DROPPED,
            /// The source could not see.
            BLIND
        }

        /// Both as one.
        Loss and(Loss other) {
            long sum = packets < 0 || other.packets < 0 ? -1 : packets + other.packets;
            return new Loss(kind, Math.min(from, other.from), Math.max(to, other.to), sum);
        }
    }

    public Traffic {
        buckets = List.copyOf(buckets);
        losses = List.copyOf(losses);
    }
}
