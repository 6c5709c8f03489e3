package dev.faultline.engine.tcp;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.FIN;
import static dev.faultline.engine.packet.TcpHeader.RST;
import static dev.faultline.engine.packet.TcpHeader.SYN;
import static dev.faultline.engine.tcp.AnalysisFlags.ACK_LOST_SEGMENT;
import static dev.faultline.engine.tcp.AnalysisFlags.DUPLICATE_ACK;
import static dev.faultline.engine.tcp.AnalysisFlags.FAST_RETRANSMISSION;
import static dev.faultline.engine.tcp.AnalysisFlags.KEEP_ALIVE;
import static dev.faultline.engine.tcp.AnalysisFlags.KEEP_ALIVE_ACK;
import static dev.faultline.engine.tcp.AnalysisFlags.LOST_SEGMENT;
import static dev.faultline.engine.tcp.AnalysisFlags.OUT_OF_ORDER;
import static dev.faultline.engine.tcp.AnalysisFlags.RETRANSMISSION;
import static dev.faultline.engine.tcp.AnalysisFlags.SPURIOUS_RETRANSMISSION;
import static dev.faultline.engine.tcp.AnalysisFlags.WINDOW_FULL;
import static dev.faultline.engine.tcp.AnalysisFlags.WINDOW_UPDATE;
import static dev.faultline.engine.tcp.AnalysisFlags.ZERO_WINDOW;
import static dev.faultline.engine.tcp.AnalysisFlags.ZERO_WINDOW_PROBE;
import static dev.faultline.engine.tcp.AnalysisFlags.ZERO_WINDOW_PROBE_ACK;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.packet.TcpHeader;
import java.util.concurrent.TimeUnit;

/// The flags of Wireshark 4.0's TCP analysis, frame by frame, with its quirks: people compare. What is really
/// wrong is for [TcpConnection] and the detectors to say.
///
/// Holds nothing between segments but scratch; the state is that of the [StreamAnalysis].
final class SegmentAnalysis {
    private static final int SYN_FIN_RST = SYN | FIN | RST;
    /// Wireshark's `TCP_MAX_UNACKED_SEGMENTS`.
    private static final int MOST_UNACKNOWLEDGED = 10_000;

    private static final int MOST_SCALE = 14;
    /// Above any count of duplicate ACKs, as that is unsigned.
    private static final int GAP_REPORTED = -1;

    private static final long FAST_RETRANSMISSION_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long OUT_OF_ORDER_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    /// Analyses a segment sent by side A or B, and takes it into the state.
    ///
    /// @param reused flags known from the look-up of the conversation
    /// @return bits of [AnalysisFlags]
    int analyse(StreamAnalysis stream, boolean fromA, TcpHeader tcp, long now, int reused) {
        AnalysisSide f = stream.side(fromA);
        AnalysisSide r = stream.side(!fromA);
        int flags = reused | forward(f, r, tcp);
        if (tcp.ack() != f.lastAck) {
            f.duplicateAcks = 0;
        }
        if (acksLostSegment(r, tcp)) {
            flags |= ACK_LOST_SEGMENT;
        }
        boolean advances = tcp.payloadLength() > 0 || tcp.hasAny(SYN | FIN);
        if (advances && (flags & KEEP_ALIVE) == 0) {
            flags |= retransmission(stream, f, r, tcp, now);
        }
        update(f, r, tcp, now, flags, advances ? advance(f, tcp) : 0);
        options(f, r, tcp);
        return flags;
    }

    /// The SYN of a conversation came again: repairs what odd resets have done to its numbers, as Wireshark
    /// does.
    static void synAgain(TcpConversation conversation, boolean fromA) {
        if (conversation.analysis != null) {
            AnalysisSide side = conversation.analysis.side(fromA);
            side.next = side.maxAckable;
        }
    }

    private static int forward(AnalysisSide f, AnalysisSide r, TcpHeader tcp) {
        int length = tcp.payloadLength();
        int seq = tcp.seq();
        if (length == 1 && seq == f.next && r.window == 0) {
            return ZERO_WINDOW_PROBE;
        }
        boolean plain = !tcp.hasAny(SYN_FIN_RST);
        int flags = 0;
        if (tcp.window() == 0 && plain) {
            flags |= ZERO_WINDOW;
        }
        if (f.next != 0 && SequenceNumber.after(seq, f.next) && !tcp.has(RST)) {
            flags |= LOST_SEGMENT;
        }
        if (!plain) {
            return flags;
        }
        if (length <= 1 && seq == f.next - 1) {
            flags |= KEEP_ALIVE;
        }
        if (length > 0) {
            return fillsWindow(r, seq + length) ? flags | WINDOW_FULL : flags;
        }
        return flags | acknowledgment(f, r, tcp);
    }

    /// The flags of segments with no data that repeat the sender's numbers.
    private static int acknowledgment(AnalysisSide f, AnalysisSide r, TcpHeader tcp) {
        if (tcp.seq() != f.next || tcp.ack() != f.lastAck) {
            return 0;
        }
        if (tcp.window() == 0) {
            return f.window == 0 && (r.lastFlags & ZERO_WINDOW_PROBE) != 0 ? ZERO_WINDOW_PROBE_ACK : 0;
        }
        if (tcp.window() != f.window) {
            return WINDOW_UPDATE;
        }
        if ((r.lastFlags & KEEP_ALIVE) != 0) {
            return KEEP_ALIVE_ACK;
        }
        f.duplicateAcks = f.duplicateAcks == GAP_REPORTED ? 1 : f.duplicateAcks + 1;
        return DUPLICATE_ACK;
    }

    private static boolean fillsWindow(AnalysisSide r, int end) {
        if (r.scale == AnalysisSide.UNKNOWN_SCALE) {
            return false;
        }
        int shift = r.firstAck || r.scale == AnalysisSide.NO_SCALE ? 0 : r.scale;
        return end == r.lastAck + (r.window << shift);
    }

    private static boolean acksLostSegment(AnalysisSide r, TcpHeader tcp) {
        if (r.maxAckable == 0 || !tcp.has(ACK) || !SequenceNumber.after(tcp.ack(), r.maxAckable)) {
            return false;
        }
        if (SequenceNumber.before(r.maxAckable, r.next)) {
            r.maxAckable = r.next;
            return true;
        }
        boolean news = r.duplicateAcks == 0;
        r.duplicateAcks = GAP_REPORTED;
        return news;
    }

    private static int retransmission(StreamAnalysis stream, AnalysisSide f, AnalysisSide r, TcpHeader tcp, long now) {
        int length = tcp.payloadLength();
        int seq = tcp.seq();
        if (length > 0 && r.lastAck != 0 && SequenceNumber.atOrBefore(seq + length, r.lastAck)) {
            return SPURIOUS_RETRANSMISSION;
        }
        boolean probesWithMore = length > 1 && seq == f.next - 1;
        if (f.next == 0 || !SequenceNumber.before(seq, f.next) || probesWithMore) {
            return 0;
        }
        boolean duplicatesSeen = Integer.compareUnsigned(r.duplicateAcks, 2) >= 0;
        if (duplicatesSeen && r.lastAck == seq && within(now - r.lastTime, FAST_RETRANSMISSION_NANOS)) {
            return FAST_RETRANSMISSION;
        }
        long near = stream.initialRtt == 0 ? OUT_OF_ORDER_NANOS : stream.initialRtt;
        int end = seq + length + (tcp.hasAny(SYN | FIN) ? 1 : 0);
        return within(now - f.nextTime, near) && f.next != end ? OUT_OF_ORDER : RETRANSMISSION;
    }

    /// Unsigned, as a time that ran backwards is no short time.
    private static boolean within(long nanos, long limit) {
        return Long.compareUnsigned(nanos, limit) < 0;
    }

    /// By how much a segment with data, SYN or FIN advances the sequence number. A full list forgets the one of
    /// SYN and FIN.
    private static int advance(AnalysisSide f, TcpHeader tcp) {
        if (f.unacknowledged >= MOST_UNACKNOWLEDGED) {
            return tcp.payloadLength();
        }
        if (f.unacknowledged++ == 0) {
            f.acknowledged = tcp.seq();
        }
        return tcp.payloadLength() + (tcp.hasAny(SYN | FIN) ? 1 : 0);
    }

    private static void update(AnalysisSide f, AnalysisSide r, TcpHeader tcp, long now, int flags, int advance) {
        int end = tcp.seq() + advance;
        if ((flags & ZERO_WINDOW_PROBE) == 0) {
            if (f.next == 0 || SequenceNumber.after(end, f.next)) {
                f.next = end;
                f.nextTime = now;
            }
            if (f.maxAckable == 0 || tcp.seq() == f.maxAckable) {
                f.maxAckable = f.next;
            }
        }
        f.window = tcp.window();
        f.lastAck = tcp.ack();
        f.lastTime = now;
        f.lastFlags = flags;
        if (tcp.has(ACK) && r.unacknowledged > 0) {
            acknowledge(r, tcp.ack());
        }
        if (tcp.has(SYN)) {
            f.firstAck = true;
        } else if (tcp.has(ACK)) {
            f.firstAck = false;
        }
    }

    /// Counts down what is not acknowledged. Between two full acknowledgments the share is estimated: the count
    /// matters only around ten thousand segments in flight.
    private static void acknowledge(AnalysisSide r, int ack) {
        int left = SequenceNumber.distance(ack, r.next);
        if (left <= 0) {
            r.unacknowledged = 0;
            r.acknowledged = ack;
            return;
        }
        int before = SequenceNumber.distance(r.acknowledged, r.next);
        if (before > left) {
            r.unacknowledged = (int) ((long) r.unacknowledged * left / before);
            r.acknowledged = ack;
        }
    }

    private static void options(AnalysisSide f, AnalysisSide r, TcpHeader tcp) {
        if (tcp.windowScale() != TcpHeader.ABSENT) {
            f.scale = (byte) Math.min(tcp.windowScale(), MOST_SCALE);
        }
        if (!tcp.has(SYN)) {
            return;
        }
        if (f.scale == AnalysisSide.UNKNOWN_SCALE) {
            f.scale = AnalysisSide.NO_SCALE;
            r.scale = AnalysisSide.NO_SCALE;
        } else if (tcp.has(ACK) && r.scale == AnalysisSide.NO_SCALE) {
            f.scale = AnalysisSide.NO_SCALE;
        }
    }
}
