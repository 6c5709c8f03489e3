package dev.faultline.engine.l7.dns;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.TimerWheel;
import dev.faultline.engine.flow.UdpFlow;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.UdpHeader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/// Matches DNS responses to queries, over UDP and TCP. Messages are told by their content; multicast DNS, LLMNR
/// and NetBIOS names, which look alike and need no answer, are left out.
public final class DnsTracker {
    /// Time for an answer, nanoseconds: what glibc waits by default.
    public static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    /// Time for the repetition over TCP of a query whose answer was cut short.
    public static final long PATIENCE_FOR_TCP = TimeUnit.SECONDS.toNanos(2);

    private static final long PATIENCE_WITH_LATE = TimeUnit.SECONDS.toNanos(25);
    private static final long RETRY = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_CUT_SHORT = 256;
    private static final int NETBIOS = 137;
    private static final int MULTICAST_DNS = 5353;
    private static final int LLMNR = 5355;

    private final CaptureClock clock;
    private final DnsListener listener;
    private final SearchPaths paths;
    private final TimerWheel<DnsQuery> timers = new TimerWheel<>(this::expired);
    private final DnsMessage message = new DnsMessage();
    private final DnsQueries queries = new DnsQueries();
    private final SameQuestions same = new SameQuestions();
    private final Deque<DnsQuery> cutShort = new ArrayDeque<>();
    private final int limit;
    private long refused;

    /// @param clock of the capture, which the caller lets advance before each packet
    public DnsTracker(Limits limits, CaptureClock clock, DnsListener listener) {
        limit = limits.otherFlows();
        this.clock = clock;
        this.listener = listener;
        paths = new SearchPaths(listener);
    }

    // ----------------------------------------------------------------------------------------------- messages

    /// Takes in a packet with UDP, which may be anything.
    public void accept(Packet packet, UdpFlow flow) {
        UdpHeader udp = packet.udp();
        if (udp.payloadCaptured() < DnsMessage.HEADER || isApart(udp.srcPort()) || isApart(udp.dstPort())) {
            return;
        }
        int captured = udp.payloadCaptured();
        if (message.read(packet.bytes(), udp.payloadOffset(), captured, udp.payloadLength())) {
            accept(flow, packet.timestamp(), packet.frame(), packet.position());
        }
    }

    private static boolean isApart(int port) {
        return port == MULTICAST_DNS || port == LLMNR || port == NETBIOS;
    }

    /// Takes in a message of a TCP stream.
    ///
    /// @return whether it is one
    boolean accept(Flow flow, MemorySegment bytes, int length, long time, long frame, long position) {
        boolean read = message.read(bytes, 0, (int) bytes.byteSize(), length);
        if (read) {
            accept(flow, time, frame, position);
        }
        return read;
    }

    private void accept(Flow flow, long time, long frame, long position) {
        if (message.isResponse()) {
            response(flow, time, frame, position);
        } else {
            query(flow, time, frame, position);
        }
    }

    private void query(Flow flow, long time, long frame, long position) {
        String name = message.name();
        cutShort.removeIf(asked -> isRetried(asked, flow, name));
        DnsQuery known = queries.find(flow, message, name);
        if (known != null && repeats(known, time, frame, position)) {
            return;
        }
        if (queries.size() >= limit) {
            refused++;
            return;
        }
        DnsQuery query = new DnsQuery(flow, message, name, time, frame, position);
        queries.add(query);
        same.asked(query);
        timers.arm(query, clock.elapsed() + PATIENCE);
    }

    /// @return whether the query goes on; if not, it had been given up, and begins anew
    private boolean repeats(DnsQuery known, long time, long frame, long position) {
        expireOverdue(known, time);
        DnsQuery sibling = known.sibling;
        if (sibling != null && sibling.isAnswered() && !known.isAnswered() && time - known.time() >= RETRY) {
            listener.onRace(known, sibling, time, frame, position);
        }
        DnsReply stray = known.strayReply();
        IpAddress source = known.straySource();
        if (stray != null && source != null) {
            listener.onWrongSource(known, stray, source);
        }
        if (known.isExpired()) {
            timers.stop(known);
            queries.remove(known);
            return false;
        }
        known.repeated(frame, position);
        return true;
    }

    private boolean isRetried(DnsQuery asked, Flow flow, String name) {
        IpAddress client = asked.flow().client().ip();
        boolean retried = asked.name().equals(name)
                && asked.type() == message.type()
                && client.equals(flow.client().ip());
        if (retried) {
            timers.stop(asked);
        }
        return retried;
    }

    private void response(Flow flow, long time, long frame, long position) {
        String name = message.name();
        DnsQuery query = message.hasQuestion() ? queries.find(flow, message, name) : queries.byId(flow, message.id());
        DnsReply reply = new DnsReply(message.rcode(), message.answers(), message.isTruncated(), time, frame, position);
        if (query == null) {
            unmatched(flow, reply, name);
            return;
        }
        expireOverdue(query, time);
        timers.stop(query);
        queries.remove(query);
        query.answered(time);
        same.answered(query, other -> listener.onAnsweredElsewhere(other, query));
        if (query.isExpired()) {
            listener.onLateReply(query, reply);
            return;
        }
        listener.onReply(query, reply);
        follow(query, reply);
    }

    private void follow(DnsQuery query, DnsReply reply) {
        if (reply.truncated()) {
            query.cutShort();
            if (cutShort.size() == MOST_CUT_SHORT) {
                timers.stop(cutShort.removeFirst());
            }
            cutShort.add(query);
            timers.arm(query, clock.elapsed() + PATIENCE_FOR_TCP);
        } else if (reply.code() == DnsReply.NAME_ERROR) {
            paths.notFound(query, reply);
        } else if (reply.isFound()) {
            paths.found(query);
        }
    }

    /// A response to nothing that was asked there: with another id than the query, or from another address than
    /// was asked. The latter is the usual sight where addresses are translated on the way, and an error only
    /// where the client asks again.
    private void unmatched(Flow flow, DnsReply reply, String name) {
        if (!message.hasQuestion()) {
            return;
        }
        DnsQuery here = queries.onlyOne(flow, message.type(), name);
        if (here != null && !here.isExpired() && flow.firstSeen() == here.time()) {
            listener.onWrongId(here, reply);
            return;
        }
        DnsQuery elsewhere = same.sentElsewhere(flow, message, name);
        if (elsewhere != null && !elsewhere.hasStrayed()) {
            elsewhere.strayed(reply, flow.server().ip());
        }
    }

    // ------------------------------------------------------------------------------------------------- timers

    /// Lets timers run out; to be called when the clock has advanced.
    public void advance() {
        timers.advance(clock.elapsed());
        paths.advance(clock.now());
    }

    private void expired(DnsQuery query) {
        if (query.isCutShort()) {
            cutShort.remove(query);
            listener.onCutShort(query, false);
        } else if (query.isExpired()) {
            queries.remove(query);
        } else {
            timers.arm(query, clock.elapsed() + PATIENCE_WITH_LATE);
            tellUnanswered(query, PATIENCE, false);
        }
    }

    /// Timers are coarser than packets: what is overdue when one comes has run out.
    private void expireOverdue(DnsQuery query, long time) {
        if (!query.isExpired() && time - query.time() >= PATIENCE) {
            expired(query);
        }
    }

    private void tellUnanswered(DnsQuery query, long waited, boolean open) {
        query.expired();
        if (query.hasStrayed()) {
            return;
        }
        DnsQuery other = same.answeredElsewhere(query);
        boolean inTime = other != null && other.answerTime() - query.time() <= PATIENCE;
        listener.onUnanswered(query, waited, inTime, open);
        if (other != null && !inTime) {
            listener.onAnsweredElsewhere(query, other);
        }
    }

    /// The capture has ended.
    public void end() {
        paths.end();
        for (Iterator<DnsQuery> all = cutShort.iterator(); all.hasNext(); ) {
            listener.onCutShort(all.next(), true);
        }
        for (DnsQuery first : queries.firsts()) {
            for (DnsQuery query = first; query != null; query = query.nextOfFlow) {
                if (!query.isExpired()) {
                    tellUnanswered(query, Math.max(0, clock.now() - query.time()), true);
                }
            }
        }
    }

    /// Queries that were not followed because of [Limits#otherFlows()].
    public long refused() {
        return refused;
    }
}
