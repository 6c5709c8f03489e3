package dev.faultline.app.extract;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.FlowMark;
import dev.faultline.engine.flow.Vantages;
import dev.faultline.engine.packet.DecodeOutcome;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.PacketDecoder;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.QuotedTcp;
import dev.faultline.engine.tcp.StreamReport;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpTracker;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells which packets belong to the chosen flows: TCP by Wireshark's stream number, so that another connection
/// between the same ports is left out; the rest by addresses and ports; with the ICMP errors that quote them.
public final class FlowMatcher {
    private final PacketDecoder decoder;
    private final Vantages vantages;
    private final CaptureClock clock = new CaptureClock();
    private final TcpTracker tcp;
    private final BitSet streams = new BitSet();
    private final Set<Ends> ends = new HashSet<>();
    private final Set<Long> frames = new HashSet<>();
    /// Of flows that go on under other addresses, where those are translated: known by their first packets.
    private final Set<Long> marks = new HashSet<>();

    private final BitSet translated = new BitSet();
    private final FragmentBook fragments;
    /// That of the last packet with TCP.
    private int stream;

    /// Both ends of a flow, whichever comes first.
    private record Ends(int protocol, Endpoint one, Endpoint other) {
        static Ends of(int protocol, Endpoint a, Endpoint b) {
            int order = a.ip().compareTo(b.ip());
            boolean swapped = order > 0 || order == 0 && a.port() > b.port();
            return swapped ? new Ends(protocol, b, a) : new Ends(protocol, a, b);
        }
    }

    /// @param source what is read, for the interfaces it names
    public FlowMatcher(FlowSelection selection, Limits limits, CaptureSource source) {
        this(selection, limits, source, new TcpObserver() {}, null);
    }

    /// A matcher for one who also wants to know what happens to TCP connections, and what Wireshark says.
    ///
    /// @param observer hears of all connections of the capture
    /// @param report takes Wireshark's flags, or null
    public FlowMatcher(
            FlowSelection selection,
            Limits limits,
            CaptureSource source,
            TcpObserver observer,
            @Nullable StreamReport report) {
        decoder = new PacketDecoder(limits);
        vantages = new Vantages(id -> source.interfaces().get(id));
        tcp = new TcpTracker(limits, clock, observer, report);
        fragments = new FragmentBook(limits.fragmentPackets());
        switch (selection) {
            case FlowSelection.OfStreams(Set<Integer> numbers) -> numbers.forEach(streams::set);
            case FlowSelection.OfFindings(List<Finding> findings) -> findings.forEach(this::choose);
        }
    }

    private void choose(Finding finding) {
        finding.evidence().forEach(evidence -> frames.add(evidence.frame()));
        Endpoint src = finding.src();
        Endpoint dst = finding.dst();
        if (finding.tcpStream() >= 0) {
            streams.set(finding.tcpStream());
            if (finding.translatedDst() != null && FlowMark.isBegun(finding.mark())) {
                marks.add(finding.mark());
            }
        } else if (src != null && dst != null) {
            int protocol = switch (finding.transport()) {
                case TCP -> IpHeader.TCP;
                case UDP -> IpHeader.UDP;
                case SCTP -> IpHeader.SCTP;
                case ICMP -> IpHeader.ICMP;
                case ICMPV6 -> IpHeader.ICMPV6;
                case ARP, IP, NONE -> IpHeader.NONE;
            };
            if (protocol != IpHeader.NONE) {
                ends.add(Ends.of(protocol, src, dst));
                Endpoint innerSrc = Objects.requireNonNullElse(finding.translatedSrc(), src);
                ends.add(Ends.of(protocol, innerSrc, Objects.requireNonNullElse(finding.translatedDst(), dst)));
            }
        }
    }

    /// Takes in the next packet of the capture.
    ///
    /// @return the packet when it belongs to a flow or was asked for by its frame, else null; valid until the
    /// next call
    public @Nullable Packet match(PacketBatch batch, int index) {
        Packet packet = decode(batch, index);
        return belongs(packet) || frames.contains(packet.frame()) ? packet : null;
    }

    /// Chooses one more TCP stream. May be called while a packet is taken in that begins it.
    public void choose(int tcpStream) {
        streams.set(tcpStream);
    }

    /// Wireshark's number of the stream of the TCP packet that was taken in last.
    public int stream() {
        return stream;
    }

    /// The vantage point that saw a packet.
    public int vantage(Packet packet) {
        return vantages.of(packet);
    }

    /// Name of a vantage point.
    public String vantageName(int vantage) {
        return vantages.name(vantage);
    }

    /// Adds the packet to `chosen` when it belongs to a flow.
    void accept(PacketBatch batch, int index, ChosenPackets chosen) {
        Packet packet = decode(batch, index);
        boolean wanted = belongs(packet) || isTranslated(packet);
        if (packet.outcome() == DecodeOutcome.FRAGMENT) {
            fragments.add(packet);
        } else if (packet.isReassembled()) {
            ChosenPackets earlier = fragments.complete(packet);
            if (wanted && earlier != null) {
                chosen.addAll(earlier);
            }
        }
        if (wanted || frames.contains(packet.frame())) {
            chosen.add(packet.frame(), packet.position());
            if (packet.hasIp()) {
                chosen.addAddresses(packet.ip());
            }
        }
    }

    private Packet decode(PacketBatch batch, int index) {
        Packet packet = decoder.decode(batch, index);
        clock.advance(packet.timestamp());
        tcp.advance();
        return packet;
    }

    /// To be asked for every packet, as streams are counted along the way.
    private boolean belongs(Packet packet) {
        if (packet.isTcp() || packet.hasPartialTcp()) {
            stream = tcp.accept(packet, vantages.of(packet));
            return streams.get(stream)
                    || isBetween(packet, packet.tcp().srcPort(), packet.tcp().dstPort());
        }
        if (packet.isUdp()) {
            return isBetween(packet, packet.udp().srcPort(), packet.udp().dstPort());
        }
        return packet.isIcmp() && (isAbout(packet) || isBetween(packet, Endpoint.NO_PORT, Endpoint.NO_PORT));
    }

    /// Whether a packet is of a chosen connection under the addresses that it has elsewhere.
    private boolean isTranslated(Packet packet) {
        if (marks.isEmpty() || !packet.isTcp()) {
            return false;
        }
        boolean syn = (packet.tcp().flags() & (TcpHeader.SYN | TcpHeader.ACK)) == TcpHeader.SYN;
        if (syn && marks.contains(FlowMark.of(packet.tcp()))) {
            translated.set(stream);
        }
        return translated.get(stream);
    }

    private boolean isBetween(Packet packet, int srcPort, int dstPort) {
        return !ends.isEmpty() && ends.contains(ends(packet.protocol(), packet.ip(), srcPort, dstPort));
    }

    /// Whether an ICMP error quotes a packet of a flow.
    private boolean isAbout(Packet packet) {
        QuotedPacket quoted = packet.icmp().quoted();
        if (!quoted.isPresent()) {
            return false;
        }
        boolean about = false;
        if (quoted.protocol() == IpHeader.TCP && quoted.hasPorts()) {
            QuotedTcp found = tcp.quoted().find(quoted, vantages.of(packet), packet.timestamp());
            about = found != null && streams.get(found.connection().tcpStream());
        }
        if (quoted.hasTcpHeader()) {
            about |= streams.get(tcp.acceptQuoted(quoted, packet.timestamp()));
        }
        int srcPort = quoted.hasPorts() ? quoted.srcPort() : Endpoint.NO_PORT;
        int dstPort = quoted.hasPorts() ? quoted.dstPort() : Endpoint.NO_PORT;
        return about || !ends.isEmpty() && ends.contains(ends(quoted.protocol(), quoted.ip(), srcPort, dstPort));
    }

    private static Ends ends(int protocol, IpHeader ip, int srcPort, int dstPort) {
        return Ends.of(protocol, new Endpoint(ip.src(), srcPort), new Endpoint(ip.dst(), dstPort));
    }
}
