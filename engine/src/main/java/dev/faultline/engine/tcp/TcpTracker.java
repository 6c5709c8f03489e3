package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.SYN;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.FlowTable;
import dev.faultline.engine.flow.TimerWheel;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.TcpObserver.End;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Follows all TCP connections of a capture: Wireshark's view of each conversation, and what really happens at
/// each vantage point. Used by the analysing thread alone.
public final class TcpTracker {
    /// How long a SYN or SYN-ACK may go unanswered before it is told. A little more than the 3 s that Linux
    /// waits for ARP, so that the ICMP error that follows comes first.
    public static final long SLOW_HANDSHAKE = TimeUnit.MILLISECONDS.toNanos(3500);

    /// After that long a SYN without an answer counts as failed.
    public static final long FAILED_HANDSHAKE = TimeUnit.SECONDS.toNanos(10);

    /// Windows sends a SYN that was refused again after half a second, and takes a second answer for good.
    public static final long RETRY = TimeUnit.MILLISECONDS.toNanos(1200);

    private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(50);

    private final FlowTable<TcpConversation> table = new FlowTable<>();
    private final QuotedTcpFinder quoted = new QuotedTcpFinder(table);
    private final TimerWheel<TcpConnection> timers = new TimerWheel<>(this::expired);
    private final DuplicateFilter duplicates = new DuplicateFilter();
    private final SegmentAnalysis analysis = new SegmentAnalysis();
    private final CaptureClock clock;
    private final int limit;
    private final long lookAfter;
    private final TcpObserver observer;
    private final @Nullable StreamReport report;
    private int connections;
    private int streams;
    private int reused;
    private long evicted;

    /// @param clock of the capture, which the caller lets advance before each packet
    /// @param observer hears what happens
    /// @param report takes Wireshark's flags and the streams, or null when nobody wants them
    public TcpTracker(Limits limits, CaptureClock clock, TcpObserver observer, @Nullable StreamReport report) {
        limit = limits.tcpFlows();
        lookAfter = observer.lookAfter();
        this.clock = clock;
        this.observer = observer;
        this.report = report;
    }

    /// Takes in a packet with TCP, of which the header may be partial.
    ///
    /// @return number of its stream, as Wireshark counts
    public int accept(Packet packet, int vantage) {
        TcpHeader tcp = packet.tcp();
        long now = packet.timestamp();
        TcpConversation conversation = lookUp(packet.ip(), tcp.srcPort(), tcp.dstPort(), tcp.flags(), tcp.seq(), now);
        boolean fromA = conversation.isFromA(packet.ip(), tcp.srcPort());
        if (packet.isTcp()) {
            analyse(conversation, packet, fromA);
        }
        conversation.seen(tcp.flags(), tcp.payloadLength(), now);
        TcpConnection connection = conversation.at(vantage);
        TranslatedHalf half = connection == null ? halfOf(conversation, packet, vantage, fromA) : null;
        if (half != null) {
            accept(half.whole(), packet, half.isFromA(fromA), side(conversation, vantage, fromA));
            return conversation.stream;
        }
        boolean opened = connection == null;
        if (connection == null) {
            connection = open(conversation, packet, vantage);
        }
        if (accept(connection, packet, fromA, side(conversation, vantage, fromA)) && opened) {
            observer.onOpened(connection, packet);
        }
        return conversation.stream;
    }

    /// @return whether it is no copy
    private boolean accept(TcpConnection connection, Packet packet, boolean fromA, long side) {
        int ttlDrop = duplicates.check(packet, side);
        if (ttlDrop != DuplicateFilter.FIRST) {
            connection.duplicated(packet);
            observer.onDuplicate(connection, packet, ttlDrop);
            return false;
        }
        Phase before = connection.phase();
        connection.accept(packet, fromA, observer);
        if (connection.phase() != before) {
            armTimer(connection, before);
        } else if (!connection.isArmed() && connection.isInUse()) {
            timers.arm(connection, clock.elapsed() + lookAfter);
        }
        return true;
    }

    /// The connection that a packet answers whose conversation has none at this vantage point.
    private @Nullable TranslatedHalf halfOf(TcpConversation conversation, Packet packet, int vantage, boolean fromA) {
        TranslatedHalf known = conversation.halfAt(vantage);
        if (known != null || !packet.tcp().has(SYN | ACK)) {
            return known;
        }
        IpHeader ip = packet.ip();
        int port = packet.tcp().dstPort();
        TcpConversation other = table.firstOfClient(ip.version(), ip.dstHigh(), ip.dstLow(), port);
        while (other != null) {
            TcpConnection whole = other.at(vantage);
            if (whole != null
                    && whole.isSynSent()
                    && whole.clientEnd().isn() == packet.tcp().ack() - 1) {
                return conversation.join(vantage, whole, fromA);
            }
            other = table.nextOfClient(other, ip.version(), ip.dstHigh(), ip.dstLow(), port);
        }
        return null;
    }

    private static long side(TcpConversation conversation, int vantage, boolean fromA) {
        return ((long) conversation.stream << 1 | (fromA ? 1 : 0)) * 0x9e3779b97f4a7c15L + vantage;
    }

    private void analyse(TcpConversation conversation, Packet packet, boolean fromA) {
        conversation.learnIsns(fromA, packet.tcp());
        StreamAnalysis stream = conversation.analysis;
        if (report == null || stream == null) {
            return;
        }
        int flags = analysis.analyse(stream, fromA, packet.tcp(), packet.timestamp(), reused);
        stream.history.add(packet.tcp(), fromA == conversation.isClientA(), flags);
        if (flags != 0) {
            report.flags(packet.frame(), conversation.stream, flags);
        }
    }

    /// Takes in a packet that an ICMP error quotes with its whole TCP header: to Wireshark it is a packet of a
    /// conversation, which it may begin.
    ///
    /// @return number of its stream, as Wireshark counts
    public int acceptQuoted(QuotedPacket packet, long time) {
        TcpConversation conversation =
                lookUp(packet.ip(), packet.srcPort(), packet.dstPort(), packet.tcpFlags(), packet.seq(), time);
        conversation.seen(packet.tcpFlags(), 0, time);
        return conversation.stream;
    }

    /// Lets timers run out; to be called when the clock has advanced.
    public void advance() {
        timers.advance(clock.elapsed());
    }

    /// The capture has ended.
    public void end() {
        for (TcpConversation c = table.first(); c != null; c = table.after(c)) {
            end(c, End.CAPTURE);
        }
    }

    // ---------------------------------------------------------------------------------------- conversations

    /// The conversation that a segment belongs to, as Wireshark sees it: a SYN with a new number begins another
    /// one. Sets [#reused].
    private TcpConversation lookUp(IpHeader ip, int srcPort, int dstPort, int flags, int seq, long time) {
        reused = 0;
        TcpConversation known = table.find(ip, srcPort, dstPort);
        if (known == null) {
            evict();
            return begin(ip, srcPort, dstPort, flags, time);
        }
        boolean fromA = (flags & SYN) != 0 && known.isFromA(ip, srcPort);
        if ((flags & SYN) == 0 || !known.isIsnKnown(fromA)) {
            return known;
        }
        if ((flags & ACK) != 0) {
            if (seq != known.isn(fromA)) {
                known.isn(fromA, seq);
                reused = AnalysisFlags.REUSED_PORTS;
            }
            return known;
        }
        if (seq == known.isn(fromA)) {
            SegmentAnalysis.synAgain(known, fromA);
            return known;
        }
        reused = AnalysisFlags.REUSED_PORTS;
        end(known, End.REPLACED);
        table.remove(known);
        return begin(ip, srcPort, dstPort, flags, time);
    }

    private TcpConversation begin(IpHeader ip, int srcPort, int dstPort, int flags, long time) {
        boolean syn = (flags & SYN) != 0;
        boolean clientIsA = syn ? (flags & ACK) == 0 : srcPort >= dstPort;
        TcpConversation begun = new TcpConversation(
                ip, srcPort, dstPort, time, streams++, clientIsA, report == null ? null : new StreamAnalysis());
        table.add(begun, ip);
        return begun;
    }

    private TcpConnection open(TcpConversation conversation, Packet packet, int vantage) {
        TcpConnection opened = new TcpConnection(conversation, vantage, packet);
        conversation.add(opened);
        connections++;
        return opened;
    }

    private void evict() {
        while (connections >= limit || table.size() >= limit) {
            TcpConversation removed = table.removeIdlest();
            if (removed == null) {
                return;
            }
            end(removed, End.EVICTED);
            evicted++;
        }
    }

    private void end(TcpConversation conversation, End end) {
        for (TcpConnection c = conversation.first(); c != null; c = c.elsewhere()) {
            timers.stop(c);
            c.end();
            connections--;
            observer.onEnd(c, end, clock.now());
        }
        StreamAnalysis stream = conversation.analysis;
        if (report != null && stream != null) {
            ZeekHistory history = stream.history;
            report.stream(conversation.stream, stream.completeness(), history.state(), history.toString());
        }
    }

    // ----------------------------------------------------------------------------------------------- timers

    private void armTimer(TcpConnection connection, Phase before) {
        if (connection.phase() == Phase.SYN_SENT || connection.phase() == Phase.SYN_RECEIVED) {
            timers.arm(connection, clock.elapsed() + SLOW_HANDSHAKE);
        } else if (connection.phase() == Phase.RESET && before == Phase.SYN_SENT) {
            timers.arm(connection, clock.elapsed() + RETRY);
        } else if (connection.isInUse()) {
            timers.arm(connection, clock.elapsed() + lookAfter);
        } else {
            timers.stop(connection);
        }
    }

    private void expired(TcpConnection connection) {
        if (connection.phase() == Phase.RESET) {
            observer.onRefusalSettled(connection);
            return;
        }
        if (connection.isInUse()) {
            look(connection);
            return;
        }
        boolean first = !connection.isHandshakeSlow();
        observer.onHandshakeTimeout(connection, first ? SLOW_HANDSHAKE : FAILED_HANDSHAKE);
        if (first && connection.phase() == Phase.SYN_SENT) {
            connection.handshakeIsSlow();
            timers.arm(connection, clock.elapsed() + FAILED_HANDSHAKE - SLOW_HANDSHAKE);
        }
    }

    private void look(TcpConnection connection) {
        long wait = observer.onLook(connection, clock.now());
        if (wait != TcpObserver.NEVER) {
            timers.arm(connection, clock.elapsed() + Math.max(wait, SHORTEST_WAIT));
        }
    }

    // ------------------------------------------------------------------------------------------------ facts

    /// Finds the connections that ICMP errors speak of.
    public QuotedTcpFinder quoted() {
        return quoted;
    }

    /// Conversations that are remembered now.
    public int tracked() {
        return table.size();
    }

    /// Number of TCP streams, as Wireshark counts them.
    public int streams() {
        return streams;
    }

    /// Conversations forgotten because of [Limits#tcpFlows()].
    public long evicted() {
        return evicted;
    }
}
