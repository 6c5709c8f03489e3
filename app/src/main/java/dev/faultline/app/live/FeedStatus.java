package dev.faultline.app.live;

/// A feed at one moment.
///
/// @param place where it captures
/// @param state what it is doing
/// @param packets packets received
/// @param bytes captured bytes received
/// @param packetsPerSecond over the last second or so
/// @param dropped packets that its system or interface dropped, as far as it says
/// @param missedNanos how long nothing was captured, in all gaps together
public record FeedStatus(
        FeedPlace place,
        FeedState state,
        long packets,
        long bytes,
        long packetsPerSecond,
        long dropped,
        long missedNanos) {}
