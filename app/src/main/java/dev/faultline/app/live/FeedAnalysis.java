package dev.faultline.app.live;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.evidence.EvidenceKeeper;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisListener;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.engine.pipeline.AnalysisResult;
import dev.faultline.engine.pipeline.Progress;
import dev.faultline.engine.pipeline.Traffic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Analyses one feed from its first packet to its end, on the thread that runs it: packets go to the ring,
/// findings to the sink as soon as their packets are put aside.
final class FeedAnalysis implements AnalysisListener {
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(40);
    private static final int MOST_WAITING = 2000;

    private final FeedSource source;
    private final EvidenceKeeper keeper;
    private final @Nullable FullCapture full;
    private final Sink sink;
    private final Map<String, Finding> waiting = new LinkedHashMap<>();
    private final List<Sighting> seen = new ArrayList<>();
    private long seenUntil;
    private long handedUntil;
    private long handed = System.nanoTime();

    /// Takes what a feed comes to. Called on its thread.
    interface Sink {
        /// Findings that are new or have changed.
        void findings(List<Finding> findings);

        /// What else was seen of connections, and until when that is all, nanoseconds since the epoch by the
        /// clock of the feed. Comes before the findings.
        void seen(List<Sighting> sightings, long time);

        /// The feed could not see for a while.
        void blind();

        /// How far it is, about ten times a second.
        void progress(Progress progress);

        /// Packets, bytes and losses until now, about once a second.
        void traffic(Traffic traffic);

        /// A DNS answer gave an address for a name.
        void address(String name, IpAddress address, long time);
    }

    /// @param full keeps every packet; null when that is not wanted
    FeedAnalysis(FeedSource source, EvidenceKeeper keeper, @Nullable FullCapture full, Sink sink) {
        this.source = source;
        this.keeper = keeper;
        this.full = full;
        this.sink = sink;
    }

    /// Runs until the feed has ended.
    AnalysisResult run(AnalysisOptions options) throws IOException {
        AnalysisResult result = Analysis.run(source, options, this);
        hand();
        return result;
    }

    @Override
    public void onPacket(PacketBatch batch, int index, Packet packet) {
        keeper.accept(batch, index, packet);
        if (full != null) {
            full.accept(batch, index);
        }
    }

    @Override
    public void onAddress(String name, IpAddress address, long time) {
        sink.address(name, address, time);
    }

    @Override
    public void onFinding(Finding finding) {
        waiting.put(finding.id(), keeper.keep(finding));
    }

    @Override
    public boolean joinsVantages() {
        return true;
    }

    @Override
    public void onSightings(List<Sighting> sightings, long time) {
        seen.addAll(sightings);
        seenUntil = time;
    }

    @Override
    public void onBlind() {
        hand();
        sink.blind();
    }

    @Override
    public void onFlush() {
        keeper.flush();
        if (full != null) {
            full.flush();
        }
        if (waiting.size() + seen.size() >= MOST_WAITING || System.nanoTime() - handed >= BETWEEN) {
            hand();
        }
    }

    private void hand() {
        handed = System.nanoTime();
        if (!seen.isEmpty() || seenUntil != handedUntil) {
            sink.seen(List.copyOf(seen), seenUntil);
            handedUntil = seenUntil;
            seen.clear();
        }
        if (!waiting.isEmpty()) {
            sink.findings(List.copyOf(waiting.values()));
            waiting.clear();
        }
    }

    @Override
    public void onTraffic(Traffic traffic) {
        sink.traffic(traffic);
    }

    @Override
    public void onProgress(Progress progress) {
        sink.progress(progress);
    }
}
