package dev.faultline.app.ui.text;

import dev.faultline.app.Messages;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Writes figures and times the way the whole window does: thousands by a thin space, units of a thousand.
public final class Figures {
    /// Between thousands, and between a figure and its unit; no line breaks at it.
    private static final char THIN = '\u202f';

    private static final String[] COUNTS = {"", "k", "M", "G", "T"};
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private Figures() {}

    /// What stands between a figure and its unit.
    public static char unitSpace() {
        return THIN;
    }

    /// In full: `8 133 902`.
    public static String count(long value) {
        String digits = Long.toString(Math.abs(value));
        StringBuilder text = new StringBuilder(value < 0 ? "-" : "");
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                text.append(THIN);
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    /// In short: `8.1 M`, `310 k`, `912`.
    public static String shortCount(double value) {
        return scaled(value, COUNTS);
    }

    /// In short, as [#shortCount(double)].
    public static String shortCount(long value) {
        return shortCount((double) value);
    }

    /// A size: `1.9 GB`, `96 MB`, `512 B`. Units are powers of 1000.
    public static String bytes(double value) {
        return scaled(value, BYTES);
    }

    /// A size, as [#bytes(double)].
    public static String bytes(long value) {
        return bytes((double) value);
    }

    /// Time left or passed: `9 s`, `2 min`, `1 h 20 min`.
    public static String duration(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 100) {
            return Messages.text("time.seconds", String.valueOf(seconds));
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 100
                ? Messages.text("time.minutes", String.valueOf(minutes))
                : Messages.text("time.hours", String.valueOf(minutes / 60), String.valueOf(minutes % 60));
    }

    /// When something was, as one would say it now: `now`, `12 min ago`, `today 09:15`, `yesterday`, `Fri 20
    /// Nov`.
    public static String ago(ZonedDateTime then, ZonedDateTime now) {
        long minutes = Duration.between(then, now).toMinutes();
        if (minutes < 1) {
            return Messages.text("time.now");
        }
        if (minutes < 60) {
            return Messages.text("time.minutesAgo", String.valueOf(minutes));
        }
        ZoneId zone = now.getZone();
        LocalDate day = then.withZoneSameInstant(zone).toLocalDate();
        LocalDate today = now.toLocalDate();
        if (day.equals(today)) {
            return Messages.text("time.today", CLOCK.format(then.withZoneSameInstant(zone)));
        }
        if (day.equals(today.minusDays(1))) {
            return Messages.text("time.yesterday");
        }
        return (day.isAfter(today.minusMonths(6)) ? DAY : DATE).format(day);
    }

    /// Seconds after something, to the microsecond: `+1.016 209`.
    public static String after(long nanos) {
        long micros = Math.abs(nanos) / 1_000;
        String fraction = String.format(Locale.ROOT, "%06d", micros % 1_000_000);
        String sign = nanos < 0 ? "\u2212" : "+";
        return sign + count(micros / 1_000_000) + '.' + fraction.substring(0, 3) + THIN + fraction.substring(3);
    }

    /// A length of time that was measured, in the unit that suits it: `14 µs`, `0.41 ms`, `1.43 s`, `351 s`.
    public static String measured(long nanos) {
        if (nanos < 100_000) {
            return count(Math.round(nanos / 1e3)) + THIN + "µs";
        }
        double millis = nanos / 1e6;
        return millis < 1_000 ? precise(millis) + THIN + "ms" : precise(millis / 1_000) + THIN + "s";
    }

    private static String precise(double figure) {
        if (figure >= 100) {
            return count(Math.round(figure));
        }
        return String.format(Locale.ROOT, figure >= 10 ? "%.1f" : "%.2f", figure);
    }

    private static String scaled(double value, String[] units) {
        int unit = 0;
        double rest = value;
        while (rest >= 999.5 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        boolean fine = unit > 0 && rest < 9.95;
        String figure = String.format(Locale.ROOT, fine ? "%.1f" : "%.0f", rest);
        return units[unit].isEmpty() ? figure : figure + THIN + units[unit];
    }
}
