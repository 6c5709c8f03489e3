package dev.faultline.engine.detect;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `nat.port_exhaustion_suspect`: an address takes up the ports of connections that have only just ended, to
/// one port of one server, and SYNs to there go unanswered: its own, or before the translation, where another
/// vantage point sees them, those of the clients behind it.
final class PortExhaustion implements TcpObserver {
    private static final int MANY = 5;
    /// One connection in so many with a port that was just used is a high share.
    private static final int REUSE_SHARE = 4;

    private static final long WINDOW = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST_LISTENERS = 1024;
    private static final int MOST_SOURCES = 16;
    private static final int MOST_KEPT = 64;

    private final FindingBook book;
    private final CaptureQuality quality;
    private final Map<Endpoint, Listener> listeners = new HashMap<>();

    private record Source(IpAddress client, int vantage) {
        static Source of(TcpConnection connection) {
            return new Source(connection.client().ip(), connection.vantage());
        }
    }

    private static final class Listener {
        final Map<Source, Reuse> reuses = new HashMap<>();
        final Deque<TcpConnection> unanswered = new ArrayDeque<>();
    }

    /// Ports that an address has used again.
    private static final class Reuse {
        final Source source;
        final List<OpenFinding> findings = new ArrayList<>();
        int opened;
        int reused;
        long since;
        long until;
        int unanswered;

        @Nullable
        OpenFinding told;

        Reuse(Source source, long time) {
            this.source = source;
            since = time;
            until = time;
        }

        boolean isHigh() {
            return reused >= MANY && reused * REUSE_SHARE >= opened;
        }
    }

    PortExhaustion(FindingBook book, CaptureQuality quality) {
        this.book = book;
        this.quality = quality;
    }

    @Override
    public void onOpened(TcpConnection connection, Packet packet) {
        Listener listener = listeners.isEmpty() ? null : listeners.get(connection.server());
        Reuse reuse = listener == null ? null : listener.reuses.get(Source.of(connection));
        if (reuse != null) {
            reuse.opened++;
        }
    }

    /// To be called once for each connection that [#onOpened] has heard of and whose port had been used within
    /// a minute before.
    void reused(TcpConnection connection, OpenFinding finding) {
        Listener listener = listener(connection);
        Source source = Source.of(connection);
        long time = connection.firstSeen();
        Reuse reuse = listener.reuses.get(source);
        if (reuse == null || time - reuse.until > WINDOW) {
            if (listener.reuses.size() == MOST_SOURCES) {
                listener.reuses.clear();
            }
            reuse = new Reuse(source, time);
            reuse.opened = 1;
            listener.reuses.put(source, reuse);
        }
        reuse.reused++;
        reuse.until = Math.max(reuse.until, time);
        if (reuse.findings.size() < MOST_KEPT) {
            reuse.findings.add(finding);
        }
        judge(listener, reuse);
    }

    /// To be called after the detector of unanswered SYNs.
    @Override
    public void onHandshakeTimeout(TcpConnection connection, long waited) {
        if (waited >= WINDOW || !connection.isSynSent() || ConnectNoReply.find(book, connection) == null) {
            return;
        }
        Listener listener = listener(connection);
        if (listener.unanswered.contains(connection)) {
            return;
        }
        if (listener.unanswered.size() == MOST_KEPT) {
            listener.unanswered.removeFirst();
        }
        listener.unanswered.add(connection);
        listener.reuses.values().forEach(reuse -> judge(listener, reuse));
    }

    private Listener listener(TcpConnection connection) {
        if (listeners.size() == MOST_LISTENERS && !listeners.containsKey(connection.server())) {
            listeners.clear();
        }
        return listeners.computeIfAbsent(connection.server(), server -> new Listener());
    }

    private void judge(Listener listener, Reuse reuse) {
        if (!reuse.isHigh() || listener.unanswered.size() < MANY) {
            return;
        }
        List<TcpConnection> failed = listener.unanswered.stream()
                .filter(connection -> isBehind(listener, reuse.source, connection))
                .filter(connection -> isNear(reuse, connection.clientEnd().synTime()))
                .toList();
        if (failed.size() >= MANY && failed.size() > reuse.unanswered) {
            tell(reuse, failed);
        }
    }

    private static boolean isNear(Reuse reuse, long time) {
        return time >= reuse.since - WINDOW && time <= reuse.until + WINDOW;
    }

    /// Whether a connection is of that source, or may be one that it translates: an address that translates is
    /// not seen before the translation.
    private static boolean isBehind(Listener listener, Source source, TcpConnection connection) {
        boolean same = source.client().equals(connection.client().ip());
        if (source.vantage() == connection.vantage()) {
            return same;
        }
        return !same && !listener.reuses.containsKey(new Source(source.client(), connection.vantage()));
    }

    private void tell(Reuse reuse, List<TcpConnection> failed) {
        OpenFinding finding = reuse.told;
        if (finding == null) {
            finding = book.open(failed.getFirst(), FindingKind.NAT_PORT_EXHAUSTION_SUSPECT, 0)
                    .severity(Severity.WARNING)
                    .confidence(Confidence.LOW, TcpTexts.REASON_SYNS_LOST_OTHERWISE)
                    .blame(Blame.PATH)
                    .fact("address", reuse.source.client());
            reuse.told = finding;
            quality.restsOnSilence(finding);
        }
        long until = reuse.until;
        for (TcpConnection connection : failed.subList(reuse.unanswered, failed.size())) {
            TcpEnd client = connection.clientEnd();
            until = Math.max(until, client.synTime());
            finding.occurred(client.synTime()).evidence(client.lastFrame(), client.lastPosition());
            put(ConnectNoReply.find(book, connection), finding);
        }
        reuse.unanswered = failed.size();
        for (OpenFinding known : reuse.findings) {
            put(known, finding);
        }
        reuse.findings.clear();
        finding.fact("flows", (long) failed.size())
                .fact("reused", (long) reuse.reused)
                .fact("opened", (long) Math.max(reuse.opened, reuse.reused))
                .fact("window", Duration.ofNanos(until - reuse.since));
    }

    /// What is known already becomes a part; where that is part of a backlog that overflows, so does the
    /// backlog.
    private static void put(@Nullable OpenFinding part, OpenFinding whole) {
        if (part == null) {
            return;
        }
        OpenFinding above = part.parent();
        boolean backlog = above != null && above.kind() == FindingKind.TCP_BACKLOG_SYN_OVERFLOW;
        if (above != null && backlog) {
            above.partOf(whole);
        } else if (above == null) {
            part.partOf(whole);
        }
        if (part.severity() == Severity.ERROR) {
            whole.severity(Severity.ERROR);
        }
    }
}
