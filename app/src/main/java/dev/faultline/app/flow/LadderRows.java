package dev.faultline.app.flow;

import dev.faultline.app.flow.LadderRow.Sort;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.AnalysisFlags;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The rows of a ladder: long stretches of a healthy transfer are folded into one row each, silence is one row
/// however long it is, and what is wrong is always a row of its own. Immutable.
public final class LadderRows {
    /// Silence from which on it has a row of its own.
    public static final long IDLE = TimeUnit.SECONDS.toNanos(1);

    private static final int FEWEST = 10;
    private static final int KEPT = 2;
    private static final int NEVER_FOLDED = TcpHeader.SYN | TcpHeader.FIN | TcpHeader.RST;
    private static final int KEEP_ALIVES = AnalysisFlags.KEEP_ALIVE | AnalysisFlags.KEEP_ALIVE_ACK;
    private static final int NEVER_FOLDED_FLAGS =
            Conversation.TROUBLE & ~AnalysisFlags.DUPLICATE_ACK | AnalysisFlags.REUSED_PORTS;

    private final List<LadderRow> rows;
    private final int[] rowOfPacket;

    private LadderRows(List<LadderRow> rows, int packets) {
        this.rows = rows;
        rowOfPacket = new int[packets];
        for (int row = 0; row < rows.size(); row++) {
            switch (rows.get(row)) {
                case LadderRow.OnePacket(int packet) -> rowOfPacket[packet] = row;
                case LadderRow.Fold fold -> Arrays.fill(rowOfPacket, fold.from(), fold.to() + 1, row);
                case LadderRow.Idle idle -> {}
                case LadderRow.LeftOut out -> {}
                case LadderRow.CaptureEnd end -> {}
            }
        }
    }

    /// The rows of a flow.
    ///
    /// @param unfolded first packets of the folds that are shown in full
    public static LadderRows of(Conversation flow, Set<Integer> unfolded) {
        return new Maker(flow, unfolded, false).make();
    }

    /// The rows of a flow with a row for each packet.
    public static LadderRows unfolded(Conversation flow) {
        return new Maker(flow, Set.of(), true).make();
    }

    /// Number of rows.
    public int size() {
        return rows.size();
    }

    public LadderRow get(int row) {
        return rows.get(row);
    }

    /// The row that shows a packet, by itself or in a fold.
    public int rowOf(int packet) {
        return rowOfPacket[packet];
    }

    /// The packet that a row is about, the first one of a fold; -1 for rows between packets.
    public int packet(int row) {
        return switch (rows.get(row)) {
            case LadderRow.OnePacket(int packet) -> packet;
            case LadderRow.Fold fold -> fold.from();
            case LadderRow.Idle idle -> -1;
            case LadderRow.LeftOut out -> -1;
            case LadderRow.CaptureEnd end -> -1;
        };
    }

    /// Makes the rows.
    private static final class Maker {
        private final Conversation flow;
        private final Set<Integer> unfolded;
        private final boolean everything;
        private final List<LadderRow> rows = new ArrayList<>();

        Maker(Conversation flow, Set<Integer> unfolded, boolean everything) {
            this.flow = flow;
            this.unfolded = unfolded;
            this.everything = everything;
        }

        LadderRows make() {
            int packet = 0;
            while (packet < flow.size()) {
                before(packet);
                int end = endOfRun(packet);
                if (end - packet >= FEWEST && !everything) {
                    run(packet, end);
                } else {
                    plain(packet, end);
                }
                packet = end;
            }
            if (flow.omittedAtEnd() > 0) {
                rows.add(new LadderRow.LeftOut(flow.omittedAtEnd()));
            } else if (flow.size() > 0) {
                rows.add(new LadderRow.CaptureEnd(Math.max(0, flow.captureEnd() - flow.time(flow.size() - 1))));
            }
            return new LadderRows(rows, flow.size());
        }

        /// Silence, or packets left out, before a packet.
        private void before(int packet) {
            if (packet == flow.omittedAt()) {
                rows.add(new LadderRow.LeftOut(flow.omitted()));
            } else if (idle(packet) >= IDLE) {
                rows.add(new LadderRow.Idle(packet, idle(packet)));
            }
        }

        private long idle(int packet) {
            return packet == 0 ? 0 : flow.time(packet) - flow.time(packet - 1);
        }

        private void plain(int from, int to) {
            for (int packet = from; packet < to; packet++) {
                if (packet > from) {
                    before(packet);
                }
                rows.add(new LadderRow.OnePacket(packet));
            }
        }

        private void run(int from, int to) {
            int first = from + KEPT;
            int last = to - 1 - KEPT;
            if (unfolded.contains(first)) {
                plain(from, to);
                return;
            }
            plain(from, first);
            rows.add(fold(first, last));
            before(last + 1);
            plain(last + 1, to);
        }

        /// The packet after the run of packets of one sort that begins here.
        private int endOfRun(int from) {
            Sort sort = sort(from);
            int end = from + 1;
            while (end < flow.size() && sort != null && sort == sort(end) && goesOn(sort, end)) {
                end++;
            }
            return end;
        }

        /// Whether no more than time lies between a packet and the one before it.
        private boolean goesOn(Sort sort, int packet) {
            return packet != flow.omittedAt()
                    && (sort == Sort.KEEP_ALIVE || idle(packet) < IDLE)
                    && flow.clientState(packet) == flow.clientState(packet - 1)
                    && flow.serverState(packet) == flow.serverState(packet - 1);
        }

        private @Nullable Sort sort(int packet) {
            boolean folds = flow.kind(packet) == PacketKind.TCP || flow.kind(packet) == PacketKind.UDP;
            if (!folds
                    || flow.isEvidence(packet)
                    || flow.isCopy(packet)
                    || flow.direction(packet) == Direction.OTHER
                    || (flow.flags(packet) & NEVER_FOLDED) != 0
                    || (flow.analysis(packet) & NEVER_FOLDED_FLAGS) != 0) {
                return null;
            }
            if ((flow.analysis(packet) & KEEP_ALIVES) != 0) {
                return Sort.KEEP_ALIVE;
            }
            return (flow.analysis(packet) & AnalysisFlags.DUPLICATE_ACK) != 0 ? Sort.DUPLICATE_ACK : Sort.TRANSFER;
        }

        private LadderRow.Fold fold(int from, int to) {
            int[] segments = new int[2];
            long[] bytes = new long[2];
            for (int packet = from; packet <= to; packet++) {
                int side = flow.direction(packet) == Direction.CLIENT_TO_SERVER ? 0 : 1;
                segments[side] += flow.length(packet) > 0 ? 1 : 0;
                bytes[side] += flow.length(packet);
            }
            Sort sort = sort(from);
            return new LadderRow.Fold(
                    sort == null ? Sort.TRANSFER : sort, from, to, segments[0], bytes[0], segments[1], bytes[1]);
        }
    }
}
