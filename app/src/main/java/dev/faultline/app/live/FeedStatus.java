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
/// @param note by which of several ways it captures, and why not by a better one, in words for people; empty
/// where there is one way
public record FeedStatus(
        FeedPlace place,
        FeedState state,
        long packets,
        long bytes,
        long packetsPerSecond,
        long dropped,
        Duration missed,
        Duration clockOffset,
        String note) {
    /// Less may be the way that the time took to come here.
    private static final Duration CLOCK_WRONG = Duration.ofSeconds(5);

    /// The same in another state.
    FeedStatus in(FeedState other) {
        return new FeedStatus(place, other, packets, bytes, packetsPerSecond, dropped, missed, clockOffset, note);
    }

    /// The same with a note.
    FeedStatus noting(String other) {
        return new FeedStatus(place, state, packets, bytes, packetsPerSecond, dropped, missed, clockOffset, other);
    }

    /// Whether the far clock, or the one of this machine, is plainly wrong.
    public boolean isClockWrong() {
        return clockOffset.abs().compareTo(CLOCK_WRONG) >= 0;
    }
}
