package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import java.util.concurrent.TimeUnit;

/// What a segment is whose numbers came, or were skipped, before.
final class ResendRules {
    private static final int DUPLICATES = 3;
    /// Senders that count their IPv4 identifications do not come further within a window of data.
    private static final int COUNTED_IDS = 1000;

    private static final long REORDERING = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long ANSWERED_AT_ONCE = TimeUnit.MILLISECONDS.toNanos(20);

    private ResendRules() {}

    /// Whether bytes that were missing are those sent first, only late: their sender's clock and counter tell,
    /// or else how late they are.
    ///
    /// @param missed when they were first missing
    static boolean isOvertaken(Packet packet, long missed, TcpEnd sender, TcpEnd peer) {
        TcpHeader tcp = packet.tcp();
        int stamp = sender.nextStamp();
        if (sender.hasTimestamps() && tcp.hasTimestamps() && tcp.timestampValue() != stamp) {
            return tcp.timestampValue() - stamp < 0;
        }
        int id = packet.ip().id();
        int ahead = (short) (id - sender.nextId());
        if (id != 0 && sender.nextId() != 0 && packet.ip().version() == 4 && Math.abs(ahead) < COUNTED_IDS) {
            return ahead < 0;
        }
        long late = packet.timestamp() - missed;
        return late < Math.max(rtt(sender, peer), REORDERING);
    }

    static boolean isAcknowledged(TcpEnd peer, int end) {
        return peer.isAckKnown() && SequenceNumber.atOrBefore(end, peer.lastAck());
    }

    /// Whether the peer asked for it, by duplicate acknowledgments or SACK, just before.
    static boolean isAskedFor(Packet packet, TcpEnd sender, TcpEnd peer) {
        Reception told = peer.reception();
        int seq = packet.tcp().seq();
        boolean asked = told.duplicateAcks() >= DUPLICATES && told.lastAck() == seq
                || told.isSacked()
                        && told.duplicateAcks() > 0
                        && SequenceNumber.before(seq + packet.tcp().payloadLength(), told.highestSacked());
        return asked && packet.timestamp() - peer.lastTime() <= rtt(sender, peer) + ANSWERED_AT_ONCE;
    }

    private static long rtt(TcpEnd sender, TcpEnd peer) {
        return Math.max(0, sender.shortestDelay()) + Math.max(0, peer.shortestDelay());
    }
}
