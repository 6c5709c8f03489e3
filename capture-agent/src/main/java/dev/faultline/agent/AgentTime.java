package dev.faultline.agent;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The time that packets carry.
final class AgentTime {
    private AgentTime() {}

    /// Nanoseconds since the epoch.
    static long now() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }
}
