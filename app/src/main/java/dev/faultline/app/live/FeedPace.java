package dev.faultline.app.live;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/// How a feed is waited for.
///
/// @param nanoTime the clock of this machine, as [System#nanoTime()]
/// @param tick how often a quiet feed tells the time
/// @param margin how far behind the far clock that time stays, as packets need a while to come
/// @param silence without a sign of life for that long, the connection counts as broken
/// @param backOff how long to wait before the n-th try to connect again, from 1
record FeedPace(
        LongSupplier nanoTime, Duration tick, Duration margin, Duration silence, IntFunction<Duration> backOff) {
    private static final int LONGEST_BACK_OFF = 30;

    /// Ticks ten times a second, two seconds behind.
    static final FeedPace USUAL = new FeedPace(
            System::nanoTime,
            Duration.ofMillis(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            attempt -> Duration.ofSeconds(Math.min(LONGEST_BACK_OFF, 1L << Math.min(attempt - 1, 5))));
}
