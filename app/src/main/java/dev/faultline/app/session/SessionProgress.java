package dev.faultline.app.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How far an analysis is.
///
/// @param fraction 0…1 of the source read, or -1 when its size is unknown
/// @param packets read
/// @param bytes captured bytes read
/// @param packetsPerSecond over the last seconds
/// @param bytesPerSecond of the source as stored, over the last seconds
/// @param remaining time left, or null when unknown
/// @param elapsed since the analysis began
public record SessionProgress(
        double fraction,
        long packets,
        long bytes,
        double packetsPerSecond,
        double bytesPerSecond,
        @Nullable Duration remaining,
        Duration elapsed) {

    /// Nothing read yet.
    public static final SessionProgress NONE = new SessionProgress(-1, 0, 0, 0, 0, null, Duration.ZERO);
}
