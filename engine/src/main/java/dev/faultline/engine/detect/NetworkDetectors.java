package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.flow.UdpFlow;
import dev.faultline.engine.icmp.IcmpFlow;
import dev.faultline.engine.packet.Checksum;
import dev.faultline.engine.packet.FragmentListener;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;

/// `ip.checksum_bad`, `udp.checksum_bad`, `ip.frag_incomplete`, and `ip.ttl_loop` of all but TCP: what is wrong
/// with packets by themselves. Used by the analysing thread alone.
public final class NetworkDetectors implements FragmentListener {
    private static final int SMALL = 256;
    /// Where more than one packet in five is wrong, the capture was edited, or made where checksums mean
    /// nothing.
    private static final int EDITED_SHARE = 5;

    private static final int NO_VANTAGE = -1;

    private final FindingBook book;
    private final RoutingLoops loops = new RoutingLoops();
    private long headers;
    private long wrongHeaders;
    private long datagrams;
    private long wrongDatagrams;

    public NetworkDetectors(FindingBook book) {
        this.book = book;
    }

    /// Takes in a packet with an IP header.
    public void accept(Packet packet, int vantage) {
        headers++;
        if (Checksum.ofIp(packet) == Checksum.WRONG) {
            wrongHeaders++;
            OpenFinding finding = book.open(ends(packet, vantage), FindingKind.IP_CHECKSUM_BAD, 0)
                    .blame(Blame.PATH)
                    .occurred(packet);
            weigh(finding, Severity.ERROR, Confidence.HIGH, wrongHeaders * EDITED_SHARE > headers);
        }
        if (!packet.isTcp() && loops.isInLoop(packet, vantage)) {
            loop(ends(packet, vantage), packet, loops.firstTtl());
        }
    }

    private void loop(Flow flow, Packet packet, int firstTtl) {
        book.open(flow, FindingKind.IP_TTL_LOOP, 0)
                .severity(Severity.ERROR)
                .blame(Blame.PATH)
                .occurred(packet)
                .fact("ttlFirst", (long) firstTtl)
                .fact("ttlLast", (long) packet.ip().ttl());
    }

    /// Takes in a packet with UDP.
    public void accept(Packet packet, UdpFlow flow) {
        if (packet.udp().payloadLength() >= SMALL && (packet.frame() & 7) != 0) {
            return;
        }
        datagrams++;
        Checksum checksum = Checksum.ofUdp(packet);
        if (checksum == Checksum.UNFINISHED) {
            offload(book, packet);
        } else if (checksum == Checksum.WRONG) {
            wrongDatagrams++;
            OpenFinding finding = book.open(flow, FindingKind.UDP_CHECKSUM_BAD, 0)
                    .blame(Blame.PATH)
                    .occurred(packet);
            weigh(finding, Severity.WARNING, Confidence.MEDIUM, wrongDatagrams * EDITED_SHARE > datagrams);
        }
    }

    private static void weigh(OpenFinding finding, Severity severity, Confidence confidence, boolean edited) {
        if (edited) {
            finding.severity(Severity.NOTICE).confidence(Confidence.LOW, TransferTexts.REASON_UNCONFIRMED);
        } else if (confidence == Confidence.HIGH) {
            finding.severity(severity).confidence(confidence);
        } else {
            finding.severity(severity).confidence(confidence, TransferTexts.REASON_UNCONFIRMED);
        }
    }

    /// Packets were captured before the network card finished them: nothing of the network. The first one is
    /// enough to know it.
    static void offload(FindingBook book, Packet packet) {
        if (book.find(book.wholeCapture(), FindingKind.CHECKSUM_OFFLOAD, 0) == null) {
            book.open(book.wholeCapture(), FindingKind.CHECKSUM_OFFLOAD, 0)
                    .severity(Severity.INFO)
                    .occurred(packet);
        }
    }

    @Override
    public void onIncomplete(IncompletePacket packet) {
        Endpoint src = new Endpoint(packet.src(), Endpoint.NO_PORT);
        Endpoint dst = new Endpoint(packet.dst(), Endpoint.NO_PORT);
        IcmpFlow flow = new IcmpFlow(Transport.IP, src, dst, NO_VANTAGE, packet.firstSeen());
        OpenFinding finding = book.open(flow, FindingKind.IP_FRAG_INCOMPLETE, packet.timedOut() ? 0 : 1)
                .severity(Severity.WARNING)
                .blame(Blame.PATH)
                .occurred(packet.firstSeen())
                .evidence(packet.frame(), packet.position());
        if (!packet.timedOut()) {
            finding.state(FindingState.OPEN_AT_END);
        }
        if (packet.onlyFirsts()) {
            finding.confidence(Confidence.LOW, TransferTexts.REASON_FRAGMENTS_FILTERED);
        } else {
            finding.confidence(Confidence.MEDIUM, TransferTexts.REASON_FRAGMENTS_UNSEEN);
        }
    }

    private static Flow ends(Packet packet, int vantage) {
        IpHeader ip = packet.ip();
        Endpoint src = new Endpoint(ip.src(), packet.isUdp() ? packet.udp().srcPort() : Endpoint.NO_PORT);
        Endpoint dst = new Endpoint(ip.dst(), packet.isUdp() ? packet.udp().dstPort() : Endpoint.NO_PORT);
        Transport transport = packet.isUdp() ? Transport.UDP : Transport.IP;
        return new IcmpFlow(transport, src, dst, vantage, packet.timestamp());
    }
}
