package dev.faultline.app.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.settings.TimeFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeTextTest {
    private static final long START = 1_700_000_000_123_456_789L;

    @ParameterizedTest
    @EnumSource(TimeFormat.class)
    void noTwoMarksOfAnAxisAreTheSame(TimeFormat format) {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        // Two hours before clocks go back, at 2026-10-25T01:00:00Z.
        long autumn = 1_792_881_000_000_000_000L;
        for (long start : new long[] {START, autumn, 0}) {
            TimeText text = new TimeText(format, berlin, start);
            for (long length = 10; length < 80L * 365 * 86_400 * 1_000_000_000L; length = length * 3 / 2) {
                for (int most : new int[] {4, 9, 14, 30}) {
                    TimeRange span = new TimeRange(start, start + length);
                    long step = TimeAxis.step(span.length(), most);

                    List<String> marks = text.marks(TimeAxis.marks(span, step, text.zero()), step);

                    assertThat(marks).as("%d ns", length).doesNotHaveDuplicates();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TimeFormat.class)
    void marksOfAShortCaptureAreAllDifferent(TimeFormat format) {
        TimeText text = new TimeText(format, ZoneOffset.UTC, START);
        for (long length : new long[] {50, 700, 4_000, 90_000, 800_000, 3_000_000, 5_000_000_000L}) {
            TimeRange span = new TimeRange(START, START + length);
            long step = TimeAxis.step(span.length(), 9);

            List<String> marks = TimeAxis.marks(span, step, text.zero()).stream()
                    .map(time -> text.mark(time, step))
                    .toList();

            assertThat(marks).doesNotHaveDuplicates().hasSizeGreaterThan(2);
        }
    }
}
