package dev.faultline.agent.kernel;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.AgentTexts;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Connections that were in CLOSE-WAIT or LAST-ACK when the capture began, and still are: they send no packets,
/// so only the kernel tells of them. Those that come into it later are told from their packets.
final class OldConnections {
    /// As detectors wait that see the packets.
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private static final long FAILED = TimeUnit.SECONDS.toNanos(60);

    private final String identity;
    private final int most;
    private final Map<Old, Long> old = new HashMap<>();
    private final Map<Old, KernelFinding> told = new HashMap<>();
    private final Set<Integer> listening = new HashSet<>();
    private final Set<Old> still = new HashSet<>();
    private boolean begun;
    private long leftOut;

    private record Old(int state, Endpoint local, Endpoint remote) {}

    /// @param identity of the capture
    /// @param most connections told
    OldConnections(String identity, int most) {
        this.identity = identity;
        this.most = most;
    }

    /// The table will be looked at once more.
    void begin() {
        still.clear();
        listening.clear();
    }

    /// A socket is in the table.
    void see(SocketRow row) {
        if (row.state == SocketRow.LISTEN) {
            listening.add(row.localPort);
        }
        if (row.state == SocketRow.CLOSE_WAIT || row.state == SocketRow.LAST_ACK) {
            Old seen = new Old(row.state, row.local(), row.remote());
            if (begun) {
                if (old.containsKey(seen)) {
                    still.add(seen);
                }
            } else if (old.size() < most) {
                old.put(seen, 0L);
                still.add(seen);
            } else {
                leftOut++;
            }
        }
    }

    /// The table has been looked at.
    ///
    /// @param now nanoseconds since the epoch
    void end(long now, Consumer<Finding> sink) {
        if (!begun) {
            begun = true;
            old.replaceAll((connection, since) -> now);
        }
        for (Iterator<Map.Entry<Old, Long>> all = old.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Old, Long> entry = all.next();
            if (still.contains(entry.getKey())) {
                tell(entry.getKey(), entry.getValue(), now, sink);
            } else {
                told.remove(entry.getKey());
                all.remove();
            }
        }
    }

    private void tell(Old connection, long since, long now, Consumer<Finding> sink) {
        long waited = now - since;
        Severity severity = waited >= FAILED ? Severity.ERROR : Severity.WARNING;
        boolean closeWait = connection.state() == SocketRow.CLOSE_WAIT;
        KernelFinding known = told.get(connection);
        boolean first = waited >= PATIENCE && known == null;
        boolean worse = known != null && closeWait && severity == Severity.ERROR && !known.is(severity);
        if (!first && !worse) {
            return;
        }
        boolean server = listening.contains(connection.local().port());
        Endpoint client = server ? connection.remote() : connection.local();
        Endpoint other = server ? connection.local() : connection.remote();
        KernelFinding finding = known != null
                ? known
                : new KernelFinding(identity, closeWait ? FindingKind.TCP_CLOSE_WAIT : FindingKind.TCP_LAST_ACK, since);
        told.put(connection, finding);
        // In CLOSE-WAIT the program here is at fault; in LAST-ACK it is the peer or the path.
        Blame holder = server ? Blame.DST : Blame.SRC;
        sink.accept(finding.severity(closeWait ? severity : Severity.WARNING)
                .between(client, other)
                .blame(closeWait ? holder : Blame.UNKNOWN)
                .fact(Explainer.VARIANT, AgentTexts.VARIANT_KERNEL)
                .fact("holder", connection.local())
                .fact("waited", Duration.ofNanos(waited))
                .at(now));
    }

    /// Connections that there was no room for.
    long leftOut() {
        return leftOut;
    }
}
