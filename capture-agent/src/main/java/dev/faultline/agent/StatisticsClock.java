package dev.faultline.agent;

import com.sun.management.OperatingSystemMXBean;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.protocol.v1.Statistics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What the agent did and what it takes, from one telling to the next. For one thread.
final class StatisticsClock {
    private static final Path STATUS = Path.of("/proc/self/status");
    // In KiB, whatever the size of a page is.
    private static final String RESIDENT = "VmRSS:";

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
                .setEvidencePackets(capture.shelf().packets())
                .setEvidenceBytes(capture.shelf().bytes())
                .setEvidenceEvicted(capture.shelf().evicted())
                .setEvidenceIncomplete(capture.incomplete())
                .setRingFrom(capture.ringFrom())
                .setFlows(Math.max(0, capture.flows()))
                .setOneFlowIn(capture.oneFlowIn())
                .putAllKernel(capture.kernelCounters())
                .build();
        cpu = cpuNow;
        wall = wallNow;
        return statistics;
    }

    /// Resident memory in bytes, or 0 where the system does not say.
    private static long resident() {
        try (Stream<String> lines = Files.lines(STATUS, StandardCharsets.US_ASCII)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
