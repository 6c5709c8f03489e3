package dev.faultline.app.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.session.PacketLine.Direction;
import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FlowSeriesTest {
    @Test
    void bytesInFlightReachTheWindowThatIsFull() throws IOException {
        Conversation flow = Flows.lab("zero-window", 0);
        FlowSeries series = new FlowSeries(flow, Direction.CLIENT_TO_SERVER);
        int full = flow.packetOfFrame(18);

        assertThat(series.inFlight(full)).isEqualTo(series.window(full)).isEqualTo(5792);
    }

    @Test
    void zeroWindowLeavesNoRoom() throws IOException {
        Conversation flow = Flows.lab("zero-window", 0);
        FlowSeries series = new FlowSeries(flow, Direction.CLIENT_TO_SERVER);

        assertThat(series.window(flow.packetOfFrame(43))).isZero();
    }

    @Test
    void segmentSentAgainTellsNoRoundTrip() throws IOException {
        Conversation flow = Flows.lab("zero-window", 0);
        FlowSeries series = new FlowSeries(flow, Direction.CLIENT_TO_SERVER);

        assertThat(series.roundTrip(flow.packetOfFrame(31))).isEqualTo(FlowSeries.UNKNOWN);
    }

    @Test
    void acknowledgmentOfTheSynTellsTheRoundTrip() throws IOException {
        Conversation flow = Flows.lab("close-wait", 0);
        FlowSeries series = new FlowSeries(flow, Direction.CLIENT_TO_SERVER);

        assertThat(series.roundTrip(1)).isEqualTo(flow.time(1) - flow.time(0));
    }

    @Test
    void acknowledgedNumbersNeverGoBack() throws IOException {
        Conversation flow = Flows.lab("loss-5pct", 0);
        FlowSeries series = new FlowSeries(flow, Direction.SERVER_TO_CLIENT);

        assertThat(LongStream.range(1, flow.size())
                        .filter(packet -> series.acknowledged((int) packet) < series.acknowledged((int) packet - 1)))
                .isEmpty();
    }
}
