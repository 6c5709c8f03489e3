package dev.faultline.app;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.IcmpFacts;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Findings for tests.
public final class Findings {
    /// When they begin.
    public static final Instant START = Instant.parse("2026-11-24T18:55:01.123456789Z");

    private Findings() {}

    /// Nanoseconds of [#START].
    public static long start() {
        return START.getEpochSecond() * 1_000_000_000L + START.getNano();
    }

    /// A refused connection from 10.77.2.10:41022 to 10.77.3.10:9999, the client's port counted up by `n`.
    public static Finding refused(int n) {
        return new Finding(
                "c0ffee00%04x".formatted(n),
                FindingKind.TCP_CONNECT_REFUSED,
                Severity.ERROR,
                FindingState.FINAL,
                Confidence.HIGH,
                List.of(),
                null,
                start() + n,
                start() + n + 100_000_000,
                1,
                Transport.TCP,
                endpoint("10.77.2.10", 41022 + n),
                endpoint("10.77.3.10", 9999),
                Blame.DST,
                null,
                4 + n,
                List.of("eth0"),
                List.of(new Evidence(12, 900), new Evidence(13, 990)),
                null,
                Map.of("answer", Duration.ofNanos(250_000), "port", 9999),
                List.of());
    }

    /// The ICMP error that says so, part of `parent` where given.
    public static Finding unreachable(@Nullable String parent) {
        Endpoint src = endpoint("10.77.2.10", 41022);
        Endpoint dst = endpoint("10.77.3.10", 9999);
        return new Finding(
                "1c300000beef",
                FindingKind.ICMP_DESTINATION_UNREACHABLE,
                Severity.WARNING,
                FindingState.FINAL,
                Confidence.MEDIUM,
                List.of(),
                parent,
                start() + 1000,
                start() + 1000,
                3,
                Transport.TCP,
                src,
                dst,
                Blame.REPORTER,
                IpAddress.parse("10.77.2.1"),
                4,
                List.of("eth0"),
                List.of(new Evidence(20, 1500)),
                new IcmpFacts(4, 3, 3, "Port unreachable", -1, null, new IcmpFacts.Quoted(src, dst, "tcp")),
                Map.of(),
                List.of());
    }

    /// An HTTP request that was answered with an error of the server, `n` for its ports.
    public static Finding request(int n, String path, int status, Duration elapsed) {
        return new Finding(
                "4774%08x".formatted(n),
                FindingKind.HTTP_5XX,
                Severity.ERROR,
                FindingState.FINAL,
                Confidence.HIGH,
                List.of(),
                null,
                start() + n,
                start() + n,
                1,
                Transport.TCP,
                endpoint("10.77.2.10", 41022 + n),
                endpoint("10.77.3.10", 8000 + n),
                Blame.DST,
                null,
                50 + n,
                List.of("eth0"),
                List.of(new Evidence(30, 2000), new Evidence(31, 2100)),
                null,
                Map.of("application", "HTTP", "method", "GET", "path", path, "status", status, "elapsed", elapsed),
                List.of());
    }

    /// A remark about the capture as a whole.
    public static Finding gap() {
        return new Finding(
                "ca9000000001",
                FindingKind.CAPTURE_GAP,
                Severity.WARNING,
                FindingState.FINAL,
                Confidence.HIGH,
                List.of(),
                null,
                start(),
                start(),
                1,
                Transport.NONE,
                null,
                null,
                Blame.UNKNOWN,
                null,
                -1,
                List.of(),
                List.of(),
                null,
                Map.of(),
                List.of());
    }

    /// `finding` with another severity.
    public static Finding with(Finding finding, Severity severity) {
        return copy(
                finding,
                severity,
                finding.transport(),
                finding.tcpStream(),
                finding.src(),
                finding.dst(),
                finding.evidence());
    }

    /// `finding` on another flow, which is no TCP stream.
    public static Finding on(Finding finding, Transport transport, Endpoint src, Endpoint dst) {
        return copy(finding, finding.severity(), transport, -1, src, dst, finding.evidence());
    }

    /// `finding` without the packets that prove it.
    public static Finding withoutEvidence(Finding finding) {
        return copy(
                finding,
                finding.severity(),
                finding.transport(),
                finding.tcpStream(),
                finding.src(),
                finding.dst(),
                List.of());
    }

    private static Finding copy(
            Finding finding,
            Severity severity,
            Transport transport,
            int tcpStream,
            @Nullable Endpoint src,
            @Nullable Endpoint dst,
            List<Evidence> evidence) {
        return new Finding(
                finding.id(),
                finding.kind(),
                severity,
                finding.state(),
                finding.confidence(),
                finding.confidenceWhy(),
                finding.partOf(),
                finding.first(),
                finding.last(),
                finding.count(),
                transport,
                src,
                dst,
                finding.blame(),
                finding.reporter(),
                tcpStream,
                finding.vantage(),
                evidence,
                finding.icmp(),
                finding.facts(),
                finding.notes());
    }

    private static Endpoint endpoint(String ip, int port) {
        return new Endpoint(IpAddress.parse(ip), port);
    }
}
