package dev.faultline.agent;

import dev.faultline.agent.ring.LiveSource;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Keeps the agent within its processor time: where all flows take more, only one in two, in four, … is
/// analysed; where there is room again, more. To be asked now and then by one thread; any may say another
/// limit.
final class CpuBudget {
    private static final System.Logger LOG = System.getLogger(CpuBudget.class.getName());
    private static final int MOST_ONE_IN = 1024;
    /// A start compiles and links; what it takes says nothing.
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(15);

    private static final long OVER = TimeUnit.SECONDS.toNanos(2);
    private static final long UNDER = TimeUnit.SECONDS.toNanos(10);
    /// Twice as many flows take twice the time, give or take.
    private static final double ROOM = 0.4;

    private final LiveSource source;
    private final long begun;
    private volatile int percent;
    private volatile int oneIn = 1;
    private long since;
    private long cpuSince;

    /// @param percent of one processor; 0 for no limit
    /// @param wall as [System#nanoTime()]
    /// @param cpu processor time of this process until now, nanoseconds
    CpuBudget(LiveSource source, int percent, long wall, long cpu) {
        this.source = source;
        this.percent = percent;
        begun = wall;
        since = wall;
        cpuSince = cpu;
    }

    /// Another limit from now on.
    void percent(int other) {
        percent = other;
    }

    /// One flow in so many is analysed now; 1 when all are.
    int oneIn() {
        return oneIn;
    }

    /// Looks whether the limit is kept.
    ///
    /// @param wall as [System#nanoTime()]
    /// @param cpu processor time of this process until now, nanoseconds
    void look(long wall, long cpu) {
        if (wall - begun < WARM_UP) {
            since = wall;
            cpuSince = cpu;
            return;
        }
        long passed = wall - since;
        double used = passed == 0 ? 0 : 100.0 * (cpu - cpuSince) / passed;
        boolean limited = percent > 0;
        if (limited && used > percent && passed >= OVER && oneIn < MOST_ONE_IN) {
            change(2 * oneIn, wall, cpu);
        } else if (oneIn > 1 && passed >= UNDER && (!limited || used < ROOM * percent)) {
            change(oneIn / 2, wall, cpu);
        } else if (passed >= UNDER) {
            since = wall;
            cpuSince = cpu;
        }
    }

    private void change(int wanted, long wall, long cpu) {
        since = wall;
        cpuSince = cpu;
        try {
            source.sample(wanted);
            oneIn = wanted;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "flows cannot be sampled: {0}", e.toString());
        }
    }
}
