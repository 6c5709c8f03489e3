package dev.faultline.app.live;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Says once that a feed is to stop, and interrupts what it is opening then. Thread-safe.
final class StopSignal {
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Thread opening;

    /// Opens a connection.
    interface Opener<T> {
        T open() throws FeedException, InterruptedException;
    }

    /// Opens a connection, unless the feed is to stop.
    ///
    /// @return null when it was stopped before or meanwhile
    /// @throws InterruptedException when something else interrupts
    <T> @Nullable T open(Opener<T> opener) throws FeedException, InterruptedException {
        opening = Thread.currentThread();
        try {
            return isGiven() ? null : opener.open();
        } catch (InterruptedException e) {
            if (isGiven()) {
                return null;
            }
            throw e;
        } finally {
            opening = null;
        }
    }

    void give() {
        stop.countDown();
        Thread busy = opening;
        if (busy != null) {
            busy.interrupt();
        }
    }

    boolean isGiven() {
        return stop.getCount() == 0;
    }

    /// Waits so long for it.
    ///
    /// @return whether it is given
    boolean await(Duration time) throws InterruptedException {
        return stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
