package dev.faultline.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StreamSourceTest {
    private final PcapBytes capture = PcapBytes.of("syn-refused.pcap");
    private final ScriptedFeed feed = new ScriptedFeed(FeedPlace.local("stdin"));
    private final ScriptedFeed.Connection pipe = feed.connects();

    @Test
    void pipeThatIsQuietTellsTheTimeByItsLastPacket() throws IOException {
        pipe.sends(capture.header()).sends(capture, 0, 1);
        try (PacketBatch batch = new PacketBatch(1 << 16, 64);
                StreamSource source = StreamSource.open(pipe.packets(), "pipe", Limits.DEFAULT, feed.pace())) {
            assertThat(source.read(batch)).isTrue();
            assertThat(batch.size()).isEqualTo(1);
            feed.pass(Duration.ofSeconds(12));

            assertThat(source.read(batch)).isTrue();
            assertThat(batch.size()).isZero();
            assertThat(batch.quietUntil())
                    .isEqualTo(capture.time(0) + Duration.ofSeconds(10).toNanos());
        }
    }

    @Test
    void pipeThatEndsIsReadToItsEnd() throws IOException {
        pipe.sends(capture.header()).sends(capture, 0, capture.records().size()).ends(FeedEnd.ORDERLY);
        int packets = 0;
        try (PacketBatch batch = new PacketBatch(1 << 16, 64);
                StreamSource source = StreamSource.open(pipe.packets(), "pipe", Limits.DEFAULT, feed.pace())) {
            while (source.read(batch)) {
                packets += batch.size();
            }
        }

        assertThat(packets).isEqualTo(capture.records().size());
    }
}
