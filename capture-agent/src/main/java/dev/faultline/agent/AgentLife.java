package dev.faultline.agent;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How long the agent goes on. Thread-safe.
final class AgentLife {
    private final LongSupplier nanoTime;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long idleTimeout;
    private long deadline;
    private long from;

    /// Why an agent ends.
    enum End {
        /// Somebody wanted it, or a signal came.
        STOPPED,
        /// Nobody has listened for too long.
        IDLE,
        /// Its time is over.
        DEADLINE
    }

    /// @param idleTimeout time without any desktop after which it ends, in nanoseconds; 0 for none
    /// @param deadline time after which it ends in any case, in nanoseconds; 0 for none
    /// @param nanoTime as [System#nanoTime()]
    AgentLife(long idleTimeout, long deadline, LongSupplier nanoTime) {
        this.idleTimeout = idleTimeout;
        this.deadline = deadline;
        this.nanoTime = nanoTime;
        from = nanoTime.getAsLong();
    }

    /// Ends when nobody has listened for so long, in nanoseconds; 0 for never.
    synchronized void idleTimeout(long nanos) {
        idleTimeout = Math.max(0, nanos);
    }

    /// Ends when so much time has passed from now, in nanoseconds; 0 for never.
    synchronized void deadline(long nanos) {
        deadline = Math.max(0, nanos);
        from = nanoTime.getAsLong();
    }

    /// The time until the agent ends whether somebody listens or not, in seconds.
    synchronized long deadlineSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(deadline);
    }

    /// The time without any desktop after which it ends, in seconds.
    synchronized long idleSeconds() {
        return TimeUnit.NANOSECONDS.toSeconds(idleTimeout);
    }

    /// Ends it now.
    void stop() {
        stopped.countDown();
    }

    /// Waits a little, or until it is stopped.
    ///
    /// @return whether it was
    boolean awaitStop(Duration little) throws InterruptedException {
        return stopped.await(little.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Whether it is over.
    ///
    /// @param alone for how long nobody has listened
    synchronized boolean isOver(End why, Duration alone) {
        return switch (why) {
            case STOPPED -> stopped.getCount() == 0;
            case IDLE -> idleTimeout > 0 && alone.toNanos() > idleTimeout;
            case DEADLINE -> deadline > 0 && nanoTime.getAsLong() - from > deadline;
        };
    }
}
