package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.icmp.IcmpFields;
import dev.faultline.engine.icmp.IcmpFlow;
import dev.faultline.engine.packet.ArpMessage;
import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.Packet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Neighbours that do not answer, and addresses that two hosts use: neighbour discovery of IPv6 (RFC 4861) and
/// ARP (RFC 826, RFC 5227), which ask and answer alike.
final class NeighborDetector {
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final int UNREACHABLE_V4 = 3;
    private static final IpAddress UNSPECIFIED = IpAddress.v6(0, 0);

    /// Who asks in vain for more neighbours than that looks for hosts that are there.
    private static final int SCAN = 16;

    private static final int MOST_ASKERS = 1024;

    /// A host asks three times, a second apart (RFC 4861, section 10).
    private static final int ASKED_IN_VAIN = 3;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    /// Requests further apart than this are not of one attempt.
    private static final long ATTEMPT = TimeUnit.SECONDS.toNanos(5);

    /// The answer to a host that tries an address comes at once; its own first advertisement comes when it has
    /// waited in vain for a second (RFC 4862, section 5.4).
    private static final long CONFLICT_WITHIN = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long SAME_TIME = TimeUnit.SECONDS.toNanos(60);

    private static final int MOST_VANTAGES = 32;

    private final FindingBook book;
    private final int limit;
    private final TcpErrorListener listener;
    private final Map<IpAddress, Integer> askedInVain = new HashMap<>();
    private final SequencedMap<Key, Neighbor> neighbors = new LinkedHashMap<>(16, 0.75f, true);
    private final ArrayDeque<Neighbor> waiting = new ArrayDeque<>();
    private final List<Integer> vantagesWithAnswers = new ArrayList<>();
    private int lastVantage;

    private record Key(int vantage, IpAddress address) {}

    private record Seen(long time, long frame, long position) {
        static Seen of(Packet packet) {
            return new Seen(packet.timestamp(), packet.frame(), packet.position());
        }
    }

    /// What is known of one address at one vantage point.
    private static final class Neighbor {
        final Key key;
        final List<Seen> requests = new ArrayList<>(ASKED_IN_VAIN);

        @Nullable
        IpAddress asker;

        @Nullable
        OpenFinding unreachable;

        @Nullable
        OpenFinding noReply;

        long unreachableAt;
        long noReplyAt;
        long tried;
        long link = IcmpFields.NO_ADDRESS;
        long linkBefore = IcmpFields.NO_ADDRESS;
        long linkAt;

        Neighbor(Key key) {
            this.key = key;
        }

        boolean isV4() {
            return key.address.version() == 4;
        }
    }

    /// @param listener hears of neighbours that do not answer
    NeighborDetector(FindingBook book, Limits limits, TcpErrorListener listener) {
        this.book = book;
        this.listener = listener;
        limit = limits.otherFlows();
    }

    static boolean isNeighborMessage(IcmpMessage icmp) {
        return icmp.version() == 6 && (icmp.type() == SOLICITATION || icmp.type() == ADVERTISEMENT);
    }

    void accept(Packet packet, int vantage) {
        IpAddress address = IcmpFields.neighbor(packet);
        if (address == null || IcmpFields.isChecksumWrong(packet)) {
            return;
        }
        lastVantage = Math.min(Math.max(lastVantage, vantage), MOST_VANTAGES);
        Neighbor neighbor = neighbor(vantage, address);
        if (packet.icmp().type() == ADVERTISEMENT) {
            answered(neighbor, packet.ip().dst().isMulticast());
            long link = IcmpFields.linkAddress(packet);
            if (IcmpFields.isOverride(packet.icmp()) && link != IcmpFields.NO_ADDRESS) {
                claimed(neighbor, packet, link);
            }
        } else if (packet.ip().src().equals(UNSPECIFIED)) {
            neighbor.tried = packet.timestamp();
        } else {
            asked(neighbor, packet, packet.ip().src());
        }
    }

    /// Takes in a packet with ARP. Any message tells the address of its sender, be it a request.
    void acceptArp(Packet packet, int vantage) {
        ArpMessage arp = packet.arp();
        lastVantage = Math.min(Math.max(lastVantage, vantage), MOST_VANTAGES);
        boolean announces = arp.sender() == arp.target();
        if (arp.sender() != 0) {
            Neighbor sender = neighbor(vantage, IpAddress.v4(arp.sender()));
            answered(sender, arp.isRequest() || announces);
            claimed(sender, packet, arp.link());
        }
        if (arp.isRequest() && !announces && arp.target() != 0) {
            Neighbor target = neighbor(vantage, IpAddress.v4(arp.target()));
            if (arp.sender() == 0) {
                target.tried = packet.timestamp();
            } else {
                asked(target, packet, IpAddress.v4(arp.sender()));
            }
        }
    }

    private Neighbor neighbor(int vantage, IpAddress address) {
        Neighbor neighbor = neighbors.computeIfAbsent(new Key(vantage, address), Neighbor::new);
        if (neighbors.size() > limit) {
            neighbors.pollFirstEntry();
        }
        return neighbor;
    }

    // ---------------------------------------------------------------------------------------------- no reply

    private void asked(Neighbor neighbor, Packet packet, IpAddress asker) {
        List<Seen> requests = neighbor.requests;
        boolean another = !requests.isEmpty()
                && (!asker.equals(neighbor.asker)
                        || packet.timestamp() - requests.getLast().time() > ATTEMPT);
        if (another) {
            requests.clear();
        }
        neighbor.asker = asker;
        if (requests.size() < ASKED_IN_VAIN) {
            requests.add(Seen.of(packet));
            if (requests.size() == ASKED_IN_VAIN && waiting.size() < limit) {
                waiting.add(neighbor);
            }
        }
    }

    /// Judges the requests whose time is over at `time`.
    void advance(long time) {
        Neighbor next = waiting.peekFirst();
        while (next != null && isOver(next, time)) {
            waiting.removeFirst();
            if (next.requests.size() == ASKED_IN_VAIN) {
                tellNoReply(next);
                next.requests.clear();
            }
            next = waiting.peekFirst();
        }
    }

    private static boolean isOver(Neighbor neighbor, long time) {
        return neighbor.requests.size() < ASKED_IN_VAIN
                || time - neighbor.requests.getLast().time() >= PATIENCE;
    }

    private void tellNoReply(Neighbor neighbor) {
        OpenFinding finding = open(
                neighbor,
                neighbor.asker,
                neighbor.isV4() ? FindingKind.ARP_NO_REPLY : FindingKind.ND_NO_REPLY,
                neighbor.requests.getFirst().time());
        for (Seen request : neighbor.requests) {
            finding.occurred(request.time()).evidence(request.frame(), request.position());
        }
        finding.severity(Severity.WARNING).blame(Blame.DST);
        if (vantagesWithAnswers.contains(neighbor.key.vantage)) {
            finding.confidence(Confidence.HIGH);
        } else {
            finding.confidence(Confidence.LOW, IcmpTexts.REASON_ND_ANSWERS_UNSEEN);
        }
        neighbor.noReply = finding;
        neighbor.noReplyAt = neighbor.requests.getLast().time();
        if (isScan(neighbor)) {
            finding.severity(Severity.NOTICE).note(IcmpTexts.NOTE_NEIGHBOR_SCAN);
        }
        join(neighbor);
        listener.onNeighborSilent(neighbor.key.address, finding);
    }

    private boolean isScan(Neighbor neighbor) {
        if (askedInVain.size() >= MOST_ASKERS) {
            askedInVain.clear();
        }
        return neighbor.asker != null && askedInVain.merge(neighbor.asker, 1, Integer::sum) > SCAN;
    }

    /// Makes a neighbour's silence a part of the error that it led to, in whichever order the two were told.
    private static void join(Neighbor neighbor) {
        OpenFinding noReply = neighbor.noReply;
        OpenFinding unreachable = neighbor.unreachable;
        if (noReply != null
                && unreachable != null
                && Math.abs(neighbor.unreachableAt - neighbor.noReplyAt) <= ATTEMPT) {
            noReply.partOf(unreachable);
        }
    }

    /// An ICMP error says that a host does not answer: if its neighbours asked for it in vain, that is a part
    /// of the error.
    void unreachable(Packet packet, OpenFinding error) {
        IcmpMessage icmp = packet.icmp();
        int unreachable = icmp.version() == 6 ? 1 : UNREACHABLE_V4;
        if (icmp.type() != unreachable || !icmp.quoted().isPresent()) {
            return;
        }
        IpAddress address = icmp.quoted().ip().dst();
        for (int vantage = 0; vantage <= lastVantage; vantage++) {
            Neighbor neighbor = neighbors.get(new Key(vantage, address));
            if (neighbor != null) {
                neighbor.unreachable = error;
                neighbor.unreachableAt = packet.timestamp();
                join(neighbor);
            }
        }
    }

    // ----------------------------------------------------------------------------------------- used by two

    private void answered(Neighbor neighbor, boolean toAll) {
        neighbor.requests.clear();
        if (!toAll && !vantagesWithAnswers.contains(neighbor.key.vantage)) {
            vantagesWithAnswers.add(neighbor.key.vantage);
        }
    }

    private void claimed(Neighbor neighbor, Packet packet, long link) {
        long since = packet.timestamp() - neighbor.tried;
        if (neighbor.tried != 0 && since >= 0 && since < CONFLICT_WITHIN) {
            tellConflict(neighbor, packet, link)
                    .severity(Severity.ERROR)
                    .confidence(Confidence.HIGH)
                    .fact(Explainer.VARIANT, IcmpTexts.VARIANT_NEW_ADDRESS);
        } else if (neighbor.link != IcmpFields.NO_ADDRESS
                && link != neighbor.link
                && packet.timestamp() - neighbor.linkAt <= SAME_TIME) {
            changed(neighbor, packet, link);
        }
        neighbor.linkBefore = link == neighbor.link ? neighbor.linkBefore : neighbor.link;
        neighbor.link = link;
        neighbor.linkAt = packet.timestamp();
    }

    private void changed(Neighbor neighbor, Packet packet, long link) {
        OpenFinding finding = tellConflict(neighbor, packet, link).fact("before", text(neighbor.link));
        if (link == neighbor.linkBefore) {
            finding.severity(Severity.ERROR).confidence(Confidence.HIGH);
        } else if (finding.count() == 1) {
            finding.severity(Severity.WARNING).confidence(Confidence.MEDIUM, IcmpTexts.REASON_ND_FAILOVER);
        }
    }

    private OpenFinding tellConflict(Neighbor neighbor, Packet packet, long link) {
        FindingKind kind = neighbor.isV4() ? FindingKind.ARP_DUP_IP : FindingKind.ND_DUP_ADDRESS;
        return open(neighbor, null, kind, packet.timestamp())
                .occurred(packet)
                .blame(Blame.DST)
                .fact("now", text(link));
    }

    private OpenFinding open(Neighbor neighbor, @Nullable IpAddress asker, FindingKind kind, long time) {
        IpAddress address = neighbor.key.address;
        Endpoint src = new Endpoint(asker == null ? address : asker, Endpoint.NO_PORT);
        Endpoint dst = new Endpoint(address, Endpoint.NO_PORT);
        IcmpFlow flow =
                new IcmpFlow(neighbor.isV4() ? Transport.ARP : Transport.ICMPV6, src, dst, neighbor.key.vantage, time);
        return book.open(flow, kind, 0);
    }

    private static String text(long link) {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            text.append(String.format(Locale.ROOT, "%02x", link >>> shift & 0xff));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
