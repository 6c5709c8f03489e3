package dev.faultline.app.session;

import java.util.concurrent.TimeUnit;

/// Passes on the news that findings were written, at most ten times a second. Thread-safe.
public final class FindingTicks {
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(100);

    private final Runnable news;
    private boolean held;
    private long told = System.nanoTime() - BETWEEN;

    public FindingTicks(Runnable news) {
        this.news = news;
    }

    /// Findings were written.
    public void written() {
        synchronized (this) {
            held = true;
        }
        late();
    }

    /// Tells what was held back, if it is time.
    public void late() {
        synchronized (this) {
            long now = System.nanoTime();
            if (!held || now - told < BETWEEN) {
                return;
            }
            held = false;
            told = now;
        }
        news.run();
    }
}
