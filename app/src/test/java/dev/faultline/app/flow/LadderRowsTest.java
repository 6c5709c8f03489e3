package dev.faultline.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LadderRowsTest {
    @Test
    void silenceIsOneRowHoweverLong() throws IOException {
        assertThat(Flows.rows(LadderRows.of(Flows.lab("idle-reset", 0), Set.of())))
                .endsWith("packet 6", "idle 5000 ms", "packet 7", "end after 0 ms");
    }

    @Test
    void lastRowTellsHowLongTheCaptureGoesOn() throws IOException {
        assertThat(Flows.rows(LadderRows.of(Flows.lab("close-wait", 0), Set.of())))
                .endsWith("packet 8", "end after 5100 ms");
    }

    @Test
    void healthyTransferIsFoldedButForItsEnds() throws IOException {
        assertThat(Flows.rows(LadderRows.of(Flows.lab("capture-midstream", 0), Set.of())))
                .startsWith("packet 0", "packet 1", "packet 2", "TRANSFER 3-57, 56206 bytes", "packet 58");
    }

    @Test
    void foldThatIsOpenedShowsItsPackets() throws IOException {
        Conversation flow = Flows.lab("capture-midstream", 0);

        LadderRows rows = LadderRows.of(flow, Set.of(3));

        assertThat(Flows.rows(rows)).contains("packet 3", "packet 57").noneMatch(row -> row.startsWith("TRANSFER"));
    }

    @Test
    void whatIsWrongIsNeverFolded() throws IOException {
        Conversation flow = Flows.lab("loss-5pct", 0);

        LadderRows rows = LadderRows.of(flow, Set.of());

        assertThat(rows.size()).isLessThan(flow.size() / 2);
        assertThat(IntStream.range(0, flow.size())
                        .filter(flow::isTrouble)
                        .filter(packet -> rows.get(rows.rowOf(packet)) instanceof LadderRow.Fold fold
                                && fold.sort() != LadderRow.Sort.DUPLICATE_ACK))
                .isEmpty();
    }

    @Test
    void everyPacketHasARow() throws IOException {
        Conversation flow = Flows.lab("zero-window", 0);

        LadderRows rows = LadderRows.of(flow, Set.of());

        assertThat(IntStream.range(0, flow.size()).filter(packet -> {
                    LadderRow row = rows.get(rows.rowOf(packet));
                    return !(row instanceof LadderRow.OnePacket(int shown) && shown == packet)
                            && !(row instanceof LadderRow.Fold fold && fold.from() <= packet && packet <= fold.to());
                }))
                .isEmpty();
    }

    @Test
    void unfoldedLadderHasARowForEachPacket() throws IOException {
        Conversation flow = Flows.lab("capture-midstream", 0);

        assertThat(Flows.rows(LadderRows.unfolded(flow))).hasSize(flow.size() + 1);
    }
}
