package dev.faultline.agent.kernel;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Looks at what the kernel knows of the network namespace, and tells what is wrong with it. Only what grew
/// since the capture began counts, as nobody knows when the rest came about.
///
/// [#look] is for one thread; any may ask for [#grown()].
public final class KernelWatch {
    private static final int MOST_SOCKETS = 1_000_000;
    private static final int MOST_OLD = 500;
    private static final long FEW_RETRANSMISSIONS = 50;
    private static final double MANY_RETRANSMITTED = 0.03;
    private static final double NEARLY_FULL = 0.95;

    private static final List<String> DROPS = List.of(
            "Softnet.dropped", "Ip.InDiscards", "TcpExt.TCPBacklogDrop", "TcpExt.TCPRcvQDrop", "TcpExt.PFMemallocDrop");
    private static final List<String> SOCKET_ERRORS = List.of(
            "TcpExt.TCPAbortOnMemory",
            "TcpExt.TCPTimeWaitOverflow",
            "TcpExt.TCPMemoryPressures",
            "Udp.RcvbufErrors",
            "Udp.SndbufErrors");

    private final String identity;
    private final ProcFolder proc;
    private final SocketTable table;
    private final OldConnections old;
    private final PortUse ports;
    private final Consumer<Finding> sink;
    private final Map<FindingKind, Told> told = new EnumMap<>(FindingKind.class);
    private @Nullable KernelCounters start;
    private @Nullable KernelCounters before;
    private long beforeTime;
    private @Nullable Endpoint busiest;
    private long waiting;
    private volatile SortedMap<String, Long> grown = new TreeMap<>();

    private static final class Told {
        private final KernelFinding finding;
        private long count;

        Told(KernelFinding finding) {
            this.finding = finding;
        }
    }

    /// @param identity of the capture, for the ids of findings
    /// @param folder `/proc`, as the captured namespace has it
    /// @param sink hears findings, each again when it has grown
    public KernelWatch(String identity, Path folder, Consumer<Finding> sink) {
        this.identity = identity;
        this.sink = sink;
        proc = new ProcFolder(folder);
        table = new SocketTable(proc, MOST_SOCKETS);
        old = new OldConnections(identity, MOST_OLD);
        ports = new PortUse(identity);
    }

    /// Looks once; the first time to know where counters begin.
    ///
    /// @param now nanoseconds since the epoch
    public void look(long now) {
        sockets(now);
        KernelCounters counters = KernelCounters.read(proc);
        KernelCounters first = start;
        KernelCounters last = before;
        if (first != null && last != null) {
            grown = counters.since(first);
            judge(first, last, counters, now);
        } else {
            start = counters;
        }
        before = counters;
        beforeTime = now;
    }

    /// What counters have grown by since the first look, by the kernel's names.
    public SortedMap<String, Long> grown() {
        return grown;
    }

    private void sockets(long now) {
        busiest = null;
        waiting = 0;
        old.begin();
        ports.begin(proc.numbers("sys/net/ipv4/ip_local_port_range"));
        table.read(row -> {
            old.see(row);
            ports.see(row);
            if (row.state == SocketRow.LISTEN && row.receiveQueue > waiting) {
                waiting = row.receiveQueue;
                busiest = row.local();
            }
        });
        old.end(now, sink);
        ports.end(now, sink);
    }

    private void judge(KernelCounters first, KernelCounters last, KernelCounters counters, long now) {
        listeners(first, counters, now);
        sum(FindingKind.KERNEL_DROPS, DROPS, "packets", counters.since(first), now);
        sum(FindingKind.KERNEL_SOCKET_ERRORS, SOCKET_ERRORS, "times", counters.since(first), now);
        conntrack(first, counters, now);
        retransmissions(last, counters, now);
    }

    private void listeners(KernelCounters first, KernelCounters counters, long now) {
        long drops = counters.since(first, "TcpExt.ListenDrops");
        long overflows = counters.since(first, "TcpExt.ListenOverflows");
        Told about = changed(FindingKind.KERNEL_LISTEN_OVERFLOW, Math.max(drops, overflows));
        if (about == null) {
            return;
        }
        about.finding.fact("drops", drops).fact("overflows", overflows);
        if (busiest != null && about.finding.isAboutNothing()) {
            about.finding.between(null, busiest).blame(Blame.DST).fact("waiting", waiting);
        }
        tell(about, Severity.ERROR, now);
    }

    private void sum(FindingKind kind, List<String> names, String fact, SortedMap<String, Long> since, long now) {
        SortedMap<String, Long> counted = new TreeMap<>(since);
        counted.keySet().retainAll(names);
        long sum = counted.values().stream().mapToLong(Long::longValue).sum();
        Told about = changed(kind, sum);
        if (about != null) {
            about.finding.fact(fact, sum).fact("counters", String.join(", ", counted.keySet()));
            KernelCounters seen = before;
            long orphans = seen == null ? 0 : seen.quantity("Sockets.TCP.orphan");
            if (orphans > 0) {
                about.finding.fact("orphans", orphans);
            }
            tell(about, Severity.WARNING, now);
        }
    }

    private void conntrack(KernelCounters first, KernelCounters counters, long now) {
        long drops = counters.since(first, "Conntrack.drop") + counters.since(first, "Conntrack.early_drop");
        long entries = counters.quantity("Conntrack.count");
        long most = counters.quantity("Conntrack.max");
        boolean full = most > 0 && entries >= NEARLY_FULL * most;
        Told about = changed(FindingKind.KERNEL_CONNTRACK_FULL, drops + (full ? 1 : 0));
        if (about == null) {
            return;
        }
        if (full) {
            about.finding.fact("entries", entries).fact("most", most);
        }
        if (drops > 0) {
            about.finding.fact("drops", drops);
        }
        tell(about, drops > 0 ? Severity.ERROR : Severity.WARNING, now);
    }

    private void retransmissions(KernelCounters last, KernelCounters counters, long now) {
        long again = counters.since(last, "Tcp.RetransSegs");
        long sent = counters.since(last, "Tcp.OutSegs") + again;
        if (again < FEW_RETRANSMISSIONS || again < MANY_RETRANSMITTED * sent) {
            return;
        }
        Told known = told.get(FindingKind.KERNEL_RETRANSMISSIONS);
        long count = (known == null ? 0 : known.count) + again;
        Told about = changed(FindingKind.KERNEL_RETRANSMISSIONS, count);
        if (about != null) {
            about.finding
                    .fact("retransmitted", again)
                    .fact("sent", sent)
                    .fact("window", Duration.ofNanos(now - beforeTime));
            tell(about, Severity.NOTICE, now);
        }
    }

    /// The finding of a kind, when it has grown.
    private @Nullable Told changed(FindingKind kind, long count) {
        Told about = told.get(kind);
        if (count <= (about == null ? 0 : about.count)) {
            return null;
        }
        if (about == null) {
            about = new Told(new KernelFinding(identity, kind, beforeTime));
            told.put(kind, about);
        }
        about.count = count;
        return about;
    }

    private void tell(Told about, Severity severity, long now) {
        sink.accept(about.finding.severity(severity).count(about.count).at(now));
    }
}
