package dev.faultline.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// What a parser may allocate for one input: a sum for its set-up, and so much for each byte. Memory that it
/// holds, and most of the work that it does, can never be more than that. Counted, not timed.
///
/// @param base bytes for the set-up
/// @param perByte bytes for each byte of input
public record FuzzBudget(long base, long perByte) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// Runs `work` on this thread; once more where it took too much, as the first time may load classes.
    ///
    /// @param length bytes of input
    /// @throws AssertionError when more is allocated than allowed
    public void run(int length, Runnable work) {
        long allowed = base + perByte * length;
        if (taken(work) > allowed) {
            long again = taken(work);
            if (again > allowed) {
                throw new AssertionError(again + " bytes allocated, allowed " + allowed);
            }
        }
    }

    private static long taken(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
