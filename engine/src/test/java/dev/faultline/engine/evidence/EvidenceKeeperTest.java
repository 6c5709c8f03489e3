package dev.faultline.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.capture.file.PacketReader;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.packet.PacketDecoder;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceKeeperTest {
    private static final int RAW_IP = 101;
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress CLIENT = IpAddress.parse("10.0.0.1");
    private static final IpAddress SERVER = IpAddress.parse("10.0.0.2");

    @TempDir
    Path folder;

    private final PacketBatch batch = new PacketBatch(1 << 16, 1);
    private final PacketDecoder decoder = new PacketDecoder(Limits.DEFAULT);
    private EvidenceKeeper keeper;
    private Path file;
    private long frames;

    @BeforeEach
    void open() throws IOException {
        open(new EvidenceBudget(2L << 20, 1L << 20, 5, 2, Duration.ofSeconds(10), 10, 100));
    }

    private void open(EvidenceBudget budget) throws IOException {
        file = folder.resolve("evidence-" + System.identityHashCode(budget) + ".pcapng");
        CaptureInterface place = new CaptureInterface(0, "worker-1", "", RAW_IP, 0);
        keeper = new EvidenceKeeper(
                new EvidenceKeeper.Target(file, "test", id -> place, AddressNames.NONE), Limits.DEFAULT, budget);
    }

    @AfterEach
    void close() throws IOException {
        keeper.close();
        batch.close();
    }

    /// Captures a UDP packet of so many bytes from that port of the client.
    ///
    /// @return its frame
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

    static Finding finding(int port, long... frames) {
        List<Evidence> evidence = new ArrayList<>();
        for (long frame : frames) {
            evidence.add(new Evidence(frame, -1));
        }
        return new Finding(
                "id-" + port,
                FindingKind.DNS_TIMEOUT,
                Severity.ERROR,
                FindingState.FINAL,
                Confidence.HIGH,
                List.of(),
                null,
                SECOND,
                SECOND,
                1,
                Transport.UDP,
                new Endpoint(CLIENT, port),
                new Endpoint(SERVER, 53),
                Blame.UNKNOWN,
                null,
                -1,
                List.of("worker-1"),
                evidence,
                null,
                Map.of(),
                List.of());
    }

    private List<Long> kept() throws IOException {
        List<Long> times = new ArrayList<>();
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT);
                PacketBatch read = new PacketBatch(1 << 20, 1 << 12)) {
            while (source.read(read)) {
                for (int i = 0; i < read.size(); i++) {
                    times.add(read.timestamp(i) / SECOND);
                }
            }
        }
        return times;
    }

    @Test
    void packetsOfTheFlowAreKeptAndThoseOfOthersAreNot() throws IOException {
        packet(1000, 1, 10);
        packet(2000, 2, 10);
        long last = packet(1000, 3, 10);

        keeper.keep(finding(1000, last));
        keeper.flush();

        assertThat(kept()).containsExactly(1L, 3L);
    }

    @Test
    void evidenceIsNumberedAsTheFileDoes() throws IOException {
        packet(2000, 1, 10);
        packet(2000, 2, 10);
        long first = packet(1000, 3, 10);
        long last = packet(1000, 4, 10);

        Finding kept = keeper.keep(finding(1000, first, last));
        keeper.flush();

        assertThat(kept.evidence()).extracting(Evidence::frame).containsExactly(1L, 2L);
        try (PacketReader reader = PacketReader.open(file, Limits.DEFAULT)) {
            assertThat(reader.read(kept.evidence().get(1).position()).timestamp())
                    .isEqualTo(4 * SECOND);
        }
    }

    @Test
    void packetsThatFollowAreKeptUpToTheBudget() throws IOException {
        long first = packet(1000, 1, 10);
        keeper.keep(finding(1000, first));
        keeper.flush();
        packet(1000, 2, 10);
        packet(1000, 3, 10);
        keeper.flush();
        packet(1000, 4, 10);
        keeper.flush();

        assertThat(kept()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void packetsThatComeMuchLaterAreNotKept() throws IOException {
        keeper.keep(finding(1000, packet(1000, 1, 10)));
        packet(2000, 20, 10);
        keeper.flush();
        packet(1000, 21, 10);
        keeper.flush();

        assertThat(kept()).containsExactly(1L);
    }

    @Test
    void findingThatGrowsKeepsItsEarlierPacketsAndWritesNoneTwice() throws IOException {
        long first = packet(1000, 1, 10);
        keeper.keep(finding(1000, first));
        long second = packet(1000, 2, 10);
        Finding grown = keeper.keep(finding(1000, first, second));
        keeper.flush();

        assertThat(grown.evidence()).extracting(Evidence::frame).containsExactly(1L, 2L);
        assertThat(kept()).containsExactly(1L, 2L);
    }

    @Test
    void findingWhoseEarlierPacketsHadLeftSaysFromWhenOnTheyAreKept() throws IOException {
        for (int i = 0; i < 10; i++) {
            packet(1000, 10 + i, 10);
        }

        Finding cut = keeper.keep(finding(1000, frames));
        keeper.flush();

        assertThat(kept()).hasSize(5);
        assertThat(new Explainer().explain(cut).detail()).contains("Packets before 00:00:15 UTC were not kept.");
        assertThat(keeper.tally().incomplete()).isEqualTo(1);
    }

    @Test
    void findingWithoutRoomKeepsNoPacketsAndSaysSo() throws IOException {
        keeper.close();
        open(new EvidenceBudget(2L << 20, 1, 5, 2, Duration.ofSeconds(10), 10, 100));

        Finding refused = keeper.keep(finding(1000, packet(1000, 1, 10)));
        keeper.flush();

        assertThat(refused.evidence()).isEmpty();
        assertThat(new Explainer().explain(refused).detail()).contains("room for them was used up");
        assertThat(keeper.tally().refused()).isEqualTo(1);
    }
}
