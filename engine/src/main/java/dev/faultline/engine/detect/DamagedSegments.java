package dev.faultline.engine.detect;

import static dev.faultline.engine.tcp.TransferEvents.LATE_RETRANSMISSION;
import static dev.faultline.engine.tcp.TransferEvents.RETRANSMISSION;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.packet.Checksum;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.Damaged;
import dev.faultline.engine.tcp.Phase;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;

/// `tcp.checksum_bad`, and of TCP `checksum.offload`, `ip.ttl_loop`. A wrong checksum is an error only when the
/// receiver did not take the segment: otherwise it was wrong in the capture alone.
final class DamagedSegments implements TcpObserver {
    private static final int HOPS = 6;
    private static final int ROUNDS = 3;

    private final FindingBook book;
    private final TransferCauses causes;

    DamagedSegments(FindingBook book, TransferCauses causes) {
        this.book = book;
        this.causes = causes;
    }

    @Override
    public void onChecksum(TcpConnection connection, TcpEnd sender, Checksum checksum, Packet packet) {
        if (checksum == Checksum.UNFINISHED) {
            NetworkDetectors.offload(book, packet);
            return;
        }
        OpenFinding known = book.find(connection, FindingKind.TCP_CHECKSUM_BAD, 0);
        if (known != null) {
            known.occurred(packet);
        }
    }

    @Override
    public void onTransfer(TcpConnection connection, TcpEnd sender, int events, Packet packet) {
        Damaged damaged = sender.damaged();
        boolean again = (events & (RETRANSMISSION | LATE_RETRANSMISSION)) != 0;
        boolean same = damaged != null && packet.tcp().seq() == damaged.seq() && packet.frame() != damaged.frame();
        if (damaged != null && again && same) {
            told(connection, sender, damaged).evidence(packet.frame(), packet.position());
            causes.settle(connection);
        }
    }

    private OpenFinding told(TcpConnection connection, TcpEnd sender, Damaged damaged) {
        OpenFinding finding = book.open(connection, FindingKind.TCP_CHECKSUM_BAD, 0)
                .severity(Severity.ERROR)
                .blame(Blame.PATH)
                .fact("from", Retransmissions.sender(connection, sender))
                .fact("damaged", (long) damaged.count());
        if (finding.count() == 0) {
            finding.occurred(damaged.time()).evidence(damaged.frame(), damaged.position());
        }
        return finding;
    }

    /// A packet that comes round and round loses a hop each time.
    @Override
    public void onDuplicate(TcpConnection connection, Packet packet, int ttlDrop) {
        if (ttlDrop >= HOPS && connection.duplicates() >= ROUNDS) {
            book.open(connection, FindingKind.IP_TTL_LOOP, 0)
                    .severity(Severity.ERROR)
                    .blame(Blame.PATH)
                    .occurred(packet)
                    .fact("ttlFirst", (long) packet.ip().ttl() + ttlDrop)
                    .fact("ttlLast", (long) packet.ip().ttl());
        }
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        unconfirmed(connection, connection.clientEnd());
        unconfirmed(connection, connection.serverEnd());
    }

    private void unconfirmed(TcpConnection connection, TcpEnd sender) {
        Damaged damaged = sender.damaged();
        TcpEnd receiver = connection.peer(sender);
        if (damaged == null || book.find(connection, FindingKind.TCP_CHECKSUM_BAD, 0) != null) {
            return;
        }
        boolean heard =
                receiver.isAckKnown() && receiver.lastTime() >= damaged.time() && connection.phase() != Phase.RESET;
        boolean taken = receiver.isAckKnown() && SequenceNumber.after(receiver.lastAck(), damaged.seq());
        if (!taken) {
            told(connection, sender, damaged)
                    .severity(heard ? Severity.ERROR : Severity.NOTICE)
                    .confidence(heard ? Confidence.MEDIUM : Confidence.LOW, TransferTexts.REASON_UNCONFIRMED);
        }
    }
}
