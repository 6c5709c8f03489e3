package dev.faultline.app.ui.timeline;

import dev.faultline.app.settings.TimeFormat;
import dev.faultline.app.ui.text.Figures;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Writes capture times: short for the table, in full for tooltips and copies.
///
/// @param format what the table shows
/// @param zone where the user is
/// @param start of the capture, nanoseconds since the epoch
public record TimeText(TimeFormat format, ZoneId zone, long start) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("ss.SSS");
    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn xxx");
    private static final DateTimeFormatter TO_MICROS = DateTimeFormatter.ofPattern("ss.SSSSSS");
    private static final DateTimeFormatter TO_NANOS = DateTimeFormatter.ofPattern("ss.nnnnnnnnn");
    private static final DateTimeFormatter TO_SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter TO_MINUTES = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter TO_DAYS = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TO_MONTHS = DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TO_YEARS = DateTimeFormatter.ofPattern("yyyy");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");
    private static final long NANOS = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final long MICRO = 1_000;
    private static final long MINUTE = 60 * NANOS;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long YEAR = 12 * TimeAxis.MONTH;
    private static final int MILLIS_DIGITS = 3;

    /// The time in the table.
    ///
    /// @param time nanoseconds since the epoch
    /// @param above time of the row above; the time itself in the first row
    /// @param narrow whether there is no room for hours and minutes
    public String cell(long time, long above, boolean narrow) {
        return switch (format) {
            case LOCAL -> clock(zone, narrow).format(instant(time));
            case UTC -> clock(ZoneOffset.UTC, narrow).format(instant(time));
            case RELATIVE -> seconds(time - start, MILLIS_DIGITS);
            case DELTA -> seconds(time - above, MILLIS_DIGITS);
        };
    }

    /// Date, time to the nanosecond and offset.
    public String full(long time) {
        ZoneId where = format == TimeFormat.LOCAL ? zone : ZoneOffset.UTC;
        return FULL.withZone(where).format(instant(time));
    }

    /// The moment that `nanos` since the epoch stands for.
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }

    /// What marks on an axis are counted from: the start of the capture, or midnight.
    public long zero() {
        return switch (format) {
            case LOCAL -> -zone.getRules().getOffset(instant(start)).getTotalSeconds() * NANOS;
            case UTC -> 0;
            case RELATIVE, DELTA -> start;
        };
    }

    /// The texts of all marks of an axis. No two are the same: where a time of day comes twice its day stands
    /// before it, and where clocks were set back its offset behind it.
    ///
    /// @param step time between two marks: what is less is not written
    public List<String> marks(List<Long> times, long step) {
        List<String> plain = times.stream().map(time -> mark(time, step)).toList();
        if (isDistinct(plain) || format == TimeFormat.RELATIVE || format == TimeFormat.DELTA) {
            return plain;
        }
        ZoneId where = format == TimeFormat.LOCAL ? zone : ZoneOffset.UTC;
        List<String> dated = with(times, plain, TO_DAYS.withZone(where), false);
        return isDistinct(dated) ? dated : with(times, dated, OFFSET.withZone(where), true);
    }

    private static boolean isDistinct(List<String> texts) {
        return texts.stream().distinct().count() == texts.size();
    }

    private static List<String> with(List<Long> times, List<String> texts, DateTimeFormatter more, boolean behind) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> {
                    String added = more.format(instant(times.get(i)));
                    return behind ? texts.get(i) + " " + added : added + " " + texts.get(i);
                })
                .toList();
    }

    /// The text of a mark on an axis.
    ///
    /// @param step time between two marks: what is less is not written
    public String mark(long time, long step) {
        if (format == TimeFormat.RELATIVE || format == TimeFormat.DELTA) {
            long nanos = time - start;
            return step < NANOS ? seconds(nanos, digits(step)) : Figures.count(nanos / NANOS) + "\u202fs";
        }
        ZoneId where = format == TimeFormat.LOCAL ? zone : ZoneOffset.UTC;
        return markFormat(step).withZone(where).format(instant(time));
    }

    private static DateTimeFormatter markFormat(long step) {
        if (step < MICRO) {
            return TO_NANOS;
        }
        if (step < MILLI) {
            return TO_MICROS;
        }
        if (step < NANOS) {
            return SECONDS;
        }
        if (step < DAY) {
            return step < MINUTE ? TO_SECONDS : TO_MINUTES;
        }
        return step < TimeAxis.MONTH ? TO_DAYS : step < YEAR ? TO_MONTHS : TO_YEARS;
    }

    private static DateTimeFormatter clock(ZoneId zone, boolean narrow) {
        return (narrow ? SECONDS : CLOCK).withZone(zone);
    }

    /// Digits behind the point that tell marks apart.
    private static int digits(long step) {
        if (step < MICRO) {
            return 9;
        }
        return step < MILLI ? 6 : MILLIS_DIGITS;
    }

    private static String seconds(long nanos, int digits) {
        String sign = nanos < 0 ? "\u2212" : "";
        long amount = Math.abs(nanos);
        String fraction = String.format(Locale.ROOT, "%09d", amount % NANOS).substring(0, digits);
        return sign + Figures.count(amount / NANOS) + '.' + fraction;
    }
}
