package dev.faultline.engine.detect;

import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Flow;
import org.jspecify.annotations.Nullable;

/// What the trouble of a transfer is a part of, on the same flow: lost data is told once, by the finding that
/// says most about it.
final class TransferCauses {
    private static final int NO_RANK = Integer.MAX_VALUE;
    private static final int FRAGMENTATION_NEEDED = 4 << 16 | 3 << 8 | 4;

    private final FindingBook book;

    TransferCauses(FindingBook book) {
        this.book = book;
    }

    /// Puts the findings of a flow below what they are a part of.
    void settle(Flow flow) {
        book.forEach(flow, finding -> {
            OpenFinding cause = finding.hasParent() ? null : causeOf(finding);
            if (cause != null) {
                finding.partOf(cause);
            }
        });
    }

    private @Nullable OpenFinding causeOf(OpenFinding finding) {
        int rank = rank(finding);
        OpenFinding cause = null;
        int least = rank;
        OpenFinding other = rank == NO_RANK ? null : book.find(finding.flow(), f -> isCause(f) && rank(f) < rank);
        while (other != null) {
            cause = other;
            least = rank(other);
            int most = least;
            other = book.find(finding.flow(), f -> isCause(f) && rank(f) < most);
        }
        boolean ofTransfer = finding.kind().findingClass() == FindingClass.TRANSFER;
        return ofTransfer || least == 0 ? cause : null;
    }

    private static boolean isCause(OpenFinding finding) {
        return finding.state() == FindingState.FINAL && finding.severity().compareTo(Severity.WARNING) >= 0;
    }

    /// How much a finding says about why data does not arrive; the lower, the more.
    private static int rank(OpenFinding finding) {
        FindingKind kind = finding.kind();
        return switch (kind) {
            case TCP_PMTU_BLACKHOLE, IP_TTL_LOOP -> 0;
            case ICMP_DESTINATION_UNREACHABLE -> finding.qualifier() == FRAGMENTATION_NEEDED ? 6 : 2;
            case ICMP_PACKET_TOO_BIG -> 6;
            case ICMP_TIME_EXCEEDED -> 2;
            case TCP_RESET_RETRANS_GIVEUP, TCP_CONNECT_ICMP_REJECTED, TCP_CONNECT_NO_REPLY -> 3;
            case TCP_ZERO_WINDOW -> 5;
            case TCP_CHECKSUM_BAD -> 6;
            case TCP_RETRANSMISSION -> 7;
            case TCP_LOST_SEGMENT -> 8;
            case TCP_OUT_OF_ORDER -> 9;
            case TCP_FAST_RETRANSMISSION, TCP_SPURIOUS_RETRANSMISSION, TCP_DUPACK_STORM, TCP_WINDOW_FULL -> 10;
            default -> rankOfOthers(kind);
        };
    }

    private static int rankOfOthers(FindingKind kind) {
        String article = kind.article();
        boolean closing = "CloseWait".equals(article) || "LastAck".equals(article);
        boolean silence =
                kind.findingClass() == FindingClass.TIMEOUT && kind.id().startsWith("tcp.");
        return silence ? 1 : closing ? 4 : NO_RANK;
    }
}
