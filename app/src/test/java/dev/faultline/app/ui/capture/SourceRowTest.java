package dev.faultline.app.ui.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.FeedStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SourceRowTest {
    private static String detail(Duration missed, Duration clockOffset, String note) {
        return SourceRow.of(new FeedStatus(
                        FeedPlace.node("worker-1"),
                        new FeedState.Capturing(),
                        10,
                        1000,
                        1,
                        0,
                        missed,
                        clockOffset,
                        note))
                .detail();
    }

    @Test
    void clockThatIsPlainlyWrongIsTold() {
        assertThat(detail(Duration.ZERO, Duration.ofMinutes(-7), ""))
                .startsWith("its clock is 7")
                .endsWith("behind");
        assertThat(detail(Duration.ofSeconds(3), Duration.ofMinutes(7), ""))
                .contains("missed 3", "; its clock is 7")
                .endsWith("ahead");
    }

    @Test
    void whyItCapturesByAnotherWayIsToldFirst() {
        assertThat(detail(Duration.ofSeconds(3), Duration.ZERO, "with tcpdump; not the agent: it is not here"))
                .startsWith("with tcpdump; not the agent: it is not here; missed 3");
    }

    @Test
    void whatTheWayMayHaveTakenIsNoWrongClock() {
        assertThat(detail(Duration.ZERO, Duration.ofSeconds(-4), "")).isEmpty();
    }
}
