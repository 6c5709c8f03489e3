package dev.faultline.app.session;

import dev.faultline.engine.capture.CaptureStatistics;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Turns what is read into percent, rates and time left, over all files of a session. Used by one thread.
final class ProgressMeter {
    private static final long SURE_AFTER_NANOS = 500_000_000;

    private final long total;
    private final Rate packets = new Rate();
    private final Rate bytes = new Rate();
    private long packetsBefore;
    private long bytesBefore;
    private long sourceBefore;

    /// @param total bytes of all files as stored
    ProgressMeter(long total) {
        this.total = total;
    }

    /// Within one file.
    ///
    /// @param nanos since the first file was begun
    SessionProgress at(CaptureStatistics now, long nanos) {
        long read = sourceBefore + now.sourceBytes();
        packets.add(nanos, packetsBefore + now.packets());
        bytes.add(nanos, read);
        return new SessionProgress(
                total > 0 ? Math.min(1, (double) read / total) : -1,
                packetsBefore + now.packets(),
                bytesBefore + now.bytes(),
                packets.perSecond(),
                bytes.perSecond(),
                remaining(read, nanos),
                Duration.ofNanos(nanos));
    }

    private @Nullable Duration remaining(long read, long nanos) {
        double rate = bytes.perSecond();
        if (total <= 0 || rate <= 0 || nanos < SURE_AFTER_NANOS) {
            return null;
        }
        return Duration.ofMillis(Math.round(Math.max(0, total - read) * 1000 / rate));
    }

    /// A file is done; the next one counts on.
    void nextFile(CaptureStatistics last, long fileSize) {
        packetsBefore += last.packets();
        bytesBefore += last.bytes();
        sourceBefore += fileSize;
    }
}
