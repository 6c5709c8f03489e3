package dev.faultline.engine.detect;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.tcp.TcpConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells port scans from failing clients: who tries many ports of one host in vain looks for what is open, and
/// no closed one is an error.
final class PortScans {
    private static final int SCAN_PORTS = 16;
    private static final int MOST_PAIRS = 4096;
    private static final int MOST_FINDINGS = 64;

    private final Map<Pair, Attempts> pairs = new HashMap<>();

    private record Pair(IpAddress client, IpAddress server, int vantage) {
        static Pair of(TcpConnection connection) {
            return new Pair(connection.client().ip(), connection.server().ip(), connection.vantage());
        }
    }

    private static final class Attempts {
        private final Set<Integer> ports = new HashSet<>();
        private final List<OpenFinding> findings = new ArrayList<>();

        boolean isScan() {
            return ports.size() >= SCAN_PORTS;
        }
    }

    /// An attempt to connect failed.
    ///
    /// @param finding that says so; becomes a notice when it is one of a scan
    void attempted(TcpConnection connection, OpenFinding finding) {
        Attempts attempts = pairs.get(Pair.of(connection));
        if (attempts == null) {
            if (pairs.size() == MOST_PAIRS) {
                pairs.clear();
            }
            attempts = new Attempts();
            pairs.put(Pair.of(connection), attempts);
        }
        if (attempts.isScan()) {
            lower(finding);
            return;
        }
        attempts.ports.add(connection.server().port());
        if (attempts.findings.size() < MOST_FINDINGS) {
            attempts.findings.add(finding);
        }
        if (attempts.isScan()) {
            attempts.findings.forEach(PortScans::lower);
            attempts.findings.clear();
        }
    }

    /// Whether the connection is one of a scan.
    boolean isScan(TcpConnection connection) {
        Attempts attempts = pairs.get(Pair.of(connection));
        return attempts != null && attempts.isScan();
    }

    private static void lower(OpenFinding finding) {
        finding.severity(Severity.NOTICE).note(TcpTexts.NOTE_PORT_SCAN);
    }
}
