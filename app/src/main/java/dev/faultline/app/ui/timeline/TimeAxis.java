package dev.faultline.app.ui.timeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Where the marks of an axis stand.
public final class TimeAxis {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long[] STEPS = {
        1,
        2,
        5,
        10,
        20,
        50,
        100,
        200,
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        20_000,
        50_000,
        100_000,
        200_000,
        500_000,
        1_000_000,
        2_000_000,
        5_000_000,
        10_000_000,
        20_000_000,
        50_000_000,
        100_000_000,
        200_000_000,
        500_000_000,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        15 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        15 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        3 * HOUR,
        6 * HOUR,
        12 * HOUR,
        24 * HOUR,
        2 * 24 * HOUR,
        7 * 24 * HOUR,
        14 * 24 * HOUR
    };
    private static final long DAY = 24 * HOUR;
    private static final long[] MONTHS = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200};

    /// A month as a step; marks stand at the first of months all the same.
    static final long MONTH = 30 * DAY;

    private static final long[] BUCKETS = {10, 15, 20, 30, 40, 50, 60, 80};

    private static final long TEN = 10;
    private static final long[] ROUND_TENTHS = {10, 12, 16, 20, 30, 40, 50, 60, 80, 100};

    private TimeAxis() {}

    /// The step between marks, in nanoseconds: the shortest that leaves each of them enough room.
    ///
    /// @param length of the axis in nanoseconds
    /// @param most marks that there is room for, at least 1
    static long step(long length, int most) {
        for (long step : STEPS) {
            if (length / step <= most) {
                return step;
            }
        }
        for (long months : MONTHS) {
            if (length / (months * MONTH) <= most) {
                return months * MONTH;
            }
        }
        return MONTHS[MONTHS.length - 1] * MONTH;
    }

    /// A round length for bars, in nanoseconds: the shortest of which no more than `most` cover `length`.
    public static long bucket(long length, int most) {
        long unit = 1;
        while (true) {
            for (long tenths : BUCKETS) {
                long bucket = Math.max(1, unit * tenths / TEN);
                if (length / bucket < most) {
                    return bucket;
                }
            }
            unit *= TEN;
        }
    }

    /// The times of the marks.
    ///
    /// @param zero what marks are counted from: the epoch, midnight of a zone, the start of the capture
    static List<Long> marks(TimeRange span, long step, long zero) {
        return step < MONTH ? even(span, step, zero) : months(span, step / MONTH, zero);
    }

    private static List<Long> even(TimeRange span, long step, long zero) {
        List<Long> marks = new ArrayList<>();
        long first = span.from() + Math.floorMod(zero - span.from(), step);
        for (long time = first; time < span.to(); time += step) {
            marks.add(time);
        }
        return marks;
    }

    /// The first days of months, at the time of day that marks are counted from.
    private static List<Long> months(TimeRange span, long step, long zero) {
        List<Long> marks = new ArrayList<>();
        long shift = Math.floorMod(zero, DAY);
        LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(span.from() - shift, DAY));
        long month = Math.floorDiv(first.getYear() * 12L + first.getMonthValue() - 1, step) * step;
        for (long time = timeOf(month, shift); time < span.to(); time = timeOf(month, shift)) {
            if (time >= span.from()) {
                marks.add(time);
            }
            month += step;
        }
        return marks;
    }

    private static long timeOf(long month, long shift) {
        LocalDate day = LocalDate.of((int) Math.floorDiv(month, 12L), (int) Math.floorMod(month, 12L) + 1, 1);
        return day.toEpochDay() * DAY + shift;
    }

    /// The least round figure that is at least `highest` and whose half is whole: 2, 4, … 10, 20, 30, 50, 60 …
    static long round(long highest) {
        if (highest <= TEN) {
            return Math.max(2, highest + highest % 2);
        }
        long unit = TEN;
        while (unit * TEN < highest) {
            unit *= TEN;
        }
        for (long tenths : ROUND_TENTHS) {
            if (unit * tenths / TEN >= highest) {
                return unit * tenths / TEN;
            }
        }
        return unit * TEN;
    }
}
