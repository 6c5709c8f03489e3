package dev.faultline.agent;

import com.sun.management.OperatingSystemMXBean;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.protocol.v1.Statistics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Scanner;

/// What the agent did and what it takes, from one telling to the next. For one thread.
final class StatisticsClock {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES = 4096;

    private final RunningCapture capture;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long cpu = system.getProcessCpuTime();
    private long wall = System.nanoTime();

    StatisticsClock(RunningCapture capture) {
        this.capture = capture;
    }

    Statistics now() {
        CaptureStatistics seen = capture.statistics();
        long cpuNow = system.getProcessCpuTime();
        long wallNow = System.nanoTime();
        Statistics statistics = Statistics.newBuilder()
                .setPackets(seen.packets())
                .setBytes(seen.bytes())
                .setDroppedByKernel(seen.droppedByKernel())
                .setDroppedByInterface(seen.droppedByInterface())
                .setFindings(capture.journal().size())
                .setFindingsLost(capture.journal().lost())
                .setCpuNanos(cpuNow - cpu)
                .setWallNanos(wallNow - wall)
                .setResidentBytes(resident())
                .setSettledUntil(capture.settledUntil())
                .build();
        cpu = cpuNow;
        wall = wallNow;
        return statistics;
    }

    /// Resident memory in bytes, or 0 where the system does not say.
    private static long resident() {
        try (Scanner words = new Scanner(STATM, StandardCharsets.US_ASCII)) {
            words.next();
            return words.nextLong() * PAGE_BYTES;
        } catch (IOException | NoSuchElementException e) {
            return 0;
        }
    }
}
