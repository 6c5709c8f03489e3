package dev.faultline.app.export;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/// Times of packets as text.
final class Timestamps {
    /// As many digits of a second as there are.
    private static final DateTimeFormatter EXACT =
            new DateTimeFormatterBuilder().appendInstant(-1).toFormatter();

    private Timestamps() {}

    /// ISO 8601 in UTC.
    ///
    /// @param nanos since the epoch
    static String exact(long nanos) {
        return EXACT.format(instant(nanos));
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }
}
