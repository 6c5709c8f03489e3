package dev.faultline.app.live;

import java.time.Duration;

/// A feed at one moment.
///
/// @param place where it captures
/// @param state what it is doing
/// @param packets packets received
/// @param bytes captured bytes received
/// @param packetsPerSecond over the last second or so
/// @param dropped packets that its system or interface dropped, as far as it says
/// @param missed how long nothing was captured, in all gaps together
/// @param clockOffset the far clock minus the one of this machine, as measured
public record FeedStatus(
        FeedPlace place,
        FeedState state,
        long packets,
        long bytes,
        long packetsPerSecond,
        long dropped,
        Duration missed,
        Duration clockOffset) {
    /// Less may be the way that the time took to come here.
    private static final Duration CLOCK_WRONG = Duration.ofSeconds(5);

    /// Whether the far clock, or the one of this machine, is plainly wrong.
    public boolean isClockWrong() {
        return clockOffset.abs().compareTo(CLOCK_WRONG) >= 0;
    }
}
