package dev.faultline.engine.finding;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Findings as detectors make them.
final class TestFindings {
    static final Flow FLOW = flow("10.0.0.1", 41022, "10.0.0.2", 8443);
    static final Flow CAPTURE = new TestFlow(Transport.NONE, FLOW.client(), FLOW.server());
    private static final long TIME = 1_700_000_000_000_000_000L;

    private TestFindings() {}

    record TestFlow(Transport transport, Endpoint client, Endpoint server) implements Flow {
        @Override
        public boolean isClientKnown() {
            return true;
        }

        @Override
        public int vantage() {
            return 0;
        }

        @Override
        public int tcpStream() {
            return 4;
        }

        @Override
        public long firstSeen() {
            return TIME;
        }

        @Override
        public long lastSeen() {
            return TIME;
        }
    }

    static Flow flow(String client, int clientPort, String server, int serverPort) {
        return new TestFlow(
                Transport.TCP,
                new Endpoint(IpAddress.parse(client), clientPort),
                new Endpoint(IpAddress.parse(server), serverPort));
    }

    /// A finding that occurred once, after `details` were told.
    static Finding of(FindingKind kind, Consumer<OpenFinding> details) {
        List<Finding> told = new ArrayList<>();
        FindingBook book = book(Limits.DEFAULT, told);
        Flow flow = kind.findingClass() == FindingClass.CAPTURE ? CAPTURE : FLOW;
        OpenFinding finding = book.open(flow, kind, 0).occurred(TIME);
        if (kind.findingClass() == FindingClass.ICMP) {
            finding.reporter(IpAddress.parse("10.0.0.254"))
                    .icmp(new IcmpFacts(4, 3, 3, "Port unreachable", -1, null, null));
        }
        details.accept(finding);
        book.flush();
        return told.getFirst();
    }

    static Finding of(FindingKind kind) {
        return of(kind, finding -> {});
    }

    static FindingBook book(Limits limits, List<Finding> told) {
        return new FindingBook("capture", limits, vantage -> "eth" + vantage, told::add);
    }

    static long time() {
        return TIME;
    }
}
