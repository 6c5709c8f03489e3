package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.flow.UdpFlow;
import dev.faultline.engine.icmp.EchoFlow;
import dev.faultline.engine.icmp.IcmpMeaning;
import dev.faultline.engine.icmp.IcmpSubject;
import dev.faultline.engine.icmp.IcmpSubject.Known;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.tcp.QuotedTcp;
import dev.faultline.engine.tcp.TcpConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How to understand one ICMP error, given the flow that it is about.
///
/// @param packet the message
/// @param subject what it is about
/// @param meaning what its type and code say
record IcmpReading(Packet packet, IcmpSubject subject, IcmpMeaning meaning) {
    private static final int FIRST_TRACEROUTE_PORT = 33434;
    private static final int LAST_TRACEROUTE_PORT = 33534;
    private static final int MOST_TRACEROUTE_TTL = 30;

    /// A host that is asked for its hardware address in vain: three requests, a second apart.
    private static final long LEAST_ARP = TimeUnit.MILLISECONDS.toNanos(2500);

    private static final long MOST_ARP = TimeUnit.MILLISECONDS.toNanos(4500);
    private static final long MOST_DELAY = TimeUnit.SECONDS.toNanos(10);

    Severity severity() {
        if (subject.known() == Known.CONTRADICTED || isTraceroute() || isLateAnswer()) {
            return Severity.NOTICE;
        }
        boolean doubtful = subject.known() == Known.UNSEEN && meaning.severity() == Severity.ERROR;
        return doubtful ? Severity.WARNING : meaning.severity();
    }

    Blame blame() {
        if (subject.known() == Known.CONTRADICTED) {
            return Blame.UNKNOWN;
        }
        if (meaning.kind() == FindingKind.ICMP_PACKET_TOO_BIG || isTunnelled()) {
            return Blame.PATH;
        }
        return switch (meaning.topic()) {
            case "mtu", "transit", "reassembly", "tos" -> isTraceroute() ? Blame.REPORTER : Blame.PATH;
            case "port", "protocol" -> isReporterDestination() ? addressee() : Blame.REPORTER;
            default -> Blame.REPORTER;
        };
    }

    private Blame addressee() {
        return subject.fromClient() ? Blame.DST : Blame.SRC;
    }

    /// The texts to use within the kind.
    String variant() {
        if (isTunnelled() && !meaning.topic().equals("mtu")) {
            return IcmpTexts.VARIANT_TUNNEL;
        }
        return switch (meaning.topic()) {
            case "port" -> portVariant();
            case "transit" -> isTraceroute() ? IcmpTexts.VARIANT_TRACEROUTE : meaning.variant();
            default -> meaning.variant();
        };
    }

    private String portVariant() {
        if (isLateAnswer()) {
            return IcmpTexts.VARIANT_PORT_LATE;
        }
        if (isTraceroute()) {
            return IcmpTexts.VARIANT_PORT_TRACEROUTE;
        }
        if (subject.flow().transport() == Transport.TCP) {
            return IcmpTexts.VARIANT_PORT_TCP;
        }
        return isReporterDestination() ? IcmpTexts.VARIANT_PORT_HOST : IcmpTexts.VARIANT_PORT_ROUTER;
    }

    void addConfidence(OpenFinding finding) {
        switch (subject.known()) {
            case PROVED -> finding.confidence(Confidence.HIGH);
            case BY_ENDS -> finding.confidence(Confidence.MEDIUM, IcmpTexts.REASON_BY_ENDS);
            case TRANSLATED -> finding.confidence(Confidence.MEDIUM, IcmpTexts.REASON_TRANSLATED);
            case CONTRADICTED -> finding.confidence(Confidence.LOW, IcmpTexts.REASON_CONTRADICTED);
            case UNSEEN -> finding.confidence(Confidence.MEDIUM, IcmpTexts.REASON_UNSEEN);
        }
    }

    void addNotes(OpenFinding finding) {
        QuotedTcp tcp = subject.tcp();
        if (subject.known() == Known.TRANSLATED || tcp != null && tcp.view() == QuotedTcp.View.TRANSLATED) {
            finding.note(IcmpTexts.NOTE_TRANSLATED);
        }
        if (isTunnelled()) {
            finding.fact("tunnel", packet.icmp().quoted().tunnelDst()).note(IcmpTexts.NOTE_TUNNEL);
        }
        addDelay(finding);
        int ttl = packet.ip().ttl();
        if (ttl == 64 || ttl == 128 || ttl == 255) {
            finding.note(IcmpTexts.NOTE_NEAR);
        }
        if (tcp != null
                && subject.known() != Known.CONTRADICTED
                && !tcp.connection().isSynSent()
                && isSoft()) {
            finding.note(IcmpTexts.NOTE_SOFT);
        }
    }

    /// Errors that TCP takes for a passing trouble once it is connected (RFC 1122, section 4.2.3.9).
    private boolean isSoft() {
        return switch (meaning.topic()) {
            case "route", "host", "source_route", "transit", "reassembly" -> true;
            default -> false;
        };
    }

    private void addDelay(OpenFinding finding) {
        boolean host = meaning.topic().equals("host");
        long sent = host ? subject.unansweredSince() : subject.lastSent();
        long delay = packet.timestamp() - sent;
        if (sent == IcmpSubject.UNKNOWN || delay < 0 || delay > MOST_DELAY) {
            return;
        }
        boolean arp = host && delay >= LEAST_ARP && delay <= MOST_ARP;
        finding.fact("delay", Duration.ofNanos(delay)).note(arp ? IcmpTexts.NOTE_DELAY_OF_ARP : IcmpTexts.NOTE_DELAY);
    }

    /// Whether the host that was asked for an answer no longer waits for it, as its socket is closed.
    private boolean isLateAnswer() {
        return meaning.topic().equals("port")
                && subject.flow().transport() == Transport.UDP
                && !subject.fromClient()
                && !isTunnelled();
    }

    private boolean isTunnelled() {
        return packet.icmp().quoted().isTunnelled();
    }

    /// Whether the quoted packet looks like a probe of `traceroute`, which wants such errors.
    private boolean isTraceroute() {
        if (isTunnelled()) {
            return false;
        }
        return switch (meaning.topic()) {
            case "port" -> isTraceroutePort();
            case "transit" -> isTraceroutePort() || hasProbeTtl();
            default -> false;
        };
    }

    private boolean isTraceroutePort() {
        QuotedPacket quoted = packet.icmp().quoted();
        return subject.flow().transport() == Transport.UDP
                && quoted.dstPort() >= FIRST_TRACEROUTE_PORT
                && quoted.dstPort() <= LAST_TRACEROUTE_PORT;
    }

    /// Whether it left with a time to live that no operating system starts with.
    private boolean hasProbeTtl() {
        int ttl = switch (subject.flow()) {
            case EchoFlow echo -> echo.clientTtl();
            case UdpFlow udp when subject.fromClient() -> udp.clientTtl();
            case TcpConnection tcp when tcp.isSynSent() -> tcp.clientEnd().ttl();
            default -> 0;
        };
        return ttl > 0 && ttl < MOST_TRACEROUTE_TTL;
    }

    private boolean isReporterDestination() {
        IpAddress reporter = packet.ip().src();
        Endpoint asked =
                subject.fromClient() ? subject.flow().server() : subject.flow().client();
        return reporter.equals(asked.ip())
                || reporter.equals(packet.icmp().quoted().ip().dst());
    }
}
