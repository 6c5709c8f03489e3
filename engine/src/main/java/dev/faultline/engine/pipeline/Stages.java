package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.correlate.JoinedFindings;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.correlate.Sightings;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.flow.Vantages;
import dev.faultline.engine.l7.dns.DnsAnswers;
import dev.faultline.engine.packet.DecodeOutcome;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.PacketDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All stages of one analysis, put together: what a packet goes through from its bytes to findings.
@SuppressWarnings("EnumOrdinal") // an index into counters of this run, kept nowhere
final class Stages {
    /// All vantage points are of one source, as they are of one capture.
    private static final int SOURCE = 0;

    private final CaptureSource source;
    private final AnalysisOptions options;
    private final AnalysisListener listener;
    private final PacketDecoder decoder;
    private final Vantages vantages;
    private final DnsAnswers answers;
    private final FindingBook book;
    private final @Nullable StreamTold streams;
    private final long[] outcomes = new long[DecodeOutcome.values().length];
    private final Map<String, Long> anomalies = new TreeMap<>();
    private final Sightings sightings;
    private final JoinedFindings joined;
    /// Findings that several vantage points may have told of.
    private final List<Finding> untold = new ArrayList<>();

    private final TrafficMeter meter = new TrafficMeter();
    private Trackers trackers;
    private long packets;
    private long dropped;
    private long undecoded;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    // Of trackers that have ended.
    private int tcpStreams;
    private int udpStreams;
    private boolean lossy;

    Stages(CaptureSource source, AnalysisOptions options, AnalysisListener listener) {
        this.source = source;
        this.options = options;
        this.listener = listener;
        decoder = new PacketDecoder(
                options.limits(), packet -> trackers.fragments().onIncomplete(packet));
        answers = new DnsAnswers(listener::onAddress);
        vantages = new Vantages(this::captureInterface);
        book = new FindingBook(options.identity(), options.limits(), vantages::name, this::found);
        sightings = new Sightings(() -> listener.wantsSightings() || vantages.size() > 1);
        joined = new JoinedFindings(options.limits());
        streams = options.wiresharkFlags() ? new StreamTold(listener) : null;
        trackers = newTrackers();
    }

    private CaptureInterface captureInterface(int id) {
        return source.interfaces().get(id);
    }

    private Trackers newTrackers() {
        return new Trackers(book, options, vantages, sightings, streams);
    }

    void accept(PacketBatch batch, int index) {
        Packet packet = decoder.decode(batch, index);
        packets++;
        earliest = Math.min(earliest, packet.timestamp());
        latest = Math.max(latest, packet.timestamp());
        meter.packet(packet.timestamp(), batch.length(index));
        outcomes[packet.outcome().ordinal()]++;
        if (packet.hasIp() && packet.outcome() != DecodeOutcome.OK && packet.outcome() != DecodeOutcome.FRAGMENT) {
            undecoded++;
        }
        vantages.heard(packet.interfaceId(), packet.timestamp());
        listener.onPacket(batch, index, packet);
        answers.accept(packet);
        trackers.accept(packet);
    }

    /// Nothing was captured until `time`: timers run out that no packet would.
    void quiet(long time) {
        book.setInQuiet(true);
        trackers.quiet(time);
        book.setInQuiet(false);
    }

    /// The source could not see for a while. What was under way ends here, as open, and begins anew behind.
    void blind(long from, long until) {
        meter.blind(from, until);
        end(trackers);
        tell();
        listener.onBlind();
        joined.forget(SOURCE);
        trackers = newTrackers();
        trackers.blind(until - from, from);
    }

    /// Hands out the findings that are new or have changed.
    void flush() {
        countDropped();
        tell();
        listener.onFlush();
    }

    private void tell() {
        book.flush();
        List<Sighting> seen = sightings.drain(vantages::name);
        if (!listener.joinsVantages() && vantages.size() > 1) {
            tell(joined.accept(SOURCE, untold, seen, trackers.now()));
            untold.clear();
        }
        if (listener.wantsSightings()) {
            listener.onSightings(seen, trackers.now());
        }
    }

    private void tell(List<JoinedFindings.Told> findings) {
        findings.forEach(told -> listener.onFinding(told.finding()));
    }

    private void found(Finding finding) {
        if (listener.joinsVantages() || vantages.size() <= 1) {
            listener.onFinding(finding);
        } else {
            untold.add(finding);
        }
    }

    private void countDropped() {
        CaptureStatistics statistics = source.statistics();
        long now = statistics.droppedByInterface() + statistics.droppedByKernel();
        meter.dropped(now);
        if (source.isLive() && now > dropped) {
            dropped = now;
            trackers.dropped(statistics);
        }
    }

    /// The capture has ended: timers that still run are told as open.
    void end() {
        decoder.end();
        countDropped();
        end(trackers);
        tell();
        tell(joined.end());
        listener.onFlush();
        if (streams != null) {
            streams.tellAll();
        }
    }

    private void end(Trackers ended) {
        ended.end(source.statistics());
        tcpStreams += ended.tcpStreams();
        udpStreams += ended.udpStreams();
        lossy |= ended.isLossy();
        ended.count(anomalies);
    }

    Progress progress(CaptureStatistics statistics, long nanos) {
        return new Progress(statistics, packets, start(), finish(), trackers.flows(), nanos);
    }

    Traffic traffic() {
        return meter.traffic();
    }

    /// To be asked after [#end()].
    AnalysisResult result(boolean cancelled, long nanos) {
        return new AnalysisResult(
                source.format(),
                source.interfaces(),
                source.statistics(),
                start(),
                finish(),
                tcpStreams,
                udpStreams,
                undecoded,
                anomalies(),
                lossy,
                List.of(),
                cancelled,
                nanos);
    }

    private long start() {
        return packets == 0 ? 0 : earliest;
    }

    private long finish() {
        return packets == 0 ? 0 : latest;
    }

    private Map<String, Long> anomalies() {
        Map<String, Long> counts = new TreeMap<>(anomalies);
        for (DecodeOutcome outcome : DecodeOutcome.values()) {
            if (outcome != DecodeOutcome.OK && outcome != DecodeOutcome.NOT_IP) {
                counts.put(outcome.name().toLowerCase(Locale.ROOT), outcomes[outcome.ordinal()]);
            }
        }
        counts.put("findings_refused", book.refused());
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
