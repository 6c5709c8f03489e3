package dev.faultline.engine.detect;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.l7.Ending;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is part of what among the findings of one flow: of its transport, and of the application above it.
final class Consequences {
    private static final String RESET = "Reset";
    private static final Set<FindingClass> TRANSPORT =
            EnumSet.of(FindingClass.CONNECTION, FindingClass.ICMP, FindingClass.TIMEOUT);
    private static final Set<FindingKind> SILENCES = EnumSet.of(
            FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW,
            FindingKind.TCP_BLACKHOLE,
            FindingKind.TCP_RTO_BACKOFF,
            FindingKind.TCP_STALE,
            FindingKind.TCP_FIN_UNACKED,
            FindingKind.TCP_LAST_ACK,
            FindingKind.TCP_KEEPALIVE_UNANSWERED);
    private static final Set<FindingKind> SIGNS_OF_SILENCE = EnumSet.of(
            FindingKind.TCP_STALE,
            FindingKind.TCP_KEEPALIVE_UNANSWERED,
            FindingKind.TCP_FIN_UNACKED,
            FindingKind.ICMP_DESTINATION_UNREACHABLE,
            FindingKind.ICMP_TIME_EXCEEDED,
            FindingKind.L7_HALF_REQUEST_ONLY,
            FindingKind.WEBSOCKET_PING_UNANSWERED,
            FindingKind.TLS_HANDSHAKE_INCOMPLETE,
            FindingKind.DNS_TIMEOUT);
    private static final long NEAR = TimeUnit.MINUTES.toNanos(1);
    private static final Set<FindingKind> CAUSES = EnumSet.of(
            FindingKind.TLS_ALERT,
            FindingKind.TLS_HANDSHAKE_INCOMPLETE,
            FindingKind.TLS_PLAINTEXT_ON_TLS_PORT,
            FindingKind.TLS_ON_PLAIN_PORT,
            FindingKind.L7_HALF_REQUEST_ONLY,
            FindingKind.AMQP_HEARTBEAT_MISSED,
            FindingKind.WEBSOCKET_PING_UNANSWERED,
            FindingKind.AMQP_VERSION_MISMATCH,
            FindingKind.DISSECT_PARSE_ERROR,
            FindingKind.DISSECT_UNEXPECTED_EOF);

    private final FindingBook book;
    private final TransferCauses transfer;

    Consequences(FindingBook book) {
        this.book = book;
        transfer = new TransferCauses(book);
    }

    /// Makes `finding` part of what went wrong below it, if that was told.
    ///
    /// @param ending how its exchange ended
    void below(OpenFinding finding, Ending ending) {
        OpenFinding cause = ending.isReset() ? reset(finding.flow()) : trouble(finding);
        if (cause == null) {
            return;
        }
        finding.partOf(cause);
        if (cause.severity().compareTo(Severity.WARNING) < 0
                && finding.severity().compareTo(Severity.NOTICE) > 0) {
            finding.severity(Severity.NOTICE);
        }
    }

    /// A connection fell silent: what was told of it before and is only a sign of that becomes part of
    /// `silence`.
    void above(OpenFinding silence) {
        book.forEach(silence.flow(), f -> {
            boolean backlog = silence.kind() == FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW && SILENCES.contains(f.kind());
            boolean sign = (backlog || SIGNS_OF_SILENCE.contains(f.kind())) && f.last() >= silence.first() - NEAR;
            if (sign && f.kind() != silence.kind() && !f.hasParent() && !isAboutSize(f)) {
                f.partOf(silence);
                report(silence, f.reporter());
            }
        });
        OpenFinding backlog = book.find(silence.flow(), FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW, 0);
        if (backlog != null && silence.kind() != FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW) {
            silence.partOf(backlog);
        }
        transfer.settle(silence.flow());
    }

    /// An ICMP error about a connection that fell silent says who could not deliver its packets.
    void ofIcmpError(OpenFinding error, IpAddress reporter) {
        if (!SIGNS_OF_SILENCE.contains(error.kind()) || error.hasParent() || isAboutSize(error)) {
            return;
        }
        OpenFinding silence = book.find(error.flow(), f -> SILENCES.contains(f.kind()) && !f.hasParent());
        if (silence != null) {
            error.partOf(silence);
            report(silence, reporter);
        }
    }

    private static void report(OpenFinding silence, @Nullable IpAddress reporter) {
        if (reporter != null) {
            silence.blame(Blame.REPORTER).reporter(reporter).note(TcpTexts.NOTE_REPORTED);
        }
    }

    /// Whether an ICMP error asks for smaller packets: that is no silence.
    private static boolean isAboutSize(OpenFinding error) {
        return error.fact(Explainer.VARIANT) instanceof String variant && variant.startsWith("mtu");
    }

    /// Makes `finding` part of what was told before on the same flow, about a silence of the connection or by
    /// an application that waits in vain.
    ///
    /// @return whether there was something
    boolean belowTrouble(OpenFinding finding) {
        OpenFinding cause = book.find(
                finding.flow(),
                f -> f.kind() != finding.kind()
                        && (SILENCES.contains(f.kind()) || CAUSES.contains(f.kind()))
                        && f.last() >= finding.first() - NEAR
                        && isTrouble(f));
        if (cause != null) {
            finding.partOf(cause);
        }
        return cause != null;
    }

    /// A connection was reset: where what the application did, or failed to do, had been told before, the reset
    /// is part of that.
    void afterReset(Flow flow) {
        OpenFinding reset = reset(flow);
        OpenFinding told = book.find(flow, f -> CAUSES.contains(f.kind()) && isTrouble(f));
        if (reset == null || told == null || reset.hasParent()) {
            return;
        }
        boolean race = reset.kind() == FindingKind.TCP_RESET_KEEPALIVE_RACE;
        if (race) {
            told.partOf(reset);
        } else {
            reset.partOf(told);
        }
    }

    /// Makes the reset of a flow part of `finding`, if it was told.
    void ofReset(OpenFinding finding) {
        OpenFinding reset = reset(finding.flow());
        if (reset != null) {
            reset.partOf(finding);
        }
    }

    private @Nullable OpenFinding reset(Flow flow) {
        return book.find(
                flow, f -> RESET.equals(f.kind().article()) && f.kind() != FindingKind.TCP_RESET_OUT_OF_WINDOW);
    }

    private @Nullable OpenFinding trouble(OpenFinding finding) {
        return book.find(
                finding.flow(),
                f -> f.kind() != finding.kind() && TRANSPORT.contains(f.kind().findingClass()) && isTrouble(f));
    }

    private static boolean isTrouble(OpenFinding finding) {
        return !finding.hasParent()
                && finding.state() == FindingState.FINAL
                && finding.severity().compareTo(Severity.WARNING) >= 0;
    }
}
