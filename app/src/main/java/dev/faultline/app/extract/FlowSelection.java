package dev.faultline.app.extract;

import dev.faultline.engine.finding.Finding;
import java.util.List;
import java.util.Set;

/// The flows whose packets are wanted.
public sealed interface FlowSelection {

    /// The flows of these findings.
    record OfFindings(List<Finding> findings) implements FlowSelection {
        public OfFindings {
            findings = List.copyOf(findings);
        }
    }

    /// These TCP streams, by Wireshark's numbers.
    record OfStreams(Set<Integer> tcpStreams) implements FlowSelection {
        public OfStreams {
            tcpStreams = Set.copyOf(tcpStreams);
        }
    }
}
