package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.detect.IcmpDetectors;
import dev.faultline.engine.detect.TcpDetectors;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.UdpFlows;
import dev.faultline.engine.flow.Vantages;
import dev.faultline.engine.packet.DecodeOutcome;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.PacketDecoder;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.tcp.TcpTracker;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All stages of one analysis, put together: what a packet goes through from its bytes to findings.
@SuppressWarnings("EnumOrdinal") // an index into counters of this run, kept nowhere
final class Stages {
    private final CaptureSource source;
    private final PacketDecoder decoder;
    private final Vantages vantages;
    private final FindingBook book;
    private final CaptureClock clock = new CaptureClock();
    private final TcpDetectors tcpDetectors;
    private final TcpTracker tcp;
    private final UdpFlows udp;
    private final IcmpDetectors icmp;
    private final @Nullable StreamTold streams;
    private final long[] outcomes = new long[DecodeOutcome.values().length];
    private long packets;
    private long undecoded;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    Stages(CaptureSource source, AnalysisOptions options, AnalysisListener listener) {
        this.source = source;
        decoder = new PacketDecoder(options.limits());
        vantages = new Vantages(this::captureInterface);
        book = new FindingBook(options.identity(), options.limits(), vantages::name, listener::onFinding);
        streams = options.wiresharkFlags() ? new StreamTold(listener) : null;
        tcpDetectors = new TcpDetectors(book, options.limits(), clock, options.staleTimeout());
        tcp = new TcpTracker(options.limits(), clock, tcpDetectors, streams);
        udp = new UdpFlows(options.limits());
        icmp = new IcmpDetectors(book, tcp.quoted(), udp, options.limits(), tcpDetectors);
    }

    private CaptureInterface captureInterface(int id) {
        return source.interfaces().get(id);
    }

    void accept(PacketBatch batch, int index) {
        Packet packet = decoder.decode(batch, index);
        packets++;
        earliest = Math.min(earliest, packet.timestamp());
        latest = Math.max(latest, packet.timestamp());
        outcomes[packet.outcome().ordinal()]++;
        if (packet.hasIp() && packet.outcome() != DecodeOutcome.OK && packet.outcome() != DecodeOutcome.FRAGMENT) {
            undecoded++;
        }
        clock.advance(packet.timestamp());
        tcp.advance();
        icmp.advance(clock.now());
        tcpDetectors.applications().advance();
        if (packet.isTcp() || packet.hasPartialTcp()) {
            tcp.accept(packet, vantages.of(packet));
        } else if (packet.isUdp()) {
            tcpDetectors.applications().accept(packet, udp.accept(packet, vantages.of(packet)));
        } else if (packet.isIcmp()) {
            icmp.accept(packet, vantages.of(packet));
            acceptQuoted(packet);
        }
    }

    /// To Wireshark, a TCP header that an ICMP error quotes in full is a packet of its stream.
    private void acceptQuoted(Packet packet) {
        QuotedPacket quoted = packet.icmp().quoted();
        if (quoted.isPresent() && quoted.hasTcpHeader()) {
            tcp.acceptQuoted(quoted, packet.timestamp());
        }
    }

    /// Hands out the findings that are new or have changed.
    void flush() {
        book.flush();
    }

    /// The capture has ended: timers that still run are told as open.
    void end() {
        icmp.end(clock.now());
        tcp.end();
        tcpDetectors.end(source.statistics(), clock.now());
        book.flush();
        if (streams != null) {
            streams.tellAll();
        }
    }

    Progress progress(CaptureStatistics capture, long nanos) {
        return new Progress(capture, packets, start(), finish(), nanos);
    }

    AnalysisResult result(boolean cancelled, long nanos) {
        return new AnalysisResult(
                source.format(),
                source.interfaces(),
                source.statistics(),
                start(),
                finish(),
                tcp.streams(),
                udp.conversations(),
                undecoded,
                anomalies(),
                tcpDetectors.isLossy(),
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
        Map<String, Long> counts = new TreeMap<>();
        for (DecodeOutcome outcome : DecodeOutcome.values()) {
            if (outcome != DecodeOutcome.OK && outcome != DecodeOutcome.NOT_IP) {
                counts.put(outcome.name().toLowerCase(Locale.ROOT), outcomes[outcome.ordinal()]);
            }
        }
        counts.put("clock_steps_back", clock.stepsBack());
        counts.put("tcp_flows_evicted", tcp.evicted());
        counts.put("udp_flows_evicted", udp.evicted());
        counts.put("dns_queries_refused", tcpDetectors.applications().refusedQueries());
        counts.put("findings_refused", book.refused());
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
