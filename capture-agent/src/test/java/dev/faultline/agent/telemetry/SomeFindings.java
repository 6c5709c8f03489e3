package dev.faultline.agent.telemetry;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Findings to tell.
final class SomeFindings {
    static final Endpoint CLIENT = new Endpoint(IpAddress.parse("10.0.0.1"), 40_001);
    static final Endpoint SERVER = new Endpoint(IpAddress.parse("fd00::2"), 80);

    private SomeFindings() {}

    static Finding refused(String id) {
        return refused(id, Severity.ERROR);
    }

    static Finding refused(String id, Severity severity) {
        return of(id, FindingKind.TCP_CONNECT_REFUSED, severity, null, CLIENT, SERVER, Map.of());
    }

    static Finding of(
            String id,
            FindingKind kind,
            Severity severity,
            @Nullable String partOf,
            Endpoint src,
            Endpoint dst,
            Map<String, Object> facts) {
        return new Finding(
                id,
                kind,
                severity,
                FindingState.FINAL,
                Confidence.MEDIUM,
                List.of("reason.midstream"),
                partOf,
                1_700_000_000_000_000_001L,
                1_700_000_001_000_000_000L,
                3,
                Transport.TCP,
                src,
                dst,
                Blame.DST,
                null,
                0,
                List.of("eth0", "cni0"),
                List.of(),
                null,
                facts,
                List.of());
    }
}
