package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.session.PacketLine;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.engine.finding.FindingKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What went between the two ends, as the drawing of the blame shows it.
///
/// @param arrows at most two, in order of time
/// @param silent who sent nothing back, as the way that the answer would have gone; null where that is not what
/// happened
record Arrows(List<Arrow> arrows, @Nullable Direction silent) {
    static final Arrows NONE = new Arrows(List.of(), null);

    /// Kinds that say that something was not answered. Packets alone cannot tell: the evidence of a loss is a
    /// packet without an answer, too.
    private static final Set<String> UNANSWERED = ids(EnumSet.of(
            FindingKind.TCP_CONNECT_NO_REPLY,
            FindingKind.TCP_CONNECT_FILTERED,
            FindingKind.TCP_CONNECT_DEAD_HOST,
            FindingKind.TCP_CONNECT_SYNACK_LOST,
            FindingKind.TCP_BACKLOG_SYN_OVERFLOW,
            FindingKind.TCP_BACKLOG_ACCEPT_OVERFLOW,
            FindingKind.TCP_FIN_UNACKED,
            FindingKind.TCP_LAST_ACK,
            FindingKind.TCP_STALE,
            FindingKind.TCP_RTO_BACKOFF,
            FindingKind.TCP_BLACKHOLE,
            FindingKind.TCP_PMTU_BLACKHOLE,
            FindingKind.TCP_KEEPALIVE_UNANSWERED,
            FindingKind.ICMP_ECHO_UNANSWERED,
            FindingKind.L7_HALF_REQUEST_ONLY,
            FindingKind.TLS_HANDSHAKE_INCOMPLETE,
            FindingKind.DNS_TIMEOUT,
            FindingKind.DNS_CONNTRACK_RACE,
            FindingKind.ARP_NO_REPLY,
            FindingKind.ND_NO_REPLY));

    /// Kinds of which the last packet is one that was sent again.
    private static final Set<String> REPEATED = ids(EnumSet.of(
            FindingKind.TCP_RETRANSMISSION,
            FindingKind.TCP_FAST_RETRANSMISSION,
            FindingKind.TCP_SPURIOUS_RETRANSMISSION));

    private static final int LONGEST_LABEL = 8;

    /// One packet.
    ///
    /// @param label such as `SYN`, with the time it took
    /// @param direction from whom to whom
    /// @param failure whether it carries the bad news
    record Arrow(String label, Direction direction, boolean failure) {}

    private static Set<String> ids(EnumSet<FindingKind> kinds) {
        return kinds.stream().map(FindingKind::id).collect(Collectors.toUnmodifiableSet());
    }

    /// The first packet of the evidence, and the one that made it an error.
    ///
    /// @param kind id of the finding's kind
    /// @param evidence its packets, in order of time
    static Arrows of(String kind, List<PacketLine> evidence) {
        if (evidence.isEmpty()) {
            return NONE;
        }
        if (REPEATED.contains(kind)) {
            return repeated(evidence);
        }
        PacketLine first = evidence.getFirst();
        PacketLine answer = answer(first, evidence);
        if (answer != null) {
            return new Arrows(List.of(arrow(first, ""), arrow(answer, after(first, answer))), null);
        }
        boolean silent = UNANSWERED.contains(kind) && !first.reset() && first.direction() != Direction.OTHER;
        return new Arrows(List.of(arrow(first, "")), silent ? back(first.direction()) : null);
    }

    /// The reset, or else the first packet that does not go the way of the first one; null for none.
    private static @Nullable PacketLine answer(PacketLine first, List<PacketLine> evidence) {
        List<PacketLine> others = evidence.subList(1, evidence.size());
        return others.stream()
                .filter(PacketLine::reset)
                .findFirst()
                .or(() -> others.stream()
                        .filter(line -> line.direction() != first.direction())
                        .findFirst())
                .orElse(null);
    }

    private static Arrows repeated(List<PacketLine> evidence) {
        PacketLine again = evidence.getLast();
        PacketLine before = evidence.stream()
                .filter(line -> line.direction() == again.direction())
                .findFirst()
                .orElse(again);
        String word = " " + Messages.text("detail.again");
        return before.equals(again)
                ? new Arrows(List.of(arrow(again, word)), null)
                : new Arrows(List.of(arrow(before, ""), arrow(again, word + after(before, again))), null);
    }

    private static Direction back(Direction direction) {
        return direction == Direction.CLIENT_TO_SERVER ? Direction.SERVER_TO_CLIENT : Direction.CLIENT_TO_SERVER;
    }

    private static String after(PacketLine first, PacketLine later) {
        return " " + Figures.measured(later.time() - first.time());
    }

    private static Arrow arrow(PacketLine line, String after) {
        String what = line.direction() == Direction.OTHER ? "ICMP" : line.what().split("[ ,(]", 2)[0];
        String label = what.length() > LONGEST_LABEL ? what.substring(0, LONGEST_LABEL) : what;
        return new Arrow(label + after, line.direction(), line.reset());
    }
}
