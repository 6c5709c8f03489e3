package dev.faultline.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.store.SessionEvent;
import dev.faultline.app.store.SessionEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedEventsTest {
    private static final FeedPlace NODE = FeedPlace.node("worker-1");
    private static final Instant START = Instant.ofEpochSecond(1_000);

    private final FeedEvents events = new FeedEvents();
    private final List<SessionEvent> told = new ArrayList<>();
    private Instant now = START;

    private void is(FeedState state, Duration offset) {
        FeedStatus status = new FeedStatus(NODE, state, 0, 0, 0, 0, Duration.ZERO, offset, "");
        told.addAll(events.since(List.of(status), now));
        now = now.plusSeconds(1);
    }

    private void is(FeedState state) {
        is(state, Duration.ZERO);
    }

    @Test
    void lifeOfAFeedIsToldOnce() {
        is(new FeedState.Starting());
        is(new FeedState.Capturing());
        is(new FeedState.Capturing());
        is(new FeedState.Reconnecting("reset", 1, Duration.ZERO));
        is(new FeedState.Reconnecting("reset", 2, Duration.ofSeconds(1)));
        is(new FeedState.Capturing());
        is(new FeedState.Ended());

        assertThat(told)
                .extracting(SessionEvent::kind)
                .containsExactly(Kind.STARTED, Kind.BROKEN, Kind.RECONNECTED, Kind.STOPPED);
        assertThat(told.get(1)).isEqualTo(SessionEvent.at(Kind.BROKEN, 1_003_000_000_000L, "worker-1", "reset"));
    }

    @Test
    void eventsAreInTheTimeOfTheFeedEvenWhileItIsAway() {
        Duration ahead = Duration.ofSeconds(100);
        is(new FeedState.Capturing(), ahead);
        is(new FeedState.Lost("gone"));

        assertThat(told).extracting(SessionEvent::from).containsExactly(1_100_000_000_000L, 1_101_000_000_000L);
    }

    @Test
    void feedThatNeverCapturedDoesNotStop() {
        is(new FeedState.Starting());
        is(new FeedState.Ended());

        assertThat(told).isEmpty();
    }
}
