package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.IcmpFacts;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.icmp.IcmpFields;
import dev.faultline.engine.icmp.IcmpFlow;
import dev.faultline.engine.icmp.IcmpMeaning;
import dev.faultline.engine.icmp.IcmpSubject;
import dev.faultline.engine.icmp.IcmpSubject.Known;
import dev.faultline.engine.icmp.IcmpSubjectFinder;
import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Errors that ICMP reports of other packets: one finding for each flow, type and code, that counts the
/// messages.
final class IcmpErrorDetector {
    /// Path MTU discovery settles within a round trip or two. An MTU told again and again after this long is
    /// not heard; much later, a sender tries larger packets anew (RFC 1191, section 6.3: after 10 minutes).
    private static final long MTU_SETTLED = TimeUnit.SECONDS.toNanos(1);

    private static final long MTU_TRIED_ANEW = TimeUnit.MINUTES.toNanos(1);
    private static final int REPEATEDLY = 3;
    private static final int LEAST_MTU_V6 = 1280;

    private final FindingBook book;
    private final IcmpSubjectFinder subjects;
    private final TcpErrorListener listener;
    private final NeighborDetector neighbors;

    IcmpErrorDetector(
            FindingBook book, IcmpSubjectFinder subjects, TcpErrorListener listener, NeighborDetector neighbors) {
        this.book = book;
        this.subjects = subjects;
        this.listener = listener;
        this.neighbors = neighbors;
    }

    /// Takes in a message of a kind that is news.
    void accept(Packet packet, int vantage, IcmpMeaning meaning, FindingKind kind) {
        IcmpSubject subject = subjects.find(packet, vantage);
        if (subject == null) {
            withoutQuote(packet, vantage, meaning, kind);
            return;
        }
        boolean contradicted = subject.known() == Known.CONTRADICTED;
        FindingKind told = contradicted ? FindingKind.ICMP_SUSPICIOUS : kind;
        OpenFinding finding = book.open(subject.flow(), told, qualifier(packet.icmp()));
        finding.occurred(packet);
        if (finding.flow() instanceof IcmpFlow flow) {
            flow.seen(packet.timestamp());
        }
        if (finding.count() == 1) {
            describe(finding, packet, subject, meaning);
            neighbors.unreachable(packet, finding);
        } else {
            repeat(finding, packet);
        }
        if (subject.tcp() != null && !contradicted) {
            listener.onIcmpError(packet, subject.tcp(), finding);
        }
    }

    private void withoutQuote(Packet packet, int vantage, IcmpMeaning meaning, FindingKind kind) {
        boolean quotes = kind != FindingKind.ICMP_OTHER && kind != FindingKind.ICMP_EXTENDED_ECHO;
        Transport transport = packet.icmp().version() == 4 ? Transport.ICMP : Transport.ICMPV6;
        Endpoint client = new Endpoint(packet.ip().dst(), Endpoint.NO_PORT);
        Endpoint server = new Endpoint(packet.ip().src(), Endpoint.NO_PORT);
        IcmpFlow flow = new IcmpFlow(transport, client, server, vantage, packet.timestamp());
        OpenFinding finding = book.open(flow, quotes ? FindingKind.ICMP_UNLINKED : kind, qualifier(packet.icmp()));
        finding.occurred(packet);
        if (finding.count() > 1) {
            return;
        }
        finding.icmp(facts(packet, meaning))
                .severity(quotes ? Severity.NOTICE : meaning.severity())
                .blame(Blame.REPORTER)
                .reporter(packet.ip().src())
                .fact(Explainer.VARIANT, meaning.variant());
        if (quotes) {
            finding.confidence(Confidence.LOW, IcmpTexts.REASON_UNREADABLE);
        }
        doubtChecksum(finding, packet);
    }

    private static int qualifier(IcmpMessage icmp) {
        return icmp.version() << 16 | icmp.type() << 8 | icmp.code();
    }

    private static void describe(OpenFinding finding, Packet packet, IcmpSubject subject, IcmpMeaning meaning) {
        IcmpReading reading = new IcmpReading(packet, subject, meaning);
        finding.icmp(facts(packet, meaning))
                .severity(reading.severity())
                .blame(reading.blame())
                .reporter(packet.ip().src())
                .fact(Explainer.VARIANT, reading.variant())
                .fact("ttl", packet.ip().ttl());
        int pointer = IcmpFields.pointer(packet.icmp());
        if (pointer != IcmpFields.NO_POINTER) {
            finding.fact("pointer", pointer);
        }
        reading.addConfidence(finding);
        reading.addNotes(finding);
        doubtChecksum(finding, packet);
        doubtMtu(finding, packet);
    }

    /// What a further message adds to a finding.
    private static void repeat(OpenFinding finding, Packet packet) {
        boolean often = finding.count() >= REPEATEDLY;
        if (often && finding.kind() == FindingKind.ICMP_REDIRECT) {
            finding.severity(Severity.WARNING);
        }
        long since = packet.timestamp() - finding.first();
        boolean notHeard = since >= MTU_SETTLED && since <= MTU_TRIED_ANEW;
        if (often && notHeard && finding.severity() == Severity.WARNING && isTooBig(packet.icmp())) {
            finding.severity(Severity.ERROR).note(IcmpTexts.NOTE_MTU_REPEATED);
        }
    }

    private static boolean isTooBig(IcmpMessage icmp) {
        return icmp.version() == 4 ? icmp.type() == 3 && icmp.code() == 4 : icmp.type() == 2;
    }

    private static void doubtMtu(OpenFinding finding, Packet packet) {
        IcmpMessage icmp = packet.icmp();
        if (icmp.version() == 6 && icmp.type() == 2 && Integer.compareUnsigned(icmp.rest(), LEAST_MTU_V6) < 0) {
            finding.severity(Severity.NOTICE).note(IcmpTexts.NOTE_MTU_INVALID);
        }
    }

    private static void doubtChecksum(OpenFinding finding, Packet packet) {
        if (IcmpFields.isChecksumWrong(packet)) {
            finding.doubt(Confidence.LOW, IcmpTexts.REASON_CHECKSUM);
        }
    }

    static IcmpFacts facts(Packet packet, IcmpMeaning meaning) {
        IcmpMessage icmp = packet.icmp();
        return new IcmpFacts(
                icmp.version(),
                icmp.type(),
                icmp.code(),
                meaning.name(),
                IcmpFields.mtu(icmp),
                IcmpFields.gateway(packet),
                quoted(packet, icmp.quoted()));
    }

    private static IcmpFacts.@Nullable Quoted quoted(Packet packet, QuotedPacket quoted) {
        if (quoted.isPresent()) {
            return new IcmpFacts.Quoted(
                    IcmpSubjectFinder.src(quoted), IcmpSubjectFinder.dst(quoted), protocol(quoted.protocol()));
        }
        IpAddress redirected = IcmpFields.redirected(packet);
        if (redirected == null) {
            return null;
        }
        Endpoint src = new Endpoint(packet.ip().dst(), Endpoint.NO_PORT);
        return new IcmpFacts.Quoted(src, new Endpoint(redirected, Endpoint.NO_PORT), Transport.IP.id());
    }

    private static String protocol(int protocol) {
        Transport transport = IcmpSubjectFinder.transport(protocol);
        return transport == Transport.IP && protocol >= 0 ? String.format(Locale.ROOT, "%d", protocol) : transport.id();
    }
}
