package dev.faultline.app.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// How fast something grows, over the last two seconds. Used by one thread.
public final class Rate {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(2);

    private record Sample(long nanos, long amount) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /// Notes an amount.
    ///
    /// @param nanos time, growing
    public void add(long nanos, long amount) {
        samples.addLast(new Sample(nanos, amount));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW) {
            samples.removeFirst();
        }
    }

    /// Growth in a second; 0 while unknown.
    public double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanos = last.nanos() - first.nanos();
        return nanos == 0 ? 0 : (last.amount() - first.amount()) * 1e9 / nanos;
    }
}
