package dev.faultline.engine.capture.file;

import static dev.faultline.engine.capture.file.PcapBytes.payload;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Readers must end, and with nothing but an [IOException], whatever the bytes.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DamagedCaptureTest {
    private static final int MUTATIONS = 1500;
    /// Decompressors set up large buffers each time.
    private static final int MUTATIONS_COMPRESSED = 100;

    private static final int PLAIN_SEEDS = 6;

    private static byte[] pcap(ByteOrder order, int magic) {
        PcapBytes file = new PcapBytes(order).header(magic, 2, 4, 1);
        for (int i = 0; i < 12; i++) {
            file.packet(i, i, payload(10 + i * 7, i));
        }
        return file.bytes();
    }

    private static byte[] pcapng(ByteOrder order) {
        PcapngBytes file = new PcapngBytes().section(order);
        file.describe(1, 64, file.option(2, (byte) 'a'), file.option(9, (byte) 6));
        for (int i = 0; i < 6; i++) {
            file.packet(0, i, payload(10 + i * 7, i), file.option(1, (byte) 'x'), file.option(4, file.int64(i)));
        }
        file.block(3, PcapngBytes.join(file.int32(8), payload(8, 1)));
        file.block(4, PcapngBytes.join(file.option(1, new byte[] {1, 2, 3, 4, 'a', 0}), file.int32(0)));
        file.block(5, PcapngBytes.join(file.int32(0, 0, 0), file.option(5, file.int64(7))));
        file.block(0xbad, payload(16, 1)).block(9, payload(40, 1)).block(10, payload(24, 0));
        return file.section(order).describe(101, 0).packet(0, 9, payload(30, 1)).bytes();
    }

    static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            seeds.add(pcap(order, PcapBytes.MICROSECONDS));
            seeds.add(pcap(order, PcapBytes.MODIFIED));
            seeds.add(pcapng(order));
        }
        for (String method : List.of("gz", "bzip2", "xz", "zstd", "lz4-framed")) {
            seeds.add(Compressed.by(method, pcap(ByteOrder.LITTLE_ENDIAN, PcapBytes.MICROSECONDS)));
        }
        return seeds;
    }

    static IntStream seedIndexes() throws IOException {
        return IntStream.range(0, seeds().size());
    }

    @ParameterizedTest
    @MethodSource("seedIndexes")
    void readerEndsWhateverTheBytes(int seed) throws IOException {
        byte[] whole = seeds().get(seed);
        Random random = new Random(seed);
        for (int i = 0; i < (seed < PLAIN_SEEDS ? MUTATIONS : MUTATIONS_COMPRESSED); i++) {
            byte[] mutant = mutant(whole, random);
            try {
                ReadCapture capture = ReadCapture.of(mutant, 1 << 10, 5);
                assertThat(capture.statistics().packets())
                        .isEqualTo(capture.packets().size());
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("test");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seedIndexes")
    void readerEndsWhereverTheFileIsCut(int seed) throws IOException {
        byte[] whole = seeds().get(seed);
        for (int length = 0; length < whole.length; length += seed < PLAIN_SEEDS ? 1 : 9) {
            try {
                ReadCapture.of(Arrays.copyOf(whole, length), 1 << 10, 5);
            } catch (IOException e) {
                assertThat(e).isInstanceOf(UnreadableCaptureException.class);
            }
        }
    }

    private static byte[] mutant(byte[] whole, Random random) {
        byte[] mutant = whole.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(4)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = (byte) random.nextInt(256);
                case 2 -> mutant[at] = (byte) 0xff;
                default -> mutant[at] = 0;
            }
        }
        return mutant;
    }
}
