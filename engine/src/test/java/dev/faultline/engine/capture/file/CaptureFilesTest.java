package dev.faultline.engine.capture.file;

import static dev.faultline.engine.capture.file.PcapBytes.payload;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.common.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureFilesTest {
    private static final byte[] FIRST = payload(20, 1);
    private static final byte[] CAPTURE = manyPackets();

    @TempDir
    Path folder;

    /// Payloads that do not compress well, so that cuts hit data everywhere.
    private static byte[] manyPackets() {
        Random random = new Random(1);
        PcapBytes file = PcapBytes.little();
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[100];
            random.nextBytes(bytes);
            file.packet(i, 1, bytes);
        }
        return file.bytes();
    }

    private Path file(byte... bytes) throws IOException {
        return Files.write(folder.resolve("capture"), bytes);
    }

    private static ReadCapture read(Path file) throws IOException {
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT)) {
            return ReadCapture.of(source, 1 << 16, 512);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bzip2", "xz", "zstd", "lz4-framed"})
    void compressedFileIsReadLikeAPlainOne(String method) throws IOException {
        ReadCapture capture = read(file(Compressed.by(method, CAPTURE)));

        assertThat(capture.packets()).hasSize(2000);
        assertThat(capture.truncation()).isEmpty();
        assertThat(capture.packet(1999).position()).isEqualTo(CAPTURE.length - 116);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bzip2", "xz", "zstd", "lz4-framed"})
    void compressedFileOfSeveralPartsIsReadWhole(String method) throws IOException {
        byte[] first = Compressed.by(method, Arrays.copyOf(CAPTURE, 5000));
        byte[] second = Compressed.by(method, Arrays.copyOfRange(CAPTURE, 5000, CAPTURE.length));

        assertThat(read(file(PcapngBytes.join(first, second))).packets()).hasSize(2000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "bzip2", "xz", "zstd", "lz4-framed"})
    void compressedStreamIsReadLikeAFile(String method) throws IOException {
        assertThat(ReadCapture.of(Compressed.by(method, CAPTURE)).packets()).hasSize(2000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "xz", "zstd", "lz4-framed"})
    void cutCompressedFileGivesWhatIsThere(String method) throws IOException {
        byte[] whole = Compressed.by(method, CAPTURE);

        ReadCapture capture = read(file(Arrays.copyOf(whole, whole.length * 3 / 4)));

        assertThat(capture.packets()).hasSizeBetween(1000, 1600);
        assertThat(capture.truncation()).contains("cut short or damaged");
    }

    @Test
    void cutBzip2FileGivesItsWholeBlocks() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = new BZip2CompressorOutputStream(out, 1)) {
            packer.write(CAPTURE);
        }

        ReadCapture capture = read(file(Arrays.copyOf(out.toByteArray(), out.size() * 3 / 4)));

        assertThat(capture.packets()).hasSizeBetween(500, 1600);
        assertThat(capture.truncation()).contains("cut short or damaged");
    }

    @Test
    void progressCountsBytesOfTheCompressedFile() throws IOException {
        byte[] bytes = Compressed.by("gz", CAPTURE);

        ReadCapture capture = read(file(bytes));

        assertThat(capture.statistics().sourceBytes()).isEqualTo(bytes.length);
        assertThat(capture.statistics().sourceSize()).isEqualTo(bytes.length);
    }

    @Test
    void progressOfAPlainFileEndsAtItsSize() throws IOException {
        ReadCapture capture = read(file(CAPTURE));

        assertThat(capture.statistics().sourceBytes()).isEqualTo(CAPTURE.length);
        assertThat(capture.statistics().sourceSize()).isEqualTo(CAPTURE.length);
        assertThat(capture.statistics().bytes()).isEqualTo(200_000);
    }

    @Test
    void compressedTextIsRefusedAsText() throws IOException {
        Path file = file(Compressed.by("gz", "hello, world, this is text".getBytes(UTF_8)));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableCaptureException.class)
                .hasMessageContaining("text");
    }

    @Test
    void damagedBeginningOfACompressedFileIsToldAsSuch() throws IOException {
        Path file = file(new byte[] {(byte) 0x1f, (byte) 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9, 9, 9, 9, 9});

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableCaptureException.class)
                .hasMessageContaining("gzip");
    }

    static Stream<Arguments> foreignFiles() {
        return Stream.of(
                Arguments.of("<!DOCTYPE html><html>", "web page"),
                Arguments.of("{\"items\": []}", "JSON"),
                Arguments.of("12:00:01.1 IP 10.0.0.1.80 > 10.0.0.2.99: Flags [S]", "tcpdump -w"),
                Arguments.of("just some notes", "text"),
                Arguments.of("PK\u0003\u0004 and the rest", "ZIP"),
                Arguments.of("\u007fELF and the rest", "program for Linux"),
                Arguments.of("snoop\0\0\0\0\0\0\2", "editcap"),
                Arguments.of("\0".repeat(100), "zero bytes"),
                Arguments.of("\1\2\3\4 and the rest", "no packet capture that Faultline knows"));
    }

    @ParameterizedTest
    @MethodSource("foreignFiles")
    void fileOfAnotherKindIsNamed(String content, String word) throws IOException {
        Path file = file(content.getBytes(UTF_8));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableCaptureException.class)
                .hasMessageContaining(word)
                .hasMessageContaining(file.toString());
    }

    @Test
    void emptyFileIsNamedSo() throws IOException {
        Path file = file();

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(UnreadableCaptureException.class)
                .hasMessageContaining("empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 12, 23})
    void captureCutInsideItsHeaderIsNamedSo(int length) throws IOException {
        for (byte[] whole : List.of(CAPTURE, PcapngBytes.withInterface().bytes())) {
            Path file = file(Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> read(file))
                    .isInstanceOf(UnreadableCaptureException.class)
                    .hasMessageContaining("inside its header");
        }
    }

    @Test
    void captureWithNoPacketsIsRead() throws IOException {
        assertThat(read(file(PcapBytes.little().bytes())).packets()).isEmpty();
    }

    @Test
    void missingFileIsNamedSo() {
        assertThatThrownBy(() -> read(folder.resolve("nowhere.pcap")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nowhere.pcap")
                .hasMessageContaining("no such file");
    }

    @Test
    void folderIsNamedSo() {
        assertThatThrownBy(() -> read(folder)).isInstanceOf(IOException.class).hasMessageContaining("folder");
    }

    @Test
    void erfRecordsBecomeEthernetPackets() throws IOException {
        PcapBytes file = new PcapBytes(ByteOrder.BIG_ENDIAN);
        for (int second = 1; second <= 3; second++) {
            file.raw(new byte[] {0, 0, 0, (byte) 0x80}).raw(new byte[] {(byte) second, 0, 0, 0});
            file.raw((byte) 2, (byte) 4)
                    .int16(40)
                    .int16(0)
                    .int16(20)
                    .int16(0)
                    .raw(FIRST)
                    .int16(0);
        }

        ReadCapture capture = read(file(file.bytes()));

        assertThat(capture.format()).isEqualTo("erf");
        assertThat(capture.payloads()).containsExactly(FIRST, FIRST, FIRST);
        assertThat(capture.times()).containsExactly(1_500_000_000L, 2_500_000_000L, 3_500_000_000L);
        assertThat(capture.packet(0).linkType()).isEqualTo(1);
    }
}
