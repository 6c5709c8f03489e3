package dev.faultline.agent;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.evidence.EvidenceBudget;
import java.time.Duration;

/// How much the agent may take.
///
/// @param ringBytes memory for recent packets
/// @param shelfBytes memory for packets put aside for findings
/// @param packetsBefore packets of a flow put aside when a finding is made, the latest ones
/// @param packetsAfter packets of a flow put aside after a finding was made or has grown
/// @param cpuPercent processor time in percent of one processor beyond which flows are left out; 0 for no limit
record AgentBudget(long ringBytes, long shelfBytes, int packetsBefore, int packetsAfter, int cpuPercent) {
    /// Fits a process of 256 MiB.
    static final AgentBudget DEFAULT = new AgentBudget(24L << 20, 16L << 20, 1000, 200, 100);

    /// What packets can make grow: fits a heap of 96 MiB together with everything else, also while a million
    /// sources send a SYN each. A connection with data takes some 5,600 bytes.
    static final Limits LIMITS = new Limits(
            1 << 22, 1 << 24, 4096, 10_000, 10_000, 10_000, 1 << 22, 1024, 1 << 22, 500_000, 8_000, 20, 16, 10_000);

    /// Findings kept for desktops that come later, or come again; some 1,500 bytes each.
    static final int KEPT_FINDINGS = 10_000;

    private static final int FLOWS = 1000;
    private static final Duration AFTER = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;
    private static final int MOST_PACKETS = 10_000;

    /// What the budget must be.
    ///
    /// @throws IllegalArgumentException when a desktop wants more than an agent may take
    AgentBudget {
        if (packetsBefore > MOST_PACKETS || packetsAfter > MOST_PACKETS || packetsBefore < 0 || packetsAfter < 0) {
            throw new IllegalArgumentException(
                    "packets of a flow with a finding: 0 to " + MOST_PACKETS + " before it and after it");
        }
        if (cpuPercent < 0) {
            throw new IllegalArgumentException("percent of a processor below 0: " + cpuPercent);
        }
        if (shelfBytes < 0) {
            throw new IllegalArgumentException("bytes of packets put aside below 0: " + shelfBytes);
        }
    }

    /// This budget.
    ///
    /// @param heapBytes memory of the process, of which packets put aside may take half
    /// @throws IllegalArgumentException when they would take more
    AgentBudget within(long heapBytes) {
        if (shelfBytes > heapBytes / 2) {
            throw new IllegalArgumentException("bytes of packets put aside: 0 to half of the heap, " + heapBytes / 2);
        }
        return this;
    }

    EvidenceBudget evidence() {
        return new EvidenceBudget(
                ringBytes,
                shelfBytes,
                packetsBefore,
                packetsAfter,
                AFTER,
                FLOWS,
                ROUNDS * (packetsBefore + packetsAfter));
    }

    AgentBudget withCpu(int percent) {
        return new AgentBudget(ringBytes, shelfBytes, packetsBefore, packetsAfter, percent);
    }
}
