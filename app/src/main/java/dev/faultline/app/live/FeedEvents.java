package dev.faultline.app.live;

import dev.faultline.app.store.SessionEvent;
import dev.faultline.app.store.SessionEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes events of what feeds say of themselves. Used by one thread at a time.
final class FeedEvents {
    private final Map<FeedPlace, FeedState> before = new HashMap<>();
    private final Map<FeedPlace, Duration> offsets = new HashMap<>();

    /// What has happened since this was last asked.
    ///
    /// @param now of the clock of this machine; events are in the time of their feeds
    List<SessionEvent> since(List<FeedStatus> feeds, Instant now) {
        List<SessionEvent> events = new ArrayList<>();
        for (FeedStatus feed : feeds) {
            FeedState last = before.put(feed.place(), feed.state());
            if (!feed.clockOffset().isZero()) {
                offsets.put(feed.place(), feed.clockOffset());
            }
            Kind kind = kind(last, feed.state());
            if (kind != null) {
                Instant there = now.plus(offsets.getOrDefault(feed.place(), Duration.ZERO));
                events.add(SessionEvent.at(kind, nanos(there), feed.place().label(), detail(feed.state())));
            }
        }
        return events;
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    private static @Nullable Kind kind(@Nullable FeedState last, FeedState now) {
        if (last != null && last.getClass().equals(now.getClass())) {
            return null;
        }
        return switch (now) {
            case FeedState.Capturing() -> last instanceof FeedState.Reconnecting ? Kind.RECONNECTED : Kind.STARTED;
            case FeedState.Reconnecting _ -> Kind.BROKEN;
            case FeedState.Lost _ -> Kind.LOST;
            case FeedState.Ended() -> last instanceof FeedState.Capturing ? Kind.STOPPED : null;
            default -> null;
        };
    }

    private static String detail(FeedState state) {
        return switch (state) {
            case FeedState.Reconnecting reconnecting -> reconnecting.why();
            case FeedState.Lost lost -> lost.why();
            default -> "";
        };
    }
}
