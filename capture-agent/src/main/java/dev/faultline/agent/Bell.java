package dev.faultline.agent;

import java.util.concurrent.TimeUnit;

/// Wakes whoever waits for something new. Thread-safe.
final class Bell {
    private long rings;

    /// Something is new.
    synchronized void ring() {
        rings++;
        notifyAll();
    }

    /// How often it was rung; to be asked before looking for what is new.
    synchronized long rings() {
        return rings;
    }

    /// Waits until it was rung more often than `seen`.
    ///
    /// @param milliseconds how long at most
    synchronized void await(long seen, long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        long left = milliseconds;
        while (rings == seen && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
    }
}
