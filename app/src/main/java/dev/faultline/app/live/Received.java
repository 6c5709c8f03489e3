package dev.faultline.app.live;

import dev.faultline.engine.evidence.EvidenceTally;
import dev.faultline.engine.evidence.ReceivedEvidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What came from an agent, on its way to the store: findings with the names, times and packet numbers that
/// hold here. Used by the thread of the feed.
final class Received {
    private static final int MOST_WAITING = 500;

    private final ReceivedEvidence packets;
    private final AgentInterfaces interfaces;
    private final FeedAnalysis.Sink sink;
    private final Map<String, Finding> waiting = new LinkedHashMap<>();

    Received(ReceivedEvidence packets, AgentInterfaces interfaces, FeedAnalysis.Sink sink) {
        this.packets = packets;
        this.interfaces = interfaces;
        this.sink = sink;
    }

    /// Another start of the agent speaks.
    void begin() {
        packets.begin();
    }

    /// A finding is new or has changed.
    ///
    /// @param ahead how far the clock there is ahead, in nanoseconds
    void told(Finding finding, long ahead) {
        waiting.put(finding.id(), packets.placed(finding.madeElsewhere(interfaces::name, ahead)));
        if (waiting.size() >= MOST_WAITING) {
            hand();
        }
    }

    /// Hands over what came, with its packets readable.
    void hand() {
        if (!waiting.isEmpty()) {
            packets.flush();
            sink.findings(List.copyOf(waiting.values()));
            waiting.clear();
        }
    }

    void progress(Progress now) {
        sink.progress(now);
    }

    EvidenceTally tally() {
        return packets.tally();
    }
}
