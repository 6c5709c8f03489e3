package dev.faultline.engine.flow;

import java.util.concurrent.TimeUnit;

/// Time as the packets tell it, for timers: it never runs backwards, whatever the timestamps do.
///
/// Captures of several interfaces run backwards by fractions of a second; files put together run backwards by
/// hours; a single damaged record may claim any year. Small steps back are ignored, large ones are followed
/// without unwinding what has passed, and a large step forward counts only once a second packet confirms it.
public final class CaptureClock {
    private static final long JITTER = TimeUnit.SECONDS.toNanos(5);
    private static final long LEAP = TimeUnit.HOURS.toNanos(1);

    private boolean started;
    private long now;
    private long elapsed;
    private long doubtful;
    private boolean leaping;
    private long stepsBack;

    /// Takes in the timestamp of a packet, nanoseconds since the epoch.
    ///
    /// @return nanoseconds that have passed since the first packet
    public long advance(long timestamp) {
        long step = timestamp - now;
        if (!started) {
            started = true;
            now = timestamp;
        } else if (step > LEAP && !(leaping && Math.abs(timestamp - doubtful) < JITTER)) {
            leaping = true;
            doubtful = timestamp;
            return elapsed;
        } else if (step > 0) {
            now = timestamp;
            elapsed += step;
        } else if (step < -JITTER) {
            now = timestamp;
            stepsBack++;
        }
        leaping = false;
        return elapsed;
    }

    /// Takes in that nothing was captured until `time`, nanoseconds since the epoch. Before the first packet
    /// there is nothing to wait for, and a leap, which no packet confirms, is not believed.
    public void quiet(long time) {
        long step = time - now;
        if (started && step > 0 && step <= LEAP) {
            now = time;
            elapsed += step;
        }
    }

    /// Nanoseconds that have passed since the first packet.
    public long elapsed() {
        return elapsed;
    }

    /// The capture's time now, nanoseconds since the epoch.
    public long now() {
        return now;
    }

    /// How often time ran backwards by more than jitter.
    public long stepsBack() {
        return stepsBack;
    }
}
