package dev.faultline.engine.correlate;

import dev.faultline.engine.finding.FindingKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Kinds that one error has at different vantage points: those on the near side of a loss see no answer, those
/// on the far side see one that nobody takes up.
final class Kinship {
    /// In each family, what says most comes first: what the client is told, then what it sees, then the rest.
    private static final List<List<FindingKind>> FAMILIES = List.of(
            List.of(
                    FindingKind.TCP_CONNECT_ICMP_REJECTED,
                    FindingKind.TCP_CONNECT_REFUSED,
                    FindingKind.TCP_CONNECT_DEAD_HOST,
                    FindingKind.TCP_CONNECT_FILTERED,
                    FindingKind.TCP_CONNECT_NO_REPLY,
                    FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW,
                    FindingKind.TCP_CONNECT_SYNACK_LOST,
                    FindingKind.TCP_CONNECT_HANDSHAKE_INCOMPLETE),
            List.of(
                    FindingKind.TCP_PMTU_BLACKHOLE,
                    FindingKind.TCP_BLACKHOLE,
                    FindingKind.TCP_RTO_BACKOFF,
                    FindingKind.TCP_RESET_RETRANS_GIVEUP,
                    FindingKind.TCP_RESET_KEEPALIVE_TIMEOUT,
                    FindingKind.TCP_KEEPALIVE_UNANSWERED,
                    FindingKind.TCP_FIN_UNACKED,
                    FindingKind.TCP_LAST_ACK,
                    FindingKind.TCP_STALE,
                    FindingKind.TCP_LOST_SEGMENT,
                    FindingKind.TCP_RETRANSMISSION,
                    FindingKind.TCP_FAST_RETRANSMISSION,
                    FindingKind.TCP_DUPACK_STORM,
                    FindingKind.TCP_OUT_OF_ORDER));

    /// What an unanswered SYN is called depends on what else a vantage point knows of the server.
    private static final Set<FindingKind> SILENT_SYN = EnumSet.of(
            FindingKind.TCP_CONNECT_DEAD_HOST, FindingKind.TCP_CONNECT_FILTERED, FindingKind.TCP_CONNECT_NO_REPLY);

    private Kinship() {}

    /// Whether two vantage points may mean the same by those kinds.
    static boolean isOne(FindingKind a, FindingKind b) {
        return a == b || SILENT_SYN.contains(a) && SILENT_SYN.contains(b);
    }

    /// Whether an error of kind `a` may be what another vantage point sees as `b`, and says more.
    static boolean isAbove(FindingKind a, FindingKind b) {
        for (List<FindingKind> family : FAMILIES) {
            int rank = family.indexOf(a);
            int other = family.indexOf(b);
            if (rank >= 0 && rank < other) {
                return true;
            }
        }
        return false;
    }
}
