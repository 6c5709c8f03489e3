package dev.faultline.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.flow.FlowKey;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.packet.PacketDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParcelKeeperTest {
    private static final int RAW_IP = 101;
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress CLIENT = IpAddress.parse("10.0.0.1");
    private static final IpAddress SERVER = IpAddress.parse("10.0.0.2");

    private final PacketBatch batch = new PacketBatch(1 << 16, 1);
    private final PacketDecoder decoder = new PacketDecoder(Limits.DEFAULT);
    private final List<Parcel> parcels = new ArrayList<>();
    private long nanoTime;
    private long frames;
    private final ParcelKeeper keeper = new ParcelKeeper(
            id -> new CaptureInterface(0, "worker-1", "", RAW_IP, 0),
            new EvidenceBudget(2L << 20, 0, 5, 2, Duration.ofSeconds(10), 10, 8),
            parcels::add,
            () -> nanoTime);

    @AfterEach
    void close() {
        keeper.close();
        batch.close();
    }

    private long packet(int port, double seconds, int payload) {
        ByteBuffer ip = ByteBuffer.allocate(28 + payload);
        ip.putShort((short) 0x4500).putShort((short) ip.capacity()).putInt(0x0001_0000);
        ip.put((byte) 64).put((byte) 17).putShort((short) 0);
        ip.put(CLIENT.bytes()).put(SERVER.bytes());
        ip.putShort((short) port)
                .putShort((short) 53)
                .putShort((short) (8 + payload))
                .putShort((short) 0);
        batch.clear();
        MemorySegment.copy(MemorySegment.ofArray(ip.array()), 0, batch.memory(), 0, ip.capacity());
        batch.add(++frames, 0, ip.capacity(), ip.capacity(), Math.round(seconds * 1e9), 0, RAW_IP, -1);
        keeper.accept(batch, 0, decoder.decode(batch, 0));
        return frames;
    }

    private static Finding finding(int port, long... frames) {
        return EvidenceKeeperTest.finding(port, frames);
    }

    private List<Long> frames(List<Parcel> of) {
        return of.stream()
                .flatMap(parcel -> LongStream.range(0, parcel.packets()).mapToObj(i -> parcel.frame((int) i)))
                .toList();
    }

    @Test
    void packetsBeforeAndAfterAFindingComeOnceWithTheirFrames() {
        packet(1000, 1, 10);
        packet(2000, 2, 10);
        long cause = packet(1000, 3, 10);
        keeper.keep(finding(1000, cause));
        keeper.flush();
        packet(1000, 4, 10);
        packet(2000, 5, 10);
        keeper.keep(finding(1000, cause));
        keeper.finish();

        assertThat(frames(parcels)).containsExactly(1L, 3L, 4L);
        assertThat(parcels.getFirst().findings()).containsExactly("id-1000");
    }

    @Test
    void parcelIsACaptureOfItsPackets() throws IOException {
        keeper.keep(finding(1000, packet(1000, 7, 10)));
        keeper.finish();

        List<Long> times = new ArrayList<>();
        byte[] pcapng = parcels.getFirst().pcapng();
        try (CaptureSource source = CaptureFiles.open(new ByteArrayInputStream(pcapng), "parcel", Limits.DEFAULT);
                PacketBatch read = new PacketBatch(1 << 16, 16)) {
            while (source.read(read)) {
                for (int i = 0; i < read.size(); i++) {
                    times.add(read.timestamp(i));
                }
            }
            assertThat(source.interfaces().getFirst().name()).isEqualTo("worker-1");
        }
        assertThat(times).containsExactly(7 * SECOND);
    }

    @Test
    void parcelWaitsAShortWhileForMore() {
        keeper.keep(finding(1000, packet(1000, 1, 10)));
        keeper.flush();
        assertThat(parcels).isEmpty();

        nanoTime += SECOND;
        keeper.flush();
        assertThat(frames(parcels)).containsExactly(1L);
    }

    @Test
    void flowThatKeepsFailingTakesNoMoreThanItsShare() {
        long first = packet(1000, 0, 10);
        for (int i = 1; i <= 30; i++) {
            packet(1000, i, 10);
            keeper.keep(finding(1000, first));
            keeper.flush();
        }
        keeper.finish();

        assertThat(frames(parcels))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 8).boxed().toList());
    }

    @Test
    void findingWhoseEarlierPacketsHadLeftSaysSo() {
        for (int i = 0; i < 100; i++) {
            packet(1000, i, 60_000);
        }
        Finding finding = keeper.keep(finding(1000, frames));

        assertThat(new Explainer().explain(finding).detail()).contains("were not kept");
        assertThat(keeper.incomplete()).isOne();
        assertThat(keeper.earliest()).isGreaterThan(0);
    }

    @Test
    void packetsOfAFlowAreFoundFromATimeOn() {
        packet(1000, 1, 10);
        packet(1000, 2, 10);
        packet(2000, 3, 10);
        packet(1000, 4, 10);
        long key = FlowKey.of(Transport.UDP, new Endpoint(CLIENT, 1000), new Endpoint(SERVER, 53));

        assertThat(frames(keeper.find(key, 2 * SECOND, 1000))).containsExactly(2L, 4L);
        assertThat(frames(keeper.find(key, 0, 2 * 38))).containsExactly(2L, 4L);
    }
}
