package dev.faultline.app.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.settings.TimeFormat;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineViewModelTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final TimeRange HOUR = new TimeRange(1_000 * SECOND, 4_600 * SECOND);

    private final TimelineViewModel model = new TimelineViewModel();

    @Test
    void whoSeesAllOfACaptureGoesOnSeeingAllOfIt() {
        model.setSpan(HOUR);
        TimeRange longer = new TimeRange(HOUR.from(), HOUR.to() + 10 * SECOND);
        model.setSpan(longer);

        assertThat(model.windowProperty().get()).isEqualTo(longer);
        assertThat(model.isZoomed()).isFalse();
    }

    @Test
    void whoSeesAPartKeepsItWhileTheCaptureGrows() {
        model.setSpan(HOUR);
        model.zoom(4, HOUR.from() + HOUR.length() / 2);
        TimeRange part = model.windowProperty().get();
        model.setSpan(new TimeRange(HOUR.from(), HOUR.to() + 10 * SECOND));

        assertThat(model.windowProperty().get()).isEqualTo(part);
    }

    @Test
    void whoSeesTheEndOfALiveCaptureGoesOnSeeingItsEnd() {
        model.setSpan(HOUR);
        model.setLive(true);
        model.zoom(4, HOUR.from());
        model.showEnd();
        TimeRange end = model.windowProperty().get();
        model.setSpan(new TimeRange(HOUR.from(), HOUR.to() + 10 * SECOND));

        assertThat(model.isFollowing()).isTrue();
        assertThat(model.windowProperty().get())
                .isEqualTo(new TimeRange(end.from() + 10 * SECOND, end.to() + 10 * SECOND));
    }

    @Test
    void whoLooksBackIsNotCarriedAwayByALiveCapture() {
        model.setSpan(HOUR);
        model.setLive(true);
        model.zoom(4, HOUR.from());
        TimeRange start = model.windowProperty().get();
        model.setSpan(new TimeRange(HOUR.from(), HOUR.to() + 10 * SECOND));

        assertThat(model.windowProperty().get()).isEqualTo(start);
    }

    @Test
    void zoomPutsATimeWhereItIsWanted() {
        model.setSpan(HOUR);
        long time = HOUR.from() + HOUR.length() / 2;
        model.zoom(4, time, 0.25);

        TimeRange shown = model.windowProperty().get();
        assertThat(shown.length()).isEqualTo(HOUR.length() / 4);
        assertThat(time - shown.from()).isEqualTo(shown.length() / 4);
    }

    @Test
    void zoomKeepsTheTimeUnderThePointer() {
        model.setSpan(HOUR);
        long around = HOUR.from() + HOUR.length() / 4;
        model.zoom(2, around);

        TimeRange shown = model.windowProperty().get();
        assertThat(shown.length()).isEqualTo(HOUR.length() / 2);
        assertThat(around - shown.from()).isEqualTo(shown.length() / 4);
    }

    @Test
    void zoomEndsAtAMicrosecondAndAtTheWholeCapture() {
        model.setSpan(HOUR);
        for (int i = 0; i < 200; i++) {
            model.zoom(1.5, HOUR.from() + 7 * SECOND);
        }
        assertThat(model.windowProperty().get().length()).isEqualTo(1_000);
        for (int i = 0; i < 200; i++) {
            model.zoom(0.5, HOUR.from() + 7 * SECOND);
        }
        assertThat(model.windowProperty().get()).isEqualTo(HOUR);
    }

    @Test
    void panStopsAtTheEndsOfTheCapture() {
        model.setSpan(HOUR);
        model.show(new TimeRange(HOUR.from(), HOUR.from() + 60 * SECOND));
        model.pan(-60 * SECOND);
        assertThat(model.windowProperty().get().from()).isEqualTo(HOUR.from());
        model.pan(Long.MAX_VALUE / 4);
        assertThat(model.windowProperty().get().to()).isEqualTo(HOUR.to());
        assertThat(model.windowProperty().get().length()).isEqualTo(60 * SECOND);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 400, 3_000, 20_000})
    void marksOfLongCapturesAreDaysMonthsAndYears(long days) {
        TimeText text = new TimeText(TimeFormat.UTC, ZoneOffset.UTC, 0);
        long start = 20_000 * DAY;
        TimeRange span = new TimeRange(start, start + days * DAY);
        long step = TimeAxis.step(span.length(), 10);

        List<String> marks = TimeAxis.marks(span, step, text.zero()).stream()
                .map(time -> text.mark(time, step))
                .toList();

        assertThat(marks).doesNotHaveDuplicates().hasSizeBetween(3, 12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 55_000, 3_600_000_000_000L, 100 * DAY, 20_000 * DAY})
    void barsAreOfARoundLengthAndNotTooMany(long length) {
        for (int most : new int[] {20, 100, 137}) {
            long bucket = TimeAxis.bucket(length, most);
            assertThat(length / bucket).isLessThan(most).isGreaterThan(most / 3);
        }
    }
}
