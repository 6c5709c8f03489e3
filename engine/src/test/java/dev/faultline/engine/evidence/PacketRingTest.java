package dev.faultline.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.PacketBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacketRingTest {
    private static final long SMALLEST = 2L << 20;
    private static final int LARGE = 1000;

    private final PacketRing ring = new PacketRing(SMALLEST);
    private final PacketBatch batch = new PacketBatch(2 << 20, 1);
    private long frames;

    @AfterEach
    void close() {
        ring.close();
        batch.close();
    }

    private void add(long key, int bytes) {
        batch.clear();
        batch.add(++frames, 0, bytes, bytes, frames * 10, 0, 1, -1);
        ring.add(batch, 0, key);
    }

    private List<Long> framesOf(long key) {
        List<Long> found = new ArrayList<>();
        for (long packet = ring.latest(key); packet != PacketRing.NONE; packet = ring.before(packet)) {
            found.add(ring.chunk(packet).batch.frameNumber(PacketRing.index(packet)));
        }
        return found;
    }

    @Test
    void packetsOfAFlowAreFoundLatestFirst() {
        add(1, 60);
        add(2, 60);
        add(1, 60);

        assertThat(framesOf(1)).containsExactly(3L, 1L);
        assertThat(framesOf(2)).containsExactly(2L);
    }

    @Test
    void flowsWhoseKeysMeetInOneSlotAreKeptApart() {
        long same = 1 + (1L << 40);
        add(1, 60);
        add(same, 60);
        add(1, 60);

        assertThat(framesOf(1)).containsExactly(3L, 1L);
        assertThat(framesOf(same)).containsExactly(2L);
    }

    @Test
    void unknownFlowHasNoPackets() {
        add(1, 60);

        assertThat(framesOf(7)).isEmpty();
    }

    @Test
    void packetIsFoundByItsFrame() {
        add(1, 60);
        add(2, 60);

        long packet = ring.ofFrame(2);

        assertThat(ring.chunk(packet).batch.timestamp(PacketRing.index(packet))).isEqualTo(20);
        assertThat(ring.ofFrame(3)).isEqualTo(PacketRing.NONE);
    }

    @Test
    void oldPacketsMakeRoomAndAreCounted() {
        int total = 5 * RingChunk.BYTES / LARGE;
        for (int i = 0; i < total; i++) {
            add(1, LARGE);
        }

        List<Long> kept = framesOf(1);
        assertThat(kept.getFirst()).isEqualTo(total);
        assertThat(ring.evicted()).isEqualTo(total - kept.size());
        assertThat(ring.ofFrame(1)).isEqualTo(PacketRing.NONE);
    }

    @Test
    void memoryStaysWhatItIs() {
        for (int i = 0; i < 3 * RingChunk.BYTES / LARGE; i++) {
            add(1, LARGE);
        }
        long full = ring.memory();
        for (int i = 0; i < 20 * RingChunk.BYTES / LARGE; i++) {
            add(2, LARGE);
        }

        assertThat(ring.memory()).isEqualTo(full);
    }

    @Test
    void packetLargerThanTheRingTakesIsCounted() {
        add(1, RingChunk.BYTES + 1);

        assertThat(framesOf(1)).isEmpty();
        assertThat(ring.evicted()).isEqualTo(1);
    }
}
