package dev.faultline.engine.capture.file;

import static dev.faultline.engine.capture.file.PcapBytes.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordSourceTest {
    private static final int PACKETS = 500;

    private static byte[] capture() {
        PcapBytes file = PcapBytes.little();
        for (int i = 0; i < PACKETS; i++) {
            file.packet(i, 1, payload(i % 90, i));
        }
        return file.bytes();
    }

    @ParameterizedTest
    @CsvSource({"64, 1", "64, 7", "200, 1000", "4096, 3", "5000, 1000", "100000, 17", "1000000, 1000"})
    void packetsAreTheSameHoweverLargeTheBatch(int bytes, int packets) throws IOException {
        ReadCapture capture = ReadCapture.of(capture(), bytes, packets);

        assertThat(capture.packets()).hasSize(PACKETS);
        for (int i = 0; i < PACKETS; i++) {
            assertThat(capture.packet(i).bytes()).isEqualTo(payload(i % 90, i));
            assertThat(capture.packet(i).number()).isEqualTo(i + 1);
        }
        assertThat(capture.statistics().packets()).isEqualTo(PACKETS);
    }

    @Test
    void packetLargerThanTheBatchIsRead() throws IOException {
        byte[] file = PcapBytes.little().packet(1, 1, payload(100_000, 1)).bytes();

        assertThat(ReadCapture.of(file, 64, 4).payloads()).containsExactly(payload(100_000, 1));
    }

    @Test
    void liveStreamHandsOutWhatHasComeWithoutWaitingForMore() throws IOException {
        Broken quiet = new Broken(0);

        try (CaptureSource source = CaptureFiles.open(onePacketThen(quiet), "-", Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 16, 100)) {
            assertThat(source.read(batch)).isTrue();
            assertThat(batch.size()).isEqualTo(1);
            assertThat(quiet.reads).isZero();
        }
    }

    @Test
    void failureComesAfterThePacketsThatWereReadBefore() throws IOException {
        try (CaptureSource source = CaptureFiles.open(onePacketThen(new Broken(1)), "-", Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 16, 100)) {
            assertThat(source.read(batch)).isTrue();
            assertThat(batch.size()).isEqualTo(1);
            assertThatThrownBy(() -> source.read(batch)).hasMessage("link down");
        }
    }

    private static InputStream onePacketThen(InputStream more) {
        byte[] first = PcapBytes.little().packet(1, 1, payload(20, 1)).bytes();
        return new SequenceInputStream(new ByteArrayInputStream(first), more);
    }

    @Test
    void streamBeyondTwoGigabytesKeepsItsPositions() throws IOException {
        byte[] packet = new byte[262_144];
        byte[] record = PcapBytes.little().packet(1, 1, packet).bytes();
        long records = 9_000;
        long size = 24 + records * (record.length - 24);

        try (CaptureSource source = CaptureFiles.open(new Repeating(record, records), "large", Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 100)) {
            long last = -1;
            while (source.read(batch)) {
                last = batch.position(batch.size() - 1);
            }
            assertThat(size).isGreaterThan(Integer.MAX_VALUE);
            assertThat(source.statistics().packets()).isEqualTo(records);
            assertThat(source.statistics().sourceBytes()).isEqualTo(size);
            assertThat(last).isEqualTo(size - (record.length - 24));
        }
    }

    @Test
    void statisticsCountWhatWasHandedOut() throws IOException {
        byte[] file = capture();

        try (CaptureSource source = CaptureFiles.open(new ByteArrayInputStream(file), "-", Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 16, 10)) {
            source.read(batch);
            assertThat(source.statistics().packets()).isEqualTo(10);
            assertThat(source.interfaces()).extracting("linkType").isEqualTo(List.of(1));
        }
    }

    /// A file header, and then one record over and over.
    private static final class Repeating extends InputStream {
        private final byte[] bytes;
        private long left;
        private int next;

        Repeating(byte[] bytes, long records) {
            this.bytes = bytes;
            left = records;
        }

        @Override
        public int available() {
            return left > 0 ? 1 << 20 : 0;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left == 0) {
                return -1;
            }
            int count = Math.min(length, bytes.length - next);
            System.arraycopy(bytes, next, into, from, count);
            next += count;
            if (next == bytes.length) {
                next = 24;
                left--;
            }
            return count;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }

    /// Cannot be read.
    private static final class Broken extends InputStream {
        private final int available;
        private int reads;

        Broken(int available) {
            this.available = available;
        }

        @Override
        public int available() {
            return available;
        }

        @Override
        public int read() throws IOException {
            reads++;
            throw new IOException("link down");
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return read();
        }
    }
}
