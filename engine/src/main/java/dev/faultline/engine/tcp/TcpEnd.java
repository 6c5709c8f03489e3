package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.FIN;
import static dev.faultline.engine.packet.TcpHeader.RST;
import static dev.faultline.engine.packet.TcpHeader.SYN;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.packet.Checksum;
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
    private static final int FIRST_CHECKED = 64;
    private static final int SMALL = 256;

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
    private boolean leaving;

    private final SentNumbers numbers = new SentNumbers();
    private final AckDelay delay = new AckDelay();
    private int lastDataAck;
    private final Reception reception = new Reception();

    private int events;
    private @Nullable Resent resent;
    private @Nullable Damaged damaged;
    private boolean unfinished;
    private int nextId;
    private int nextStamp;
    private @Nullable SegmentSizes sizes;
    private @Nullable FullWindow full;
    private int windowProbes;
    private int keepAlives;

    private int fins;
    private int finSeq;
    private long finTime;
    private long finFrame;
    private long finPosition = -1;

    private short firstTtl;
    private short lowestTtl;
    private short highestTtl;
    private byte scale = UNKNOWN_SCALE;
    private boolean scaling;
    private short mss;
    private boolean sackPermitted;
    private boolean timestamps;
    private Payload payload = Payload.UNKNOWN;

    // ------------------------------------------------------------------------------------------ what it sends

    /// Takes in a segment without RST that this end sent.
    void sent(Packet packet, TcpEnd peer) {
        TcpHeader tcp = packet.tcp();
        long quiet = packet.timestamp() - peer.lastTime;
        seen(packet);
        if (tcp.has(SYN)) {
            sentSyn(tcp, packet.timestamp());
        }
        if (tcp.sequenceLength() > 0) {
            events = packet.isReassembled() ? TransferEvents.FRAGMENTED : 0;
            sentSequence(packet, peer, quiet);
        } else {
            events = 0;
            sentNothing(packet, peer);
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
        boolean exact = isShiftKnown(peer);
        events |= reception.told(tcp, shift(tcp, peer), exact, peer, packet.timestamp());
    }

    private boolean isShiftKnown(TcpEnd peer) {
        return scale != UNKNOWN_SCALE && peer.scale != UNKNOWN_SCALE;
    }

    /// The shift of this segment's window (RFC 7323, section 2.2: SYNs have none, and it takes both ends).
    private int shift(TcpHeader tcp, TcpEnd peer) {
        if (tcp.has(SYN) || peer.scale != UNKNOWN_SCALE && !peer.scaling) {
            return 0;
        }
        return scale == UNKNOWN_SCALE ? MOST_SCALE : scale;
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
            numbers.forget();
        }
        if (syns++ == 0) {
            isn = tcp.seq();
            synTime = time;
        }
        synAck = tcp.has(ACK);
        scaling = tcp.windowScale() != TcpHeader.ABSENT;
        scale = (byte) (scaling ? Math.min(tcp.windowScale(), MOST_SCALE) : 0);
        mss = (short) Math.max(0, tcp.mss());
        sackPermitted = tcp.sackPermitted();
        timestamps = tcp.hasTimestamps();
    }

    /// A segment that only acknowledges still tells where its sender is, or probes whether the peer lives.
    private void sentNothing(Packet packet, TcpEnd peer) {
        if (numbers.at(packet.tcp().seq(), packet.timestamp())) {
            probed(peer);
        }
    }

    /// Linux probes a window of zero with what looks like a keep-alive.
    private void probed(TcpEnd peer) {
        if (peer.isWindowZero()) {
            windowProbes++;
        } else {
            keepAlives++;
        }
    }

    private void sentSequence(Packet packet, TcpEnd peer, long quiet) {
        TcpHeader tcp = packet.tcp();
        int seq = tcp.seq();
        int end = seq + tcp.sequenceLength();
        if (isKeepAlive(tcp)) {
            probed(peer);
            return;
        }
        boolean fresh = !numbers.isKnown() || SequenceNumber.after(end, numbers.next());
        if (tcp.payloadLength() > 0) {
            sentData(packet, fresh);
        }
        if (!fresh) {
            repeated(packet, end, peer);
            return;
        }
        if (numbers.isKnown() && SequenceNumber.after(seq, numbers.next())) {
            numbers.skipped(seq, packet.timestamp());
        } else if (numbers.isKnown() && SequenceNumber.before(seq, numbers.next() - 1)) {
            repeated(packet, numbers.next(), peer);
        }
        advanced(packet, end, peer, quiet);
    }

    private void advanced(Packet packet, int end, TcpEnd peer, long quiet) {
        TcpHeader tcp = packet.tcp();
        numbers.advance(tcp.seq(), end);
        nextId = packet.ip().id();
        nextStamp = tcp.timestampValue();
        if (tcp.payloadLength() > 0) {
            sizes = sizes == null ? new SegmentSizes() : sizes;
            events |= sizes.sent(tcp.payloadLength(), peer.mss(), end, quiet);
        }
        Reception told = peer.reception;
        if (told.isEdgeExact() && end == told.rightEdge()) {
            full = full == null ? new FullWindow() : full;
            full.filled(end, packet.timestamp());
        }
        delay.sent(end, packet.timestamp());
    }

    private boolean isKeepAlive(TcpHeader tcp) {
        return numbers.isKnown()
                && tcp.payloadLength() == 1
                && tcp.seq() == numbers.next() - 1
                && !tcp.hasAny(SYN | FIN);
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

    /// Numbers up to `end` came that had been sent, or skipped, before.
    private void repeated(Packet packet, int end, TcpEnd peer) {
        TcpHeader tcp = packet.tcp();
        if (tcp.has(SYN)) {
            delay.spoil();
            return;
        }
        if (SequenceNumber.before(tcp.seq(), numbers.lowest())) {
            numbers.early(tcp.seq(), end, packet.timestamp());
            return;
        }
        boolean filled = numbers.fill(tcp.seq(), end);
        Resent again = resent == null ? new Resent() : resent;
        resent = again;
        if (filled && ResendRules.isOvertaken(packet, numbers.filledTime(), this, peer)) {
            again.outOfOrder++;
            events |= TransferEvents.OUT_OF_ORDER;
            return;
        }
        if (!filled) {
            again.retransmitted(tcp.seq(), packet);
        }
        delay.spoil();
        if (!filled && ResendRules.isAcknowledged(peer, end)) {
            again.spurious++;
            events |= TransferEvents.SPURIOUS_RETRANSMISSION;
            return;
        }
        again.again(tcp.seq(), tcp.payloadLength());
        again.before += filled ? 1 : 0;
        again.behind += filled ? 0 : 1;
        events |= filled ? TransferEvents.LATE_RETRANSMISSION : TransferEvents.RETRANSMISSION;
        if (ResendRules.isAskedFor(packet, this, peer)) {
            again.fast++;
            events |= TransferEvents.FAST;
        }
    }

    // ------------------------------------------------------------------------------------ what the peer says

    /// The peer sent a segment without RST. Any shows that it lives; an acknowledgment, that what was sent
    /// arrived.
    ///
    /// @param progressed whether it acknowledges more than the peer did before
    /// @param told what the peer has told up to now
    /// @return bits of [TransferEvents]
    int heard(TcpHeader tcp, boolean progressed, Reception told, long time) {
        keepAlives = 0;
        if (!tcp.has(ACK) || !numbers.isKnown()) {
            return 0;
        }
        int ack = tcp.ack();
        if (progressed) {
            progressed(ack);
        }
        delay.acknowledged(ack, time);
        numbers.acknowledged(ack);
        return full != null && full.isOver(told.rightEdge(), time) ? TransferEvents.ROOM_AGAIN : 0;
    }

    private void progressed(int ack) {
        if (resent != null) {
            resent.progressed();
        }
        if (sizes != null) {
            sizes.acknowledged(ack);
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

    /// Its application has said that it is about to close.
    public void leaves() {
        leaving = true;
    }

    /// Whether its application has said that it is about to close.
    public boolean isLeaving() {
        return leaving;
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
        return numbers.isKnown();
    }

    /// The sequence number after all that it has sent (`SND.NXT`).
    public int next() {
        return numbers.next();
    }

    /// Whether [#lastAck()] is known.
    public boolean isAckKnown() {
        return reception.isAckKnown();
    }

    /// The highest acknowledgment number that it sent: the peer's `SND.UNA`.
    public int lastAck() {
        return reception.lastAck();
    }

    /// The number after the last one that it ever allowed its peer to send. Where no handshake told the scale
    /// of its window, the largest scale is assumed.
    public int rightEdge() {
        return reception.rightEdge();
    }

    /// Segments sent again although they had passed the vantage point before; SYNs are not counted.
    public int retransmissions() {
        return resent == null ? 0 : resent.retransmissions();
    }

    /// Segments sent again since the peer last acknowledged anything new.
    public int repeats() {
        return resent == null ? 0 : resent.repeats();
    }

    /// What it takes in, as it tells its peer.
    public Reception reception() {
        return reception;
    }

    /// IPv4 identification of the last segment that brought new numbers.
    int nextId() {
        return nextId;
    }

    /// Timestamp of the last segment that brought new numbers.
    int nextStamp() {
        return nextStamp;
    }

    /// What its last segment shows, as bits of [TransferEvents].
    int events() {
        return events;
    }

    /// Whether the checksum of this segment of its is to be checked. All of a connection that has just begun,
    /// of one that loses data, and of small segments; of the others, every eighth.
    boolean isChecksumDue(TcpHeader tcp) {
        return !unfinished
                && (packets < FIRST_CHECKED || tcp.payloadLength() < SMALL || resent != null || (packets & 7) == 0);
    }

    /// A segment of its has a checksum that is not right.
    ///
    /// @return whether that is news
    boolean checked(Packet packet, Checksum checksum) {
        if (checksum == Checksum.UNFINISHED) {
            unfinished = true;
            return true;
        }
        if (checksum != Checksum.WRONG || packet.tcp().sequenceLength() == 0) {
            return false;
        }
        Damaged known = damaged;
        Damaged noted = known == null ? new Damaged() : known;
        damaged = noted;
        noted.add(packet);
        return true;
    }

    /// What of its segments was damaged, or null.
    public @Nullable Damaged damaged() {
        return damaged;
    }

    /// What it had to send again, or null.
    public @Nullable Resent resent() {
        return resent;
    }

    /// How large its segments are.
    public SegmentSizes sizes() {
        return sizes == null ? SegmentSizes.NONE : sizes;
    }

    /// How long it last had to wait because it had filled its peer's window, nanoseconds.
    public long fullLasted() {
        return full == null ? 0 : full.lasted();
    }

    /// Probes of a peer whose window is zero.
    public int windowProbes() {
        return windowProbes;
    }

    /// Maximum segment size that its SYN told, or 0.
    public int mss() {
        return mss & 0xffff;
    }

    /// Numbers that were skipped on the way to the vantage point and have not come, nor been acknowledged.
    public int missing() {
        return numbers.missing();
    }

    /// Since when some of its numbers are missing, or 0.
    public long missingSince() {
        return numbers.missingSince();
    }

    /// Keep-alive probes since the peer was last heard.
    public int keepAlives() {
        return keepAlives;
    }

    /// The shortest time until something it sent was acknowledged, or [#UNKNOWN_DELAY].
    public long shortestDelay() {
        return delay.shortest();
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
        return reception.zeroTime() != 0;
    }

    /// Since when its window is zero.
    public long zeroWindowTime() {
        return reception.zeroTime();
    }

    /// How often its window went to zero.
    public int zeroWindows() {
        return reception.zeroWindows();
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

    /// Whether it offered to scale windows.
    public boolean isScaleOffered() {
        return scaling;
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
        return numbers.missed();
    }

    /// Whether its peer acknowledged more than the capture has of it.
    public boolean isAckedBeyondNext() {
        return numbers.isAckedBeyondNext();
    }
}
