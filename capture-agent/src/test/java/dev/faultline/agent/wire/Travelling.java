package dev.faultline.agent.wire;

import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import java.util.HashMap;
import java.util.Map;

/// What a finding looks like at its other end.
public final class Travelling {
    private Travelling() {}

    /// Positions in a file are the file's own and do not travel; whole numbers arrive as `Long`.
    public static Finding asReceived(Finding finding) {
        Map<String, Object> facts = new HashMap<>(finding.facts());
        facts.replaceAll((name, value) -> value instanceof Integer number ? Long.valueOf(number) : value);
        return new Finding(
                finding.id(),
                finding.kind(),
                finding.severity(),
                finding.state(),
                finding.confidence(),
                finding.confidenceWhy(),
                finding.partOf(),
                finding.first(),
                finding.last(),
                finding.count(),
                finding.transport(),
                finding.src(),
                finding.dst(),
                finding.blame(),
                finding.reporter(),
                finding.tcpStream(),
                finding.vantage(),
                finding.evidence().stream()
                        .map(evidence -> new Evidence(evidence.frame(), -1))
                        .toList(),
                finding.icmp(),
                facts,
                finding.notes());
    }
}
