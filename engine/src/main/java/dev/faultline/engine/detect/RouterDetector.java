package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.icmp.IcmpFields;
import dev.faultline.engine.icmp.IcmpFlow;
import dev.faultline.engine.icmp.IcmpMeaning;
import dev.faultline.engine.packet.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Router solicitations and advertisements: information, as every network has them, but for a router that
/// withdraws itself and for hosts that ask in vain where there was a router.
final class RouterDetector {
    /// A host asks three times, 4 s apart (RFC 4861, section 10), and waits for as long after the last.
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(12);

    private static final int ASKED_IN_VAIN = 3;
    private static final int MOST_WAITING = 64;

    private final FindingBook book;
    private final Map<Integer, Link> links = new HashMap<>();
    private final List<Link> asked = new ArrayList<>();

    /// What is known at one vantage point.
    private static final class Link {
        boolean advertised;
        int solicitations;
        long since;
        final List<OpenFinding> waiting = new ArrayList<>(2);
    }

    RouterDetector(FindingBook book) {
        this.book = book;
    }

    void accept(Packet packet, int vantage, IcmpMeaning meaning, FindingKind kind) {
        OpenFinding finding =
                book.open(flow(packet, vantage), kind, packet.icmp().code());
        finding.occurred(packet);
        if (finding.count() == 1) {
            finding.severity(Severity.INFO)
                    .blame(Blame.UNKNOWN)
                    .reporter(packet.ip().src())
                    .icmp(IcmpErrorDetector.facts(packet, meaning));
        }
        Link link = links.computeIfAbsent(vantage, v -> new Link());
        if (kind == FindingKind.ICMP_ROUTER_SOLICITATION) {
            solicited(link, finding, packet.timestamp());
        } else {
            advertised(link, finding, IcmpFields.routerLifetime(packet.icmp()));
        }
    }

    private static IcmpFlow flow(Packet packet, int vantage) {
        Transport transport = packet.icmp().version() == 4 ? Transport.ICMP : Transport.ICMPV6;
        Endpoint src = new Endpoint(packet.ip().src(), Endpoint.NO_PORT);
        Endpoint dst = new Endpoint(packet.ip().dst(), Endpoint.NO_PORT);
        return new IcmpFlow(transport, src, dst, vantage, packet.timestamp());
    }

    private void solicited(Link link, OpenFinding finding, long time) {
        if (link.solicitations++ == 0) {
            link.since = time;
            asked.add(link);
        }
        if (link.waiting.size() < MOST_WAITING && !link.waiting.contains(finding)) {
            link.waiting.add(finding);
        }
    }

    private void advertised(Link link, OpenFinding finding, int lifetime) {
        answered(link);
        link.advertised = true;
        Object before = finding.fact("lifetime");
        finding.fact("lifetime", Duration.ofSeconds(lifetime));
        if (lifetime == 0 && before instanceof Duration duration && duration.isPositive()) {
            finding.severity(Severity.WARNING).blame(Blame.SRC).fact(Explainer.VARIANT, IcmpTexts.VARIANT_WITHDRAWN);
        }
    }

    private void answered(Link link) {
        link.solicitations = 0;
        link.waiting.clear();
        asked.remove(link);
    }

    /// Judges the solicitations whose time is over at `time`.
    void advance(long time) {
        for (int i = asked.size() - 1; i >= 0; i--) {
            Link link = asked.get(i);
            if (time - link.since >= PATIENCE) {
                unanswered(link);
            }
        }
    }

    private void unanswered(Link link) {
        boolean inVain = link.advertised && link.solicitations >= ASKED_IN_VAIN;
        for (OpenFinding finding : link.waiting) {
            finding.note(IcmpTexts.NOTE_SOLICITATION_UNANSWERED);
            if (inVain) {
                finding.severity(Severity.WARNING);
            }
        }
        answered(link);
    }
}
