package dev.faultline.agent.kernel;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingId;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A finding that rests on what the kernel says, and on no packet; told again when it grows.
final class KernelFinding {
    private final String identity;
    private final FindingKind kind;
    private final long first;
    private final Map<String, Object> facts = new HashMap<>();
    private Severity severity = Severity.NOTICE;
    private Transport transport = Transport.NONE;
    private Blame blame = Blame.UNKNOWN;
    private @Nullable Endpoint src;
    private @Nullable Endpoint dst;
    private long count = 1;
    private @Nullable String id;

    /// @param identity of the capture
    /// @param first when it was first known, nanoseconds since the epoch
    KernelFinding(String identity, FindingKind kind, long first) {
        this.identity = identity;
        this.kind = kind;
        this.first = first;
    }

    KernelFinding severity(Severity now) {
        severity = now;
        return this;
    }

    boolean is(Severity other) {
        return severity == other;
    }

    KernelFinding count(long now) {
        count = now;
        return this;
    }

    KernelFinding blame(Blame whom) {
        blame = whom;
        return this;
    }

    /// It is about that TCP connection, or what there is of one.
    KernelFinding between(@Nullable Endpoint client, @Nullable Endpoint server) {
        transport = Transport.TCP;
        src = client;
        dst = server;
        return this;
    }

    /// Whether no end of a connection is known.
    boolean isAboutNothing() {
        return src == null && dst == null;
    }

    KernelFinding fact(String name, Object value) {
        facts.put(name, value);
        return this;
    }

    /// Stays as it was when it was first told, whatever is learned later.
    private String id() {
        String known = id == null ? FindingId.of(identity, kind, src + ">" + dst) : id;
        id = known;
        return known;
    }

    /// The finding as it is now.
    ///
    /// @param now nanoseconds since the epoch
    Finding at(long now) {
        return new Finding(
                id(),
                kind,
                severity,
                FindingState.FINAL,
                Confidence.HIGH,
                List.of(),
                null,
                first,
                now,
                count,
                transport,
                src,
                dst,
                blame,
                null,
                -1,
                List.of(),
                List.of(),
                null,
                facts,
                List.of());
    }
}
