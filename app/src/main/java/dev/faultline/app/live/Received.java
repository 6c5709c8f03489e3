package dev.faultline.app.live;

import dev.faultline.agent.wire.SightingCodec;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.evidence.EvidenceTally;
import dev.faultline.engine.evidence.ReceivedEvidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Progress;
import dev.faultline.protocol.v1.EvidenceTold;
import dev.faultline.protocol.v1.SightingsTold;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// What came from an agent, on its way to the store: findings with the names, times and packet numbers that
/// hold here. Used by the thread of the feed.
final class Received implements Closeable {
    private static final int MOST_WAITING = 500;
    private static final int MOST_KNOWN = 20_000;
    private static final int BATCH_BYTES = 1 << 17;
    private static final int BATCH_PACKETS = 1024;

    private final ReceivedEvidence packets;
    private final AgentInterfaces interfaces;
    private final FeedAnalysis.Sink sink;
    private final PacketBatch batch = new PacketBatch(BATCH_BYTES, BATCH_PACKETS);
    private final PacketBatch one = new PacketBatch(BATCH_BYTES, 1);
    private final SequencedMap<String, Finding> latest = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Finding> waiting = new LinkedHashMap<>();

    Received(ReceivedEvidence packets, AgentInterfaces interfaces, FeedAnalysis.Sink sink) {
        this.packets = packets;
        this.interfaces = interfaces;
        this.sink = sink;
    }

    /// Another start of the agent speaks.
    void begin() {
        packets.begin();
        latest.clear();
        sink.blind();
    }

    /// A finding is new or has changed.
    ///
    /// @param ahead how far the clock there is ahead, in nanoseconds
    void told(Finding finding, long ahead) {
        Finding here = finding.madeElsewhere(interfaces::name, ahead);
        latest.put(here.id(), here);
        if (latest.size() > MOST_KNOWN) {
            latest.pollFirstEntry();
        }
        waiting.put(here.id(), packets.placed(here));
        if (waiting.size() >= MOST_WAITING) {
            hand();
        }
    }

    /// Vantage points have seen more of connections, or nothing more until some time.
    ///
    /// @param ahead how far the clock there is ahead, in nanoseconds
    /// @throws IOException when one contradicts itself: then it says nothing of any
    void seen(SightingsTold told, long ahead) throws IOException {
        List<Sighting> seen = new ArrayList<>(told.getSightingsCount());
        for (dev.faultline.protocol.v1.Sighting each : told.getSightingsList()) {
            seen.add(SightingCodec.decode(each, interfaces.name(each.getVantage()), ahead));
        }
        hand();
        if (told.getIncomplete()) {
            sink.blind();
        }
        sink.seen(seen, told.getUntil() == 0 ? Long.MIN_VALUE : told.getUntil() - ahead);
    }

    /// Packets of findings came.
    ///
    /// @param ahead how far the clock there is ahead, in nanoseconds
    /// @throws IOException when they are no capture
    void packets(EvidenceTold told, long ahead) throws IOException {
        int at = 0;
        try (CaptureSource capture = CaptureFiles.open(told.getPcapng().newInput(), "evidence", Limits.DEFAULT)) {
            boolean more = true;
            while (more) {
                more = capture.read(batch);
                for (int i = 0; i < batch.size() && at < told.getFramesCount(); i++) {
                    add(told, told.getFrames(at++), capture, i, ahead);
                }
            }
        }
        for (String id : told.getFindingsList()) {
            Finding finding = latest.get(id);
            if (finding != null) {
                waiting.put(id, packets.placed(finding));
            }
        }
    }

    private void add(EvidenceTold told, long frame, CaptureSource capture, int index, long ahead) {
        CaptureInterface there = capture.interfaces().get(batch.interfaceId(index));
        one.clear();
        int captured = batch.captured(index);
        one.ensureBytes(captured, 0);
        MemorySegment.copy(batch.memory(), batch.offset(index), one.memory(), 0, captured);
        one.add(
                frame,
                0,
                captured,
                batch.length(index),
                batch.timestamp(index) - ahead,
                interfaces.number(there.name(), batch.linkType(index)),
                batch.linkType(index),
                -1);
        packets.add(told.getFindingsList(), one, 0);
    }

    /// Hands over what came, with its packets readable.
    void hand() {
        packets.flush();
        if (!waiting.isEmpty()) {
            sink.findings(List.copyOf(waiting.values()));
            waiting.clear();
        }
    }

    void progress(Progress now) {
        sink.progress(now);
    }

    /// A DNS answer gave an address for a name.
    void address(String name, IpAddress address, long time) {
        sink.address(name, address, time);
    }

    EvidenceTally tally() {
        return packets.tally();
    }

    @Override
    public void close() throws IOException {
        batch.close();
        one.close();
        packets.close();
    }
}
