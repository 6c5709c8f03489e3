package dev.faultline.engine.evidence;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.FlowKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Chooses which packets of flows with findings are put aside: the latest ones in the ring, then those that
/// follow for a while, each once and within the budget.
final class FlowFollower {
    private static final int SETTLED_FLOWS = 8;

    private final PacketRing ring;
    private final Sink sink;
    private final SequencedMap<Long, FollowedFlow> flows = new LinkedHashMap<>(16, 0.75f, true);
    private final List<FollowedFlow> active = new ArrayList<>();
    private EvidenceBudget budget;
    private long[] waiting;
    private long now;

    /// Takes the packets that are put aside.
    @FunctionalInterface
    interface Sink {
        /// Keeps a packet, and notes that in the chunk.
        ///
        /// @param flow that it is of; null when it was named by itself
        void write(RingChunk chunk, int index, @Nullable FollowedFlow flow) throws IOException;
    }

    FlowFollower(PacketRing ring, EvidenceBudget budget, Sink sink) {
        this.ring = ring;
        this.sink = sink;
        this.budget = budget;
        waiting = waiting(budget);
    }

    private static long[] waiting(EvidenceBudget budget) {
        return new long[Math.max(budget.packetsBefore(), budget.packetsAfter())];
    }

    /// Another budget from now on.
    void budget(EvidenceBudget other) {
        budget = other;
        waiting = waiting(other);
    }

    /// Capture time has come so far.
    void now(long time) {
        now = time;
    }

    /// Puts aside what the ring has of the flow of a finding, and of fragments between its ends, and waits for
    /// more.
    ///
    /// @return the flow, or null when the finding is of none
    @Nullable
    FollowedFlow follow(Finding finding) throws IOException {
        Endpoint src = finding.src();
        Endpoint dst = finding.dst();
        long key = FlowKey.of(finding.transport(), src, dst);
        if (key == FlowKey.NONE || src == null || dst == null) {
            return null;
        }
        follow(FlowKey.fragments(src, dst), finding);
        return follow(key, finding);
    }

    private FollowedFlow follow(long key, Finding finding) throws IOException {
        FollowedFlow flow = flows.get(key);
        if (flow == null) {
            flow = new FollowedFlow(key, finding);
            flows.put(key, flow);
            if (flows.size() > SETTLED_FLOWS * budget.flows()) {
                flows.pollFirstEntry();
            }
        }
        flow.finding = finding;
        writeNew(flow, budget.packetsBefore());
        flow.wanted = budget.packetsAfter();
        flow.until = now + budget.after().toNanos();
        if (!flow.active && active.size() < budget.flows()) {
            flow.active = true;
            active.add(flow);
        }
        return flow;
    }

    /// Puts aside what came of flows that are waited for.
    void writeNew() throws IOException {
        for (FollowedFlow flow : active) {
            flow.wanted -= writeNew(flow, Math.min(flow.wanted, waiting.length));
            flow.active = flow.wanted > 0 && now <= flow.until;
        }
        active.removeIf(flow -> !flow.active);
    }

    /// Writes the packets of a flow that came since the last time, the latest `most` of them.
    ///
    /// @return how many
    private int writeNew(FollowedFlow flow, int most) throws IOException {
        int room = Math.min(most, budget.packetsOfFlow() - flow.written);
        long latest = ring.latest(flow.key);
        int count = 0;
        long packet = latest;
        while (packet > flow.done && count < room) {
            waiting[count++] = packet;
            packet = ring.before(packet);
        }
        boolean first = flow.done == PacketRing.NONE && count > 0;
        for (int i = count - 1; i >= 0; i--) {
            write(waiting[i], flow);
        }
        if (count > 0) {
            flow.stream = ring.chunk(latest).keptStreams[PacketRing.index(latest)];
            flow.done = latest;
            flow.written += count;
        }
        if (first) {
            RingChunk chunk = ring.chunk(waiting[count - 1]);
            flow.since = chunk.batch.timestamp(PacketRing.index(waiting[count - 1]));
            boolean begins = chunk.begins[PacketRing.index(waiting[count - 1])];
            flow.cut = !begins && (ring.evicted() > 0 || packet != PacketRing.NONE);
        }
        return count;
    }

    /// Puts a packet of the ring aside, unless it is already.
    void write(long packet, @Nullable FollowedFlow flow) throws IOException {
        RingChunk chunk = ring.chunk(packet);
        int index = PacketRing.index(packet);
        if (chunk.keptFrames[index] == 0) {
            sink.write(chunk, index, flow);
        }
    }
}
