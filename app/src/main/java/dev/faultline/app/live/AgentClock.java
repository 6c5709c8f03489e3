package dev.faultline.app.live;

import java.time.Duration;

/// How far an agent's clock is ahead of this machine's, from probes that went there and back. Used by one
/// thread.
///
/// The answer of the quickest probe is the best one, and wrong by half its time at most. Small differences stay
/// as they are: the link itself makes up as much, and times that the agent's own machine wrote elsewhere agree
/// with those that are shown.
final class AgentClock {
    /// Differences from which on times are corrected.
    static final Duration SIGNIFICANT = Duration.ofMillis(100);

    private long quickest = Long.MAX_VALUE;
    private long ahead;
    private long corrected;

    /// A probe came back.
    ///
    /// @param sent when it was sent, by the clock here, in nanoseconds since the epoch
    /// @param there the time there when it was answered
    /// @param back when the answer came, by the clock here
    void answered(long sent, long there, long back) {
        long took = back - sent;
        if (took >= 0 && took <= quickest) {
            quickest = took;
            ahead = there - (sent + took / 2);
        }
    }

    /// Whether a probe came back.
    boolean isKnown() {
        return quickest != Long.MAX_VALUE;
    }

    /// The far clock minus the one here; zero while unknown.
    Duration ahead() {
        return Duration.ofNanos(ahead);
    }

    /// What to take from the times of the agent, in nanoseconds. Stays as it is until it is wrong by as much as
    /// matters, so that times do not waver.
    long correction() {
        long significant = Math.max(SIGNIFICANT.toNanos(), isKnown() ? quickest : 0);
        if (Math.abs(ahead - corrected) >= significant) {
            corrected = ahead;
        }
        return corrected;
    }
}
