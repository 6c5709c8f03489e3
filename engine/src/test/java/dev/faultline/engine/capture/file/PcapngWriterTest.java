package dev.faultline.engine.capture.file;

import static dev.faultline.engine.capture.file.PcapBytes.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngWriterTest {
    private static final CaptureInterface ETH = new CaptureInterface(7, "eth0", "the first", 1, 262_144);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static CapturedPacket packet(byte[] bytes, int length, long time) {
        return new CapturedPacket(MemorySegment.ofArray(bytes), length, time, 1, ETH);
    }

    @Test
    void writtenPacketsAreReadAgain() throws IOException {
        try (PcapngWriter writer = new PcapngWriter(out, "Faultline 1")) {
            int id = writer.addInterface(ETH);
            writer.write(packet(payload(61, 1), 1500, 1_700_000_000_123_456_789L), id, List.of());
            writer.write(packet(payload(0, 1), 60, 5), id, List.of("refused", "second comment"));
        }

        ReadCapture capture = ReadCapture.of(out.toByteArray());

        assertThat(capture.payloads()).containsExactly(payload(61, 1), new byte[0]);
        assertThat(capture.times()).containsExactly(1_700_000_000_123_456_789L, 5L);
        assertThat(capture.packets()).extracting("length").containsExactly(1500, 60);
        assertThat(capture.interfaces())
                .singleElement()
                .extracting("name", "description", "linkType", "snapLength")
                .containsExactly("eth0", "the first", 1, 262_144);
        assertThat(capture.truncation()).isEmpty();
    }

    @Test
    void packetsOfABatchAreWrittenAsTheyWereRead() throws IOException {
        byte[] file = PcapBytes.little()
                .packet(1, 1, payload(9, 1))
                .packet(2, 2, payload(8, 3))
                .bytes();

        try (CaptureSource source = CaptureFiles.open(new ByteArrayInputStream(file), "-", Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 12, 8);
                PcapngWriter writer = new PcapngWriter(out, "")) {
            source.read(batch);
            int id = writer.addInterface(source.interfaces().getFirst());
            writer.write(batch, 1, id, List.of("only this"));
        }

        ReadCapture capture = ReadCapture.of(out.toByteArray());
        assertThat(capture.payloads()).containsExactly(payload(8, 3));
        assertThat(capture.times()).containsExactly(2_000_002_000L);
    }

    @Test
    void writtenNamesAreReadAgain() throws IOException {
        Map<IpAddress, List<String>> names = Map.of(
                IpAddress.parse("10.1.2.3"), List.of("shop/cart-0"),
                IpAddress.parse("fd00::9"), List.of("a", "b.example"));
        try (PcapngWriter writer = new PcapngWriter(out, "Faultline")) {
            writer.writeNames(names);
        }

        assertThat(ReadCapture.of(out.toByteArray()).names()).isEqualTo(names);
    }

    @Test
    void writtenStatisticsAreReadAgain() throws IOException {
        try (PcapngWriter writer = new PcapngWriter(out, "Faultline")) {
            int id = writer.addInterface(ETH);
            writer.writeStatistics(id, 1, 100, 3, 4);
            writer.writeStatistics(id, 2, -1, -1, 9);
        }

        ReadCapture capture = ReadCapture.of(out.toByteArray());
        assertThat(capture.statistics().droppedByInterface()).isEqualTo(3);
        assertThat(capture.statistics().droppedByKernel()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_534, 65_535, 65_536, 200_000})
    void overlongCommentIsCutSoThatTheFileStaysWhole(int length) throws IOException {
        try (PcapngWriter writer = new PcapngWriter(out, "Faultline")) {
            writer.write(packet(payload(8, 1), 8, 1), writer.addInterface(ETH), List.of("ü".repeat(length / 2)));
        }

        assertThat(ReadCapture.of(out.toByteArray()).payloads()).containsExactly(payload(8, 1));
    }

    @Test
    void packetOfAnInterfaceThatWasNotDescribedIsRefused() throws IOException {
        try (PcapngWriter writer = new PcapngWriter(out, "Faultline")) {
            assertThatThrownBy(() -> writer.write(packet(payload(8, 1), 8, 1), 0, List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
