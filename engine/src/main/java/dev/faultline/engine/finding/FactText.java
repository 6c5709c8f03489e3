package dev.faultline.engine.finding;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes the figures and words of findings for people, and for commands that people copy.
public final class FactText {
    private static final char THIN_SPACE = '\u2009';
    private static final int DIGITS = 3;
    private static final Pattern SAFE_IN_SHELL = Pattern.compile("[A-Za-z0-9._:/@%+,=-]+");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private FactText() {}

    /// A value as people read it: a `Long` counts something and gets thin spaces between thousands, an
    /// `Integer` is a bare number such as an MTU, a `Duration` has three digits and its unit. Control and
    /// formatting characters, which captured words may hold, are replaced.
    public static String of(Object value) {
        return switch (value) {
            case Long count -> grouped(count);
            case Duration duration -> duration(duration);
            case Double number -> rounded(BigDecimal.valueOf(number));
            default -> CONTROL.matcher(value.toString()).replaceAll("\ufffd");
        };
    }

    /// A value as one word of a shell command, quoted where it needs to be; null where no quoting makes it safe
    /// to copy: a control character, or what could be taken for an option.
    static @Nullable String forCommand(Object value) {
        String text = value.toString();
        if (text.isEmpty() || text.startsWith("-") || CONTROL.matcher(text).find()) {
            return null;
        }
        return SAFE_IN_SHELL.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /// `351 s`, `1.43 s`, `0.41 ms`, `33 µs`.
    public static String duration(Duration duration) {
        BigDecimal nanos = BigDecimal.valueOf(duration.getSeconds(), -9).add(BigDecimal.valueOf(duration.getNano()));
        BigDecimal size = nanos.abs().round(new MathContext(DIGITS, RoundingMode.HALF_UP));
        if (size.compareTo(BigDecimal.valueOf(100_000)) < 0) {
            return rounded(nanos.movePointLeft(3)) + " µs";
        }
        if (size.compareTo(BigDecimal.valueOf(1_000_000_000)) < 0) {
            return rounded(nanos.movePointLeft(6)) + " ms";
        }
        return rounded(nanos.movePointLeft(9)) + " s";
    }

    /// At most three digits, but whole numbers in full.
    private static String rounded(BigDecimal number) {
        int whole = number.precision() - number.scale();
        BigDecimal rounded = number.round(new MathContext(Math.max(whole, DIGITS), RoundingMode.HALF_UP));
        if (rounded.signum() == 0) {
            return "0";
        }
        if (rounded.stripTrailingZeros().scale() <= 0) {
            return grouped(rounded.longValue());
        }
        return rounded.stripTrailingZeros().toPlainString();
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', THIN_SPACE);
    }
}
