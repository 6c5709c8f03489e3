package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.FIN;
import static dev.faultline.engine.packet.TcpHeader.RST;
import static dev.faultline.engine.packet.TcpHeader.SYN;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.FlowMark;
import dev.faultline.engine.flow.TimerWheel;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.packet.Checksum;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A TCP connection as seen at one vantage point: what both ends did.
public final class TcpConnection extends TimerWheel.Entry implements Flow {
    /// Silence after which the next packet begins a new burst, and after which a RST comes out of silence.
    public static final long SILENCE = TimeUnit.SECONDS.toNanos(3);

    private static final long LATE_PACKETS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final TcpEnd SILENT = new TcpEnd();

    private final TcpConversation conversation;
    private final int vantage;
    private final long mark;
    private final long firstSeen;
    private long lastSeen;
    private final TcpEnd endA = new TcpEnd();
    private TcpEnd endB = SILENT;
    private boolean clientIsA;
    private boolean clientKnown;
    private Phase phase = Phase.MIDSTREAM;
    private @Nullable FrameLog syns;
    private long openTime;

    private long burstTime;
    private long burstGap;
    private boolean burstByA;

    private boolean resetByA;
    private long resetTime;
    private int resetSeq;
    private int duplicates;
    private final AckLoop loop = new AckLoop();
    private boolean handshakeSlow;
    private boolean over;
    private boolean followed;
    private @Nullable TcpContent content;
    private @Nullable TcpConnection elsewhere;

    TcpConnection(TcpConversation conversation, int vantage, Packet first) {
        this.conversation = conversation;
        this.vantage = vantage;
        clientIsA = conversation.isClientA();
        mark = FlowMark.of(first.tcp());
        firstSeen = first.timestamp();
        lastSeen = first.timestamp();
        burstTime = first.timestamp();
    }

    // ------------------------------------------------------------------------------------------- packets

    /// Takes in a packet that is no copy.
    @SuppressWarnings("ReferenceEquality") // there is one TcpContent.IGNORED
    void accept(Packet packet, boolean fromA, TcpObserver observer) {
        if (!fromA && endB.packets() == 0) {
            endB = new TcpEnd();
        }
        TcpEnd sender = end(fromA);
        if (packet.tcp().has(RST)) {
            reset(packet, sender, fromA, observer);
        } else {
            segment(packet, sender, fromA, observer);
            if ((packet.tcp().payloadLength() > 0 || packet.tcp().has(FIN)) && content != TcpContent.IGNORED) {
                observer.onSegment(this, sender, packet);
            }
        }
        if (sender.isChecksumDue(packet.tcp())) {
            Checksum checksum = Checksum.ofTcp(packet);
            if (checksum != Checksum.RIGHT && sender.checked(packet, checksum)) {
                observer.onChecksum(this, sender, checksum, packet);
            }
        }
        lastSeen = Math.max(lastSeen, packet.timestamp());
    }

    private void segment(Packet packet, TcpEnd sender, boolean fromA, TcpObserver observer) {
        TcpHeader tcp = packet.tcp();
        long now = packet.timestamp();
        TcpEnd peer = peer(sender);
        if (now - lastSeen >= SILENCE) {
            burstGap = now - lastSeen;
            burstTime = now;
            burstByA = fromA;
        }
        boolean synAgain = (tcp.flags() & (SYN | ACK)) == SYN && isSynRepeated(packet, sender, fromA);
        boolean answer = phase == Phase.SYN_SENT && fromA != clientIsA && (tcp.has(SYN) || sender.packets() == 0);
        boolean ackKnown = sender.isAckKnown();
        int ack = sender.lastAck();
        boolean synAckAgain = tcp.has(SYN | ACK) && sender.isSynAck() && sender.isn() == tcp.seq();
        long missed = peer.missedBytes() + sender.missedBytes();
        int resent = sender.retransmissions();
        sender.sent(packet, peer);
        int events = sender.events();
        if (peer.packets() > 0) {
            boolean progressed = !ackKnown || sender.lastAck() != ack;
            events |= peer.heard(tcp, progressed, sender.reception(), now);
            events |= loop.turns(tcp, fromA, progressed, now) ? TransferEvents.ACK_LOOP : 0;
            tellMissed(packet, sender, peer, missed, observer);
        }
        boolean established = handshake(tcp, fromA, now);
        if (synAgain) {
            observer.onSynRepeated(this, packet);
        }
        if (synAckAgain) {
            observer.onSynAckRepeated(this, packet);
        }
        if (answer) {
            observer.onAnswered(this, packet);
        }
        if (established) {
            observer.onEstablished(this, packet);
        }
        if (sender.retransmissions() > resent) {
            observer.onRetransmission(this, sender, packet);
        }
        if (followed) {
            observer.onFollowed(this, sender, packet);
        }
        if (phase == Phase.RESET && fromA == resetByA) {
            afterReset(packet, observer);
        }
        if (events != 0) {
            observer.onTransfer(this, sender, events, packet);
        }
    }

    /// A SYN opens the connection, unless it is the one that did.
    private boolean isSynRepeated(Packet packet, TcpEnd sender, boolean fromA) {
        boolean again = sender.isSynSent() && sender.isn() == packet.tcp().seq();
        if (!again) {
            clientIsA = fromA;
            clientKnown = true;
            phase = Phase.SYN_SENT;
            syns = null;
            return false;
        }
        if (syns == null) {
            syns = new FrameLog();
            syns.add(sender.lastFrame(), sender.lastPosition(), sender.lastTime());
        }
        syns.add(packet.frame(), packet.position(), packet.timestamp());
        if (phase == Phase.RESET && openTime == 0) {
            phase = Phase.SYN_SENT;
        }
        return true;
    }

    /// @return whether the segment shows that both ends have agreed
    private boolean handshake(TcpHeader tcp, boolean fromA, long now) {
        if (phase == Phase.OPEN || phase == Phase.RESET) {
            return false;
        }
        if (tcp.has(SYN | ACK)) {
            if (phase == Phase.MIDSTREAM) {
                clientIsA = !fromA;
                clientKnown = true;
            }
            phase = Phase.SYN_RECEIVED;
            return false;
        }
        boolean fromClient = fromA == clientIsA;
        boolean agrees = fromClient ? tcp.has(ACK) : tcp.payloadLength() > 0;
        if (phase == Phase.MIDSTREAM || !agrees || tcp.has(SYN)) {
            return false;
        }
        phase = Phase.OPEN;
        openTime = now;
        return true;
    }

    private void tellMissed(Packet packet, TcpEnd sender, TcpEnd peer, long before, TcpObserver observer) {
        long missed = sender.missedBytes() + peer.missedBytes() - before;
        if (missed > 0) {
            boolean byAck = packet.tcp().sequenceLength() == 0;
            observer.onMissed(this, byAck ? peer : sender, missed, packet);
        }
    }

    // -------------------------------------------------------------------------------------------- resets

    private void reset(Packet packet, TcpEnd sender, boolean fromA, TcpObserver observer) {
        TcpEnd peer = peer(sender);
        boolean repeat = phase == Phase.RESET;
        TcpReset.Fit fit = fit(packet.tcp(), peer, fromA);
        long quiet = Math.max(0, packet.timestamp() - lastSeen);
        TcpReset reset = new TcpReset(this, packet, sender, peer, fit, quiet, repeat);
        observer.onReset(reset);
        sender.seen(packet);
        if (reset.isAccepted() && !repeat) {
            phase = Phase.RESET;
            resetByA = fromA;
            resetTime = packet.timestamp();
            resetSeq = packet.tcp().seq();
        }
    }

    private TcpReset.Fit fit(TcpHeader tcp, TcpEnd peer, boolean fromA) {
        if (phase == Phase.SYN_SENT && fromA != clientIsA) {
            return tcp.has(ACK) && tcp.ack() == peer.next() ? TcpReset.Fit.ANSWERS_SYN : TcpReset.Fit.OUTSIDE;
        }
        if (!peer.isAckKnown()) {
            return TcpReset.Fit.UNCHECKED;
        }
        int seq = tcp.seq();
        if (seq == peer.lastAck()) {
            return TcpReset.Fit.EXACT;
        }
        boolean inside =
                SequenceNumber.after(seq, peer.lastAck()) && SequenceNumber.atOrBefore(seq, peer.rightEdge() + 1);
        return inside ? TcpReset.Fit.IN_WINDOW : TcpReset.Fit.OUTSIDE;
    }

    private void afterReset(Packet packet, TcpObserver observer) {
        TcpHeader tcp = packet.tcp();
        boolean later = packet.timestamp() - resetTime > Math.max(LATE_PACKETS, rtt());
        if (later && !tcp.has(SYN) && SequenceNumber.atOrAfter(tcp.seq(), resetSeq)) {
            observer.onAfterReset(this, packet);
        }
    }

    // -------------------------------------------------------------------------------------------- timers

    /// Whether both ends are heard, and neither has reset it: something on it may wait for something.
    public boolean isInUse() {
        return (phase == Phase.OPEN || phase == Phase.MIDSTREAM) && endB.packets() > 0;
    }

    /// From now on, [TcpObserver#onFollowed] hears each segment of it: a finding about it may have to be
    /// amended.
    public void follow() {
        followed = true;
    }

    /// Whether opening the connection took longer than it should.
    public boolean isHandshakeSlow() {
        return handshakeSlow;
    }

    void handshakeIsSlow() {
        handshakeSlow = true;
    }

    void duplicated(Packet packet) {
        duplicates++;
        lastSeen = Math.max(lastSeen, packet.timestamp());
    }

    // --------------------------------------------------------------------------------------------- facts

    TcpEnd end(boolean a) {
        return a ? endA : endB;
    }

    boolean isClientA() {
        return clientIsA;
    }

    /// Whether no more comes of it.
    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }

    /// How far it has come.
    public Phase phase() {
        return phase;
    }

    /// Whether the client has sent SYN and nothing came back from the server.
    public boolean isSynSent() {
        return phase == Phase.SYN_SENT;
    }

    /// The client's end.
    public TcpEnd clientEnd() {
        return end(clientIsA);
    }

    /// The server's end.
    public TcpEnd serverEnd() {
        return end(!clientIsA);
    }

    /// The other end.
    @SuppressWarnings("ReferenceEquality") // an end is only ever itself
    public TcpEnd peer(TcpEnd end) {
        return end == endA ? endB : endA;
    }

    /// Whether that end is the client's.
    @SuppressWarnings("ReferenceEquality")
    public boolean isClient(TcpEnd end) {
        return end == clientEnd();
    }

    /// Address and port of that end.
    public Endpoint endpoint(TcpEnd end) {
        return isClient(end) ? client() : server();
    }

    /// The SYNs of the client where it sent more than one, else null.
    public @Nullable FrameLog repeatedSyns() {
        return syns;
    }

    /// When both ends had agreed to the connection, or 0.
    public long openTime() {
        return openTime;
    }

    /// The round-trip time in nanoseconds, from the shortest delays of both ends' acknowledgments; or
    /// [TcpEnd#UNKNOWN_DELAY].
    public long rtt() {
        long a = endA.shortestDelay();
        long b = endB.shortestDelay();
        return a < 0 ? b : b < 0 ? a : a + b;
    }

    /// When the last burst began: the first packet after a silence of at least [#SILENCE], else the first of
    /// all.
    public long burstTime() {
        return burstTime;
    }

    /// How long the silence before that was, nanoseconds; 0 for the first burst.
    public long burstGap() {
        return burstGap;
    }

    /// The end that broke the silence.
    public TcpEnd burstEnd() {
        return end(burstByA);
    }

    /// Packets of both ends, without copies.
    public long packets() {
        return (long) endA.packets() + endB.packets();
    }

    /// Copies of its packets.
    public int duplicates() {
        return duplicates;
    }

    /// State of an end as far as it shows, by the names of RFC 9293.
    public TcpState state(TcpEnd end) {
        return StateRules.state(this, end);
    }

    /// Whether the peer of `end` has acknowledged its FIN.
    public boolean isFinAcknowledged(TcpEnd end) {
        return StateRules.hasFinOf(peer(end), end);
    }

    /// Whether data that `end` has sent is not acknowledged, as far as its peer is heard; FIN is no data.
    /// Numbers beyond the window of the peer are nobody's data.
    public boolean isDataOutstanding(TcpEnd end) {
        TcpEnd peer = peer(end);
        if (!end.isNextKnown() || !peer.isAckKnown()) {
            return false;
        }
        int dataEnd = end.isFinSent() ? end.finSeq() : end.next();
        return SequenceNumber.after(dataEnd, peer.lastAck())
                && SequenceNumber.atOrBefore(dataEnd, peer.rightEdge() + 1);
    }

    /// What a reader of its data knows of that, or null before there was any.
    public @Nullable TcpContent content() {
        return content;
    }

    /// Sets what is known of its data.
    public void content(TcpContent known) {
        content = known;
    }

    /// The same conversation at another vantage point, or null.
    public @Nullable TcpConnection elsewhere() {
        return elsewhere;
    }

    void elsewhere(TcpConnection connection) {
        elsewhere = connection;
    }

    @Override
    public Transport transport() {
        return Transport.TCP;
    }

    @Override
    public Endpoint client() {
        return clientIsA ? conversation.endA() : conversation.endB();
    }

    @Override
    public Endpoint server() {
        return clientIsA ? conversation.endB() : conversation.endA();
    }

    @Override
    public boolean isClientKnown() {
        return clientKnown;
    }

    @Override
    public long mark() {
        return mark;
    }

    @Override
    public int clientTtl() {
        return clientEnd().ttl();
    }

    @Override
    public int vantage() {
        return vantage;
    }

    @Override
    public int tcpStream() {
        return conversation.stream;
    }

    @Override
    public long firstSeen() {
        return firstSeen;
    }

    @Override
    public long lastSeen() {
        return lastSeen;
    }
}
