package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.FIN;
import static dev.faultline.engine.packet.TcpHeader.RST;
import static dev.faultline.engine.packet.TcpHeader.SYN;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/// What one end of a connection has done, as seen at one vantage point. Times are nanoseconds since the epoch,
/// 0 for what has not happened.
public final class TcpEnd {
    /// A shift of the window that no handshake told.
    public static final int UNKNOWN_SCALE = -1;

    /// Delay that could not be measured.
    public static final long UNKNOWN_DELAY = -1;

    private static final int MOST_SCALE = 14;
    private static final int MOST_MISSED = 1 << 30;

    private int packets;
    private int dataSegments;
    private long bytes;
    private long lastTime;
    private long lastDataTime;
    private long lastFrame;
    private long lastPosition = -1;

    private int syns;
    private int isn;
    private long synTime;
    private boolean synAck;

    private boolean nextKnown;
    private int next;
    private @Nullable Holes holes;
    private boolean ackedBeyondNext;
    private int ackedUpTo;
    private long missedBytes;

    private boolean ackKnown;
    private int lastAck;
    private int lastDataAck;
    private int rightEdge;

    private int retransmissions;
    private int repeats;
    private int keepAlives;
    private long timedSince;
    private int timedEnd;
    private long shortestDelay = UNKNOWN_DELAY;

    private int fins;
    private int finSeq;
    private long finTime;
    private long finFrame;
    private long finPosition = -1;
    private @Nullable Backoff backoff;
    private long zeroWindowTime;
    private int zeroWindows;

    private short firstTtl;
    private short lowestTtl;
    private short highestTtl;
    private byte scale = UNKNOWN_SCALE;
    private boolean sackPermitted;
    private boolean timestamps;
    private Payload payload = Payload.UNKNOWN;

    // ------------------------------------------------------------------------------------------ what it sends

    /// Takes in a segment without RST that this end sent.
    void sent(Packet packet, TcpEnd peer) {
        TcpHeader tcp = packet.tcp();
        seen(packet);
        if (tcp.has(SYN)) {
            sentSyn(tcp, packet.timestamp());
        }
        if (tcp.sequenceLength() > 0) {
            sentSequence(packet, peer);
        } else {
            sentNothing(tcp.seq(), peer);
        }
        if (tcp.has(FIN)) {
            fins++;
            finSeq = tcp.seq() + tcp.payloadLength();
            if (finTime == 0) {
                finTime = packet.timestamp();
                finFrame = packet.frame();
                finPosition = packet.position();
            }
        }
        window(tcp, packet.timestamp());
    }

    /// Notes a packet of any kind, for times and for how its IP headers look.
    void seen(Packet packet) {
        short ttl = (short) packet.ip().ttl();
        if (packets == 0) {
            firstTtl = ttl;
            lowestTtl = ttl;
            highestTtl = ttl;
        } else if (!packet.tcp().has(RST)) {
            lowestTtl = ttl < lowestTtl ? ttl : lowestTtl;
            highestTtl = ttl > highestTtl ? ttl : highestTtl;
        }
        packets++;
        lastTime = packet.timestamp();
        lastFrame = packet.frame();
        lastPosition = packet.position();
    }

    private void sentSyn(TcpHeader tcp, long time) {
        if (syns > 0 && isn != tcp.seq()) {
            syns = 0;
            nextKnown = false;
            holes = null;
        }
        if (syns++ == 0) {
            isn = tcp.seq();
            synTime = time;
        }
        synAck = tcp.has(ACK);
        scale = (byte) (tcp.windowScale() == TcpHeader.ABSENT ? 0 : Math.min(tcp.windowScale(), MOST_SCALE));
        sackPermitted = tcp.sackPermitted();
        timestamps = tcp.hasTimestamps();
    }

    /// A segment that only acknowledges still tells where its sender is, or probes whether the peer lives.
    private void sentNothing(int seq, TcpEnd peer) {
        if (!nextKnown) {
            nextKnown = true;
            next = seq;
        } else if (SequenceNumber.after(seq, next)) {
            skipped(seq);
            next = seq;
        } else if (seq == next - 1 && !peer.isWindowZero()) {
            keepAlives++;
        }
    }

    private void sentSequence(Packet packet, TcpEnd peer) {
        TcpHeader tcp = packet.tcp();
        int seq = tcp.seq();
        int end = seq + tcp.sequenceLength();
        if (isKeepAlive(tcp)) {
            keepAlives += peer.isWindowZero() ? 0 : 1;
            return;
        }
        boolean fresh = !nextKnown || SequenceNumber.after(end, next);
        if (tcp.payloadLength() > 0) {
            sentData(packet, fresh);
        }
        if (!fresh) {
            repeated(packet, end);
            return;
        }
        if (nextKnown && SequenceNumber.after(seq, next)) {
            skipped(seq);
        }
        next = end;
        nextKnown = true;
        if (timedSince == 0) {
            timedSince = packet.timestamp();
            timedEnd = end;
        }
    }

    private boolean isKeepAlive(TcpHeader tcp) {
        return nextKnown && tcp.payloadLength() == 1 && tcp.seq() == next - 1 && !tcp.hasAny(SYN | FIN);
    }

    private void sentData(Packet packet, boolean fresh) {
        TcpHeader tcp = packet.tcp();
        dataSegments++;
        if (fresh) {
            bytes += tcp.payloadLength();
            lastDataTime = packet.timestamp();
            lastDataAck = tcp.ack();
        }
        if (payload == Payload.UNKNOWN && syns > 0 && tcp.seq() == isn + 1) {
            payload = PayloadPeek.of(packet);
        }
    }

    private void repeated(Packet packet, int end) {
        int seq = packet.tcp().seq();
        Holes open = holes;
        if (open != null && open.fill(seq, end)) {
            return;
        }
        if (!packet.tcp().has(SYN)) {
            retransmissions++;
            repeats++;
            backoff = backoff == null ? new Backoff() : backoff;
            backoff.resent(seq, packet.timestamp());
        }
        timedSince = 0;
    }

    /// A segment left a hole before it. Numbers that the peer had acknowledged before were missed by the
    /// capture.
    private void skipped(int seq) {
        int from = next;
        if (isAckedBeyondNext() && SequenceNumber.atOrBefore(ackedUpTo, seq)) {
            missedBytes += SequenceNumber.distance(next, ackedUpTo);
            from = ackedUpTo;
        }
        ackedBeyondNext = false;
        if (from != seq) {
            if (holes == null) {
                holes = new Holes();
            }
            holes.open(from, seq);
        }
    }

    private void window(TcpHeader tcp, long time) {
        if (tcp.window() == 0 && !tcp.hasAny(SYN | FIN | RST)) {
            zeroWindows += zeroWindowTime == 0 ? 1 : 0;
            zeroWindowTime = zeroWindowTime == 0 ? time : zeroWindowTime;
        } else {
            zeroWindowTime = 0;
        }
        if (!tcp.has(ACK)) {
            return;
        }
        int shift = tcp.has(SYN) ? 0 : scale == UNKNOWN_SCALE ? MOST_SCALE : scale;
        int edge = tcp.ack() + (tcp.window() << shift);
        if (!ackKnown || SequenceNumber.after(edge, rightEdge)) {
            rightEdge = edge;
        }
        if (!ackKnown || SequenceNumber.after(tcp.ack(), lastAck)) {
            lastAck = tcp.ack();
        }
        ackKnown = true;
    }

    // ------------------------------------------------------------------------------------ what the peer says

    /// The peer sent a segment without RST. Any shows that it lives; an acknowledgment, that what was sent
    /// arrived.
    ///
    /// @param progressed whether it acknowledges more than the peer did before
    void heard(TcpHeader tcp, boolean progressed, long time) {
        keepAlives = 0;
        if (!tcp.has(ACK) || !nextKnown) {
            return;
        }
        int ack = tcp.ack();
        if (progressed) {
            repeats = 0;
            if (backoff != null) {
                backoff.end();
            }
        }
        if (timedSince != 0 && SequenceNumber.atOrAfter(ack, timedEnd)) {
            long delay = time - timedSince;
            if (delay >= 0 && (shortestDelay < 0 || delay < shortestDelay)) {
                shortestDelay = delay;
            }
            timedSince = 0;
        }
        if (holes != null) {
            missedBytes += holes.acknowledge(ack);
        }
        if (SequenceNumber.after(ack, next)) {
            ackedBeyondNext = SequenceNumber.distance(next, ack) < MOST_MISSED;
            ackedUpTo = ack;
        }
    }

    // ------------------------------------------------------------------------------------------------- facts

    /// Packets that it sent, also those with RST.
    public int packets() {
        return packets;
    }

    /// Segments with data that it sent.
    public int dataSegments() {
        return dataSegments;
    }

    /// Bytes of data that it sent, each counted once.
    public long bytes() {
        return bytes;
    }

    /// When it last sent anything.
    public long lastTime() {
        return lastTime;
    }

    /// When it last sent data that it had not sent before.
    public long lastDataTime() {
        return lastDataTime;
    }

    /// The acknowledgment number with which it last sent new data.
    public int lastDataAck() {
        return lastDataAck;
    }

    /// Frame of its last packet.
    public long lastFrame() {
        return lastFrame;
    }

    /// Where the record of its last packet begins, or -1.
    public long lastPosition() {
        return lastPosition;
    }

    /// Whether its SYN or SYN-ACK was seen.
    public boolean isSynSent() {
        return syns > 0;
    }

    /// Whether its last SYN was a SYN-ACK.
    public boolean isSynAck() {
        return synAck;
    }

    /// How often it sent the same SYN or SYN-ACK.
    public int syns() {
        return syns;
    }

    /// When it first sent its SYN or SYN-ACK.
    public long synTime() {
        return synTime;
    }

    /// The sequence number of its SYN; meaningful with [#isSynSent()].
    public int isn() {
        return isn;
    }

    /// Whether [#next()] is known: it has sent something.
    public boolean isNextKnown() {
        return nextKnown;
    }

    /// The sequence number after all that it has sent (`SND.NXT`).
    public int next() {
        return next;
    }

    /// Whether [#lastAck()] is known.
    public boolean isAckKnown() {
        return ackKnown;
    }

    /// The highest acknowledgment number that it sent: the peer's `SND.UNA`.
    public int lastAck() {
        return lastAck;
    }

    /// The number after the last one that it ever allowed its peer to send. Where no handshake told the scale
    /// of its window, the largest scale is assumed.
    public int rightEdge() {
        return rightEdge;
    }

    /// Segments sent again although they had passed the vantage point before; SYNs are not counted.
    public int retransmissions() {
        return retransmissions;
    }

    /// Segments sent again since the peer last acknowledged anything new.
    public int repeats() {
        return repeats;
    }

    /// How often it sent the same segment again, after ever longer pauses, since the peer last acknowledged
    /// anything new.
    public int backoffs() {
        return backoff == null ? 0 : backoff.times();
    }

    /// When it first sent that segment again; meaningful with [#backoffs()].
    public long backoffSince() {
        return backoff == null ? 0 : backoff.since();
    }

    /// Keep-alive probes since the peer was last heard.
    public int keepAlives() {
        return keepAlives;
    }

    /// The shortest time until something it sent was acknowledged, or [#UNKNOWN_DELAY].
    public long shortestDelay() {
        return shortestDelay;
    }

    public boolean isFinSent() {
        return fins > 0;
    }

    /// How often it sent FIN.
    public int fins() {
        return fins;
    }

    /// The sequence number of its FIN; meaningful with [#isFinSent()].
    public int finSeq() {
        return finSeq;
    }

    /// When it first sent FIN.
    public long finTime() {
        return finTime;
    }

    /// Frame of its first FIN; meaningful with [#isFinSent()].
    public long finFrame() {
        return finFrame;
    }

    /// Where the record of its first FIN begins, or -1.
    public long finPosition() {
        return finPosition;
    }

    /// Whether its last segment said that it can take no more data.
    public boolean isWindowZero() {
        return zeroWindowTime != 0;
    }

    /// Since when its window is zero.
    public long zeroWindowTime() {
        return zeroWindowTime;
    }

    /// How often its window went to zero.
    public int zeroWindows() {
        return zeroWindows;
    }

    /// Time to live (hop limit) of its first packet.
    public int ttl() {
        return firstTtl;
    }

    /// Lowest time to live of its packets without RST.
    public int lowestTtl() {
        return lowestTtl;
    }

    /// Highest time to live of its packets without RST.
    public int highestTtl() {
        return highestTtl;
    }

    /// Shift of its window, 0…14, or [#UNKNOWN_SCALE].
    public int windowScale() {
        return scale;
    }

    /// Whether it offered selective acknowledgment.
    public boolean isSackPermitted() {
        return sackPermitted;
    }

    /// Whether it offered timestamps.
    public boolean hasTimestamps() {
        return timestamps;
    }

    /// What the first bytes that it sent look like.
    public Payload payload() {
        return payload;
    }

    /// Bytes that its peer acknowledged and the capture does not have.
    public long missedBytes() {
        return missedBytes;
    }

    /// Whether its peer acknowledged more than the capture has of it.
    public boolean isAckedBeyondNext() {
        return ackedBeyondNext && SequenceNumber.after(ackedUpTo, next);
    }
}
