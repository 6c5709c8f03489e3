package dev.faultline.agent.kernel;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// How many local ports the connections to each place use.
final class PortUse {
    private static final int MOST_PLACES = 10_000;
    private static final double WORTH_TELLING = 0.9;
    private static final double EXHAUSTED = 0.98;

    private final String identity;
    private final Map<Place, Used> uses = new HashMap<>();
    private final Map<Place, KernelFinding> told = new HashMap<>();
    private int from = 1;
    private int to;

    private record Place(boolean six, long localHigh, long localLow, long high, long low, int port) {}

    /// How many ports, and an example.
    private static final class Used {
        private final Endpoint local;
        private final Endpoint remote;
        private int ports;
        private int timeWait;

        Used(Endpoint local, Endpoint remote) {
            this.local = local;
            this.remote = remote;
        }
    }

    /// @param identity of the capture
    PortUse(String identity) {
        this.identity = identity;
    }

    /// The table will be looked at once more.
    ///
    /// @param range the first and the last local port; something else when it is not known
    void begin(long[] range) {
        uses.clear();
        boolean known = range.length == 2 && range[0] > 0 && range[0] <= range[1] && range[1] <= 0xffff;
        from = known ? (int) range[0] : 1;
        to = known ? (int) range[1] : 0;
    }

    /// A socket is in the table.
    void see(SocketRow row) {
        if (row.state == SocketRow.LISTEN || row.localPort < from || row.localPort > to || row.remotePort == 0) {
            return;
        }
        Place place = new Place(row.six, row.localHigh, row.localLow, row.remoteHigh, row.remoteLow, row.remotePort);
        Used used = uses.get(place);
        if (used == null) {
            if (uses.size() >= MOST_PLACES) {
                return;
            }
            used = new Used(row.local(), row.remote());
            uses.put(place, used);
        }
        used.ports++;
        if (row.state == SocketRow.TIME_WAIT) {
            used.timeWait++;
        }
    }

    /// The table has been looked at.
    ///
    /// @param now nanoseconds since the epoch
    void end(long now, Consumer<Finding> sink) {
        int range = to - from + 1;
        uses.forEach((place, used) -> {
            if (range > 0 && used.ports >= WORTH_TELLING * range) {
                tell(place, used, now, sink);
            }
        });
        told.keySet().removeIf(place -> !uses.containsKey(place));
    }

    private void tell(Place place, Used used, long now, Consumer<Finding> sink) {
        int range = to - from + 1;
        Severity severity = used.ports >= EXHAUSTED * range ? Severity.ERROR : Severity.WARNING;
        KernelFinding known = told.get(place);
        if (known != null && (known.is(Severity.ERROR) || known.is(severity))) {
            return;
        }
        KernelFinding finding =
                known != null ? known : new KernelFinding(identity, FindingKind.KERNEL_PORTS_EXHAUSTED, now);
        told.put(place, finding);
        sink.accept(finding.severity(severity)
                .between(new Endpoint(used.local.ip(), Endpoint.NO_PORT), used.remote)
                .blame(Blame.SRC)
                .fact("used", (long) used.ports)
                .fact("range", (long) range)
                .fact("timeWait", (long) used.timeWait)
                .at(now));
    }
}
