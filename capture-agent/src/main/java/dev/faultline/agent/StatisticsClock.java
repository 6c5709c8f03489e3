package dev.faultline.agent;

import dev.faultline.agent.kernel.OwnProcess;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.protocol.v1.Statistics;

/// What the agent did and what it takes, from one telling to the next. For one thread.
final class StatisticsClock {
    private final RunningCapture capture;
    private long cpu = OwnProcess.cpuNanos();
    private long wall = System.nanoTime();

    StatisticsClock(RunningCapture capture) {
        this.capture = capture;
    }

    Statistics now() {
        CaptureStatistics seen = capture.statistics();
        long cpuNow = OwnProcess.cpuNanos();
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
                .setResidentBytes(OwnProcess.residentBytes())
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
}
