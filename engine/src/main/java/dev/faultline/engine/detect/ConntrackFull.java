package dev.faultline.engine.detect;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `conntrack.full_suspect`: what several clients begin goes unanswered, TCP and DNS, to whomever, while their
/// open connections go on: so does a node whose connection tracking table is full.
final class ConntrackFull implements TcpObserver, UnansweredQueries {
    private static final int CLIENTS = 3;
    private static final int SERVERS = 2;
    private static final int SYNS = 3;
    private static final int QUERIES = 2;
    private static final int CERTAIN_CLIENTS = 5;
    private static final int CERTAIN_UNAFFECTED = 3;
    /// Entries run out now and then, so that some get through: one in so many.
    private static final int ANSWERED_SHARE = 5;

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_KEPT = 256;
    private static final int REMEMBERED = 256;

    private final FindingBook book;
    private final CaptureQuality quality;
    private final long[] answered = new long[REMEMBERED];
    private int answers;
    private @Nullable Burst burst;

    /// First packets without an answer, one soon after the other.
    private static final class Burst {
        final Set<IpAddress> clients = new HashSet<>();
        final Set<IpAddress> servers = new HashSet<>();
        final List<OpenFinding> parts = new ArrayList<>();
        final Set<Flow> unaffected = new HashSet<>();
        long since;
        long until;
        int syns;
        int queries;

        @Nullable
        OpenFinding told;

        Burst(long time) {
            since = time;
            until = time;
        }

        boolean isOver(long time) {
            return time - until > PAUSE || since - time > PAUSE;
        }

        boolean isWide() {
            return clients.size() >= CLIENTS && servers.size() >= SERVERS && syns >= SYNS && queries >= QUERIES;
        }
    }

    ConntrackFull(FindingBook book, CaptureQuality quality) {
        this.book = book;
        this.quality = quality;
    }

    // ------------------------------------------------------------------------------------------- what fails

    /// To be called after the detectors of unanswered SYNs.
    @Override
    public void onHandshakeTimeout(TcpConnection connection, long waited) {
        OpenFinding finding = connection.isSynSent() ? ConnectNoReply.find(book, connection) : null;
        boolean told = finding != null
                && finding.kind() != FindingKind.TCP_CONNECT_DEAD_HOST
                && finding.severity().compareTo(Severity.WARNING) >= 0;
        if (finding != null && told && waited < PAUSE) {
            unanswered(connection, connection.clientEnd().synTime(), finding).syns++;
            judge();
        }
    }

    @Override
    public void onUnanswered(Flow flow, long sent, OpenFinding finding) {
        unanswered(flow, sent, finding).queries++;
        judge();
    }

    private Burst unanswered(Flow flow, long time, OpenFinding finding) {
        Burst now = burst;
        if (now == null || now.isOver(time)) {
            now = new Burst(time);
            burst = now;
        }
        now.since = Math.min(now.since, time);
        now.until = Math.max(now.until, time);
        if (now.clients.size() < MOST_KEPT) {
            now.clients.add(flow.client().ip());
        }
        if (now.servers.size() < MOST_KEPT) {
            now.servers.add(flow.server().ip());
        }
        if (now.parts.size() < MOST_KEPT) {
            now.parts.add(finding);
        }
        return now;
    }

    // --------------------------------------------------------------------------------------- what goes well

    @Override
    public void onAnswered(TcpConnection connection, Packet packet) {
        answered(packet.timestamp());
    }

    /// A refusal is an answer, too.
    @Override
    public void onReset(TcpReset reset) {
        if (reset.fit() == TcpReset.Fit.ANSWERS_SYN) {
            answered(reset.packet().timestamp());
        }
    }

    @Override
    public void onQueryAnswered(long time) {
        answered(time);
    }

    private void answered(long time) {
        answered[answers++ & REMEMBERED - 1] = time;
    }

    @Override
    public long onLook(TcpConnection connection, long now) {
        if (burst != null) {
            lookFor(burst, connection);
        }
        return NEVER;
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        if (burst != null) {
            lookFor(burst, connection);
        }
    }

    /// Notes a connection of one of the clients that was open before, and on which both ends went on.
    private void lookFor(Burst now, TcpConnection connection) {
        TcpEnd client = connection.clientEnd();
        TcpEnd server = connection.serverEnd();
        boolean before =
                connection.openTime() != 0 ? connection.openTime() < now.since : connection.firstSeen() < now.since;
        boolean wentOn = client.lastTime() > now.until && server.lastTime() > now.until;
        boolean lively =
                client.repeats() == 0 && server.repeats() == 0 && client.dataSegments() + server.dataSegments() > 0;
        if (before
                && wentOn
                && lively
                && now.unaffected.size() < MOST_KEPT
                && now.clients.contains(connection.client().ip())
                && now.unaffected.add(connection)) {
            judge();
        }
    }

    // ---------------------------------------------------------------------------------------------- verdict

    private void judge() {
        Burst now = burst;
        if (now == null || !now.isWide() || now.unaffected.isEmpty()) {
            return;
        }
        int failed = now.syns + now.queries;
        int passed = answeredSince(now.since);
        if (passed * ANSWERED_SHARE > failed) {
            return;
        }
        now.parts.sort(Comparator.comparingLong(OpenFinding::first));
        OpenFinding finding = now.told;
        if (finding == null) {
            OpenFinding first = now.parts.getFirst();
            finding = book.open(first.flow(), FindingKind.CONNTRACK_FULL_SUSPECT, 0)
                    .severity(Severity.ERROR)
                    .blame(Blame.PATH);
            now.told = finding;
            quality.restsOnSilence(finding);
        }
        for (OpenFinding part : now.parts) {
            finding.occurred(part.first());
            finding.evidenceOf(part);
            put(part, finding);
        }
        now.parts.clear();
        boolean certain =
                now.clients.size() >= CERTAIN_CLIENTS && now.unaffected.size() >= CERTAIN_UNAFFECTED && passed == 0;
        finding.confidence(certain ? Confidence.MEDIUM : Confidence.LOW, TcpTexts.REASON_POLICY_LOOKS_ALIKE)
                .fact("syns", (long) now.syns)
                .fact("queries", (long) now.queries)
                .fact("clients", (long) now.clients.size())
                .fact("open", (long) now.unaffected.size())
                .fact("window", Duration.ofNanos(now.until - now.since));
    }

    private int answeredSince(long since) {
        int count = 0;
        for (int i = 0; i < Math.min(answers, REMEMBERED); i++) {
            count += answered[i] >= since ? 1 : 0;
        }
        return count;
    }

    private static void put(OpenFinding part, OpenFinding whole) {
        OpenFinding top = part;
        for (OpenFinding above = part.parent(); above != null && above != whole; above = above.parent()) {
            top = above;
        }
        top.partOf(whole);
    }
}
