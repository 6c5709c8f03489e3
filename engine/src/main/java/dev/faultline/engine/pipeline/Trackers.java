package dev.faultline.engine.pipeline;

import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.Sightings;
import dev.faultline.engine.detect.IcmpDetectors;
import dev.faultline.engine.detect.NetworkDetectors;
import dev.faultline.engine.detect.TcpDetectors;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.UdpFlow;
import dev.faultline.engine.flow.UdpFlows;
import dev.faultline.engine.flow.Vantages;
import dev.faultline.engine.packet.FragmentListener;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.tcp.StreamReport;
import dev.faultline.engine.tcp.TcpTracker;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that remembers what came before a packet: the clock, flows and detectors. Where a live source could not
/// see for a while, these end and others begin, so that nothing is concluded from what was not seen.
final class Trackers {
    private final CaptureClock clock = new CaptureClock();
    private final Vantages vantages;
    private final Sightings sightings;
    private final TcpDetectors tcpDetectors;
    private final TcpTracker tcp;
    private final UdpFlows udp;
    private final IcmpDetectors icmp;
    private final NetworkDetectors network;

    Trackers(
            FindingBook book,
            AnalysisOptions options,
            Vantages vantages,
            Sightings sightings,
            @Nullable StreamReport streams) {
        this.vantages = vantages;
        this.sightings = sightings;
        Limits limits = options.limits();
        tcpDetectors = new TcpDetectors(book, limits, clock, options.staleTimeout(), sightings);
        tcp = new TcpTracker(limits, clock, tcpDetectors, streams);
        udp = new UdpFlows(limits);
        icmp = new IcmpDetectors(book, tcp.quoted(), udp, limits, tcpDetectors);
        network = new NetworkDetectors(book);
    }

    void accept(Packet packet) {
        clock.advance(packet.timestamp());
        expire();
        if (packet.hasIp()) {
            accept(packet, vantages.of(packet));
        } else if (packet.isArp()) {
            icmp.acceptArp(packet, vantages.of(packet));
        }
    }

    private void accept(Packet packet, int vantage) {
        network.accept(packet, vantage);
        if (packet.isTcp() || packet.hasPartialTcp()) {
            tcp.accept(packet, vantage);
        } else if (packet.isUdp()) {
            UdpFlow flow = udp.accept(packet, vantage);
            network.accept(packet, flow);
            sightings.onUdp(flow);
            tcpDetectors.applications().accept(packet, flow);
        } else if (packet.isIcmp()) {
            icmp.accept(packet, vantage);
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

    /// No packet came until `time`.
    void quiet(long time) {
        clock.quiet(time);
        expire();
    }

    private void expire() {
        tcp.advance();
        icmp.advance(clock.now());
        tcpDetectors.applications().advance();
    }

    /// No more packets come: timers that still run are told as open.
    void end(CaptureStatistics statistics) {
        icmp.end(clock.now());
        tcp.end();
        tcpDetectors.end(statistics, clock.now(), vantages);
    }

    /// A live source says that more was dropped.
    void dropped(CaptureStatistics statistics) {
        tcpDetectors.dropped(statistics, now());
    }

    /// The source could not see for `nanos` before `time`.
    void blind(long nanos, long time) {
        tcpDetectors.blind(nanos, time);
    }

    /// Hears of packets of which fragments are missing.
    FragmentListener fragments() {
        return network;
    }

    /// How far the capture's time has come, nanoseconds since the epoch.
    long now() {
        return clock.now();
    }

    boolean isLossy() {
        return tcpDetectors.isLossy();
    }

    /// Flows that are remembered now.
    int flows() {
        return tcp.tracked() + udp.tracked();
    }

    int tcpStreams() {
        return tcp.streams();
    }

    int udpStreams() {
        return udp.conversations();
    }

    /// Adds how often odd things were met.
    void count(Map<String, Long> anomalies) {
        anomalies.merge("clock_steps_back", clock.stepsBack(), Long::sum);
        anomalies.merge("tcp_flows_evicted", tcp.evicted(), Long::sum);
        anomalies.merge("udp_flows_evicted", udp.evicted(), Long::sum);
        anomalies.merge("dns_queries_refused", tcpDetectors.applications().refusedQueries(), Long::sum);
    }
}
