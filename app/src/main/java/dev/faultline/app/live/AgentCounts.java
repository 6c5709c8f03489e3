package dev.faultline.app.live;

import dev.faultline.protocol.v1.Statistics;

/// What an agent has counted over all its starts.
///
/// @param packets captured
/// @param bytes captured
/// @param droppedByKernel packets that its system dropped
/// @param droppedByInterface packets that interfaces dropped
/// @param findingsLost findings that it had no room to keep until they were fetched
/// @param captureStart when the first capture began, in nanoseconds since the epoch; 0 while unknown
/// @param settledUntil time of the latest packet that was analysed; 0 before the first
record AgentCounts(
        long packets,
        long bytes,
        long droppedByKernel,
        long droppedByInterface,
        long findingsLost,
        long captureStart,
        long settledUntil) {
    static final AgentCounts NONE = new AgentCounts(0, 0, 0, 0, 0, 0, 0);

    /// These of earlier starts, and those of the one that runs.
    AgentCounts plus(Statistics running, long correction) {
        return new AgentCounts(
                packets + running.getPackets(),
                bytes + running.getBytes(),
                droppedByKernel + running.getDroppedByKernel(),
                droppedByInterface + running.getDroppedByInterface(),
                findingsLost + running.getFindingsLost(),
                captureStart,
                running.getSettledUntil() == 0
                        ? settledUntil
                        : Math.max(settledUntil, running.getSettledUntil() - correction));
    }

    /// The same, with a capture that began then, if none did before.
    AgentCounts begunAt(long time) {
        return captureStart != 0
                ? this
                : new AgentCounts(
                        packets, bytes, droppedByKernel, droppedByInterface, findingsLost, time, settledUntil);
    }
}
