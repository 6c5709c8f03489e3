package dev.faultline.engine.flow;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Timers in capture time (Varghese and Lauck's hashed wheel): arming, moving and stopping one costs a few
/// field writes, and nothing is allocated. An entry has one timer.
///
/// @param <E> what has a timer
@SuppressWarnings("ReferenceEquality") // an entry is only ever itself
public final class TimerWheel<E extends TimerWheel.Entry> {
    private static final int SLOTS = 512;
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

    private final @Nullable Entry[] slots = new @Nullable Entry[SLOTS];
    private final Consumer<E> expired;
    private long tick;

    /// What has a timer in a wheel.
    public abstract static class Entry {
        private long due;
        private int slot;
        private boolean armed;
        private @Nullable Entry next;
        private @Nullable Entry previous;

        /// Whether its timer runs.
        public final boolean isArmed() {
            return armed;
        }
    }

    /// @param expired hears each entry whose timer has run out; it may arm it again
    public TimerWheel(Consumer<E> expired) {
        this.expired = expired;
    }

    /// Arms the timer of `entry`, or moves it.
    ///
    /// @param due nanoseconds on the [CaptureClock]
    public void arm(E entry, long due) {
        stop(entry);
        Entry added = entry;
        added.due = due;
        added.armed = true;
        added.slot = slot(Math.max(due / TICK, tick));
        Entry first = slots[added.slot];
        added.next = first;
        if (first != null) {
            first.previous = added;
        }
        slots[added.slot] = added;
    }

    /// Stops the timer of `entry`, if it runs.
    public void stop(E entry) {
        Entry stopped = entry;
        if (stopped.armed) {
            unlink(stopped);
        }
    }

    /// Lets time pass until `elapsed` nanoseconds on the [CaptureClock].
    public void advance(long elapsed) {
        long until = elapsed / TICK;
        if (until <= tick) {
            return;
        }
        long from = Math.max(tick, until - SLOTS);
        tick = until;
        for (long t = from; t < until; t++) {
            expire(slot(t), elapsed);
        }
    }

    @SuppressWarnings("unchecked")
    private void expire(int slot, long elapsed) {
        Entry entry = slots[slot];
        while (entry != null) {
            Entry following = entry.next;
            if (entry.due <= elapsed) {
                unlink(entry);
                expired.accept((E) entry);
            }
            entry = following;
        }
    }

    private void unlink(Entry entry) {
        if (entry.previous == null) {
            slots[entry.slot] = entry.next;
        } else {
            entry.previous.next = entry.next;
        }
        if (entry.next != null) {
            entry.next.previous = entry.previous;
        }
        entry.next = null;
        entry.previous = null;
        entry.armed = false;
    }

    private static int slot(long tick) {
        return (int) (tick & SLOTS - 1);
    }
}
