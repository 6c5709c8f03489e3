package dev.faultline.app.k8s;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// The first bytes that a process prints, read by a thread of its own so that the process never waits for room.
final class BoundedOutput {
    private static final Duration END_PATIENCE = Duration.ofMillis(500);

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final Thread reader;

    private BoundedOutput(InputStream in, int limit) {
        reader = Thread.ofVirtual().start(() -> read(in, limit));
    }

    /// @param limit bytes to keep; what comes after is read and dropped
    static BoundedOutput of(InputStream in, int limit) {
        return new BoundedOutput(in, limit);
    }

    private void read(InputStream in, int limit) {
        byte[] buffer = new byte[4096];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (kept) {
                    kept.write(buffer, 0, Math.min(n, limit - kept.size()));
                }
            }
        } catch (IOException e) {
            // The process is gone: what was read is all there is.
        }
    }

    /// What was printed; to be asked when the process has ended. A child that it left behind may hold the pipe
    /// open: that is not waited for.
    byte[] bytes() throws InterruptedException {
        reader.join(END_PATIENCE);
        synchronized (kept) {
            return kept.toByteArray();
        }
    }
}
