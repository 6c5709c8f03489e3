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
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Matches DNS responses to queries, over UDP and TCP. Messages are told by their content; multicast DNS, LLMNR
/// and NetBIOS names, which look alike and need no answer, are left out.
public final class DnsTracker {
    /// Time for an answer, nanoseconds: what glibc waits by default.
    public static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    /// Time for the repetition over TCP of a query whose answer was cut short.
    public static final long PATIENCE_FOR_TCP = TimeUnit.SECONDS.toNanos(2);

    private static final int MOST_CUT_SHORT = 256;
    private static final int NETBIOS = 137;
    private static final int MULTICAST_DNS = 5353;
    private static final int LLMNR = 5355;

    private final CaptureClock clock;
    private final DnsListener listener;
    private final SearchPaths paths;
    private final TimerWheel<DnsQuery> timers = new TimerWheel<>(this::expired);
    private final DnsMessage message = new DnsMessage();
    private final Map<Flow, DnsQuery> firstOfFlow = new HashMap<>();
    private final Deque<DnsQuery> cutShort = new ArrayDeque<>();
    private final int limit;
    private int waiting;
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
        DnsQuery known = find(flow, name);
        if (known != null) {
            known.repeated(frame, position);
            return;
        }
        if (waiting >= limit) {
            refused++;
            return;
        }
        waiting++;
        DnsQuery query = new DnsQuery(flow, message, name, time, frame, position);
        query.nextOfFlow = firstOfFlow.put(flow, query);
        timers.arm(query, clock.elapsed() + PATIENCE);
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
        DnsQuery query = message.hasQuestion() ? find(flow, message.name()) : byId(flow);
        if (query == null) {
            return;
        }
        timers.stop(query);
        remove(query);
        DnsReply reply = new DnsReply(message.rcode(), message.answers(), message.isTruncated(), time, frame, position);
        listener.onReply(query, reply);
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
        } else {
            remove(query);
            listener.onUnanswered(query, PATIENCE, false);
        }
    }

    /// The capture has ended.
    public void end() {
        paths.end();
        for (Iterator<DnsQuery> all = cutShort.iterator(); all.hasNext(); ) {
            listener.onCutShort(all.next(), true);
        }
        for (DnsQuery first : firstOfFlow.values()) {
            for (DnsQuery query = first; query != null; query = query.nextOfFlow) {
                listener.onUnanswered(query, Math.max(0, clock.now() - query.time()), true);
            }
        }
    }

    /// Queries that were not followed because of [Limits#otherFlows()].
    public long refused() {
        return refused;
    }

    // ------------------------------------------------------------------------------------------------ waiting

    private @Nullable DnsQuery find(Flow flow, String name) {
        DnsQuery query = firstOfFlow.get(flow);
        while (query != null && !query.matches(message.id(), message.type(), name)) {
            query = query.nextOfFlow;
        }
        return query;
    }

    private @Nullable DnsQuery byId(Flow flow) {
        DnsQuery query = firstOfFlow.get(flow);
        while (query != null && query.id() != message.id()) {
            query = query.nextOfFlow;
        }
        return query;
    }

    @SuppressWarnings("ReferenceEquality") // a query is only ever itself
    private void remove(DnsQuery query) {
        waiting--;
        DnsQuery first = firstOfFlow.get(query.flow());
        if (first == query) {
            if (query.nextOfFlow == null) {
                firstOfFlow.remove(query.flow());
            } else {
                firstOfFlow.put(query.flow(), query.nextOfFlow);
            }
            return;
        }
        while (first != null && first.nextOfFlow != query) {
            first = first.nextOfFlow;
        }
        if (first != null) {
            first.nextOfFlow = query.nextOfFlow;
        }
    }
}
