package dev.faultline.engine.capture.file;

import static dev.faultline.engine.capture.file.PcapBytes.payload;
import static dev.faultline.engine.capture.file.PcapngBytes.join;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.engine.common.IpAddress;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngFormatTest {
    private static final byte[] FIRST = payload(21, 1);
    private static final byte[] SECOND = payload(60, 100);

    @Test
    void pcapngReadsSectionsOfDifferentByteOrder() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface().packet(0, 1_000_000, FIRST);
        file.section(ByteOrder.BIG_ENDIAN).describe(101, 0).packet(0, 2_000_000, SECOND);

        ReadCapture capture = ReadCapture.of(file.bytes());

        assertThat(capture.payloads()).containsExactly(FIRST, SECOND);
        assertThat(capture.times()).containsExactly(1_000_000_000L, 2_000_000_000L);
        assertThat(capture.packets()).extracting("interfaceId").containsExactly(0, 1);
        assertThat(capture.packets()).extracting("linkType").containsExactly(1, 101);
        assertThat(capture.format()).isEqualTo("pcapng");
    }

    @Test
    void pcapngTellsNameDescriptionAndSnapLengthOfInterfaces() throws IOException {
        PcapngBytes file = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
        file.describe(1, 96, file.option(2, "eth0".getBytes(UTF_8)), file.option(3, "Büro".getBytes(UTF_8)));

        assertThat(ReadCapture.of(file.bytes()).interfaces())
                .singleElement()
                .extracting("id", "name", "description", "linkType", "snapLength")
                .containsExactly(0, "eth0", "Büro", 1, 96);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 3, 3000000000",
        "3, 1500, 1500000000",
        "9, 1500000001, 1500000001",
        "12, 1500000001999, 1500000001",
        "0x94, 1572864, 1500000000",
        "0xa0, 6442450944, 1500000000",
    })
    void pcapngConvertsEveryTimeResolution(String resolution, long units, long nanos) throws IOException {
        PcapngBytes file = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
        byte code = Integer.decode(resolution).byteValue();

        ReadCapture capture = ReadCapture.of(file.describe(1, 0, file.option(9, code))
                .packet(0, units, FIRST)
                .bytes());

        assertThat(capture.times()).containsExactly(nanos);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1001500000000", "-1000, -998500000000"})
    void pcapngAddsTheTimeOffset(long offset, long nanos) throws IOException {
        PcapngBytes file = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
        byte[] option = file.option(14, file.int64(offset));

        assertThat(ReadCapture.of(file.describe(1, 0, option)
                                .packet(0, 1_500_000, FIRST)
                                .bytes())
                        .times())
                .containsExactly(nanos);
    }

    @Test
    void pcapngTakesTheSnapLengthForSimplePackets() throws IOException {
        PcapngBytes file = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN).describe(1, 8);
        file.packet(0, 5_000_000, payload(8, 0)).block(3, join(file.int32(20), payload(8, 9)));

        ReadCapture capture = ReadCapture.of(file.bytes());

        assertThat(capture.packet(1).bytes()).isEqualTo(payload(8, 9));
        assertThat(capture.packet(1)).extracting("length", "timestamp").containsExactly(20, 5_000_000_000L);
        assertThat(capture.statistics().warnings()).singleElement().asString().contains("without a time");
    }

    @Test
    void pcapngReadsObsoletePacketBlocksAndTheirDrops() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface();
        file.block(2, join(file.int16(0), file.int16(3), file.int32(0, 77, 21, 40), PcapngBytes.padded(FIRST)));

        ReadCapture capture = ReadCapture.of(file.bytes());

        assertThat(capture.payloads()).containsExactly(FIRST);
        assertThat(capture.packet(0)).extracting("length", "timestamp").containsExactly(40, 77_000L);
        assertThat(capture.statistics().droppedByInterface()).isEqualTo(3);
    }

    @Test
    void pcapngTakesTheLastStatisticsOfEachInterface() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface().describe(1, 0);
        for (int count = 1; count <= 3; count++) {
            file.block(5, join(file.int32(0, 0, 0), file.option(5, file.int64(count)), file.option(7, file.int64(10))));
        }
        file.block(5, join(file.int32(1, 0, 0), file.option(5, file.int64(100))));
        file.block(5, join(file.int32(9, 0, 0), file.option(5, file.int64(1000))));

        ReadCapture capture = ReadCapture.of(file.bytes());

        assertThat(capture.statistics().droppedByInterface()).isEqualTo(103);
        assertThat(capture.statistics().droppedByKernel()).isEqualTo(10);
    }

    @Test
    void pcapngAddsUpDropsThatPacketsTellOf() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface();
        file.packet(0, 1, FIRST, file.option(4, file.int64(2))).packet(0, 2, FIRST, file.option(4, file.int64(5)));

        assertThat(ReadCapture.of(file.bytes()).statistics().droppedByInterface())
                .isEqualTo(7);
    }

    @Test
    void pcapngKeepsNamesOfAddresses() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface();
        byte[] v4 = join(new byte[] {10, 0, 0, 1}, "db\0db.shop\0".getBytes(UTF_8));
        byte[] v6 = join(IpAddress.parse("fd00::1").bytes(), "web\0".getBytes(UTF_8));
        file.block(4, join(file.option(1, v4), file.option(7, (byte) 1), file.option(2, v6), file.int32(0)));

        assertThat(ReadCapture.of(file.bytes()).names())
                .containsEntry(IpAddress.parse("10.0.0.1"), List.of("db", "db.shop"))
                .containsEntry(IpAddress.parse("fd00::1"), List.of("web"));
    }

    @ParameterizedTest
    @CsvSource({"0xbad, 8", "0x40000bad, 4", "9, 40", "0x204, 24", "0x216, 28", "0x221, 28"})
    void pcapngCountsBlocksAsFramesThatWiresharkCounts(String type, int length) throws IOException {
        PcapngBytes file = PcapngBytes.withInterface().packet(0, 1, FIRST);
        file.block(Integer.decode(type), payload(length, 1)).packet(0, 2, SECOND);

        ReadCapture capture = ReadCapture.of(file.bytes());

        assertThat(capture.numbers()).containsExactly(1L, 3L);
        assertThat(capture.statistics().packets()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 0x77, 0x208, 0x80000011, 0x201})
    void pcapngPassesOverUnknownBlocks(int type) throws IOException {
        PcapngBytes file = PcapngBytes.withInterface().packet(0, 1, FIRST);
        file.block(type, payload(40, 1)).packet(0, 2, SECOND);

        assertThat(ReadCapture.of(file.bytes()).numbers()).containsExactly(1L, 2L);
    }

    @Test
    void pcapngPassesOverDecryptionSecrets() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface();
        file.block(10, join(file.int32(0x544c534b, 4), payload(4, 1))).packet(0, 2, SECOND);

        assertThat(ReadCapture.of(file.bytes()).payloads()).containsExactly(SECOND);
    }

    @Test
    void pcapngPassesOverAnUnknownBlockLargerThanMemoryAllows() throws IOException {
        byte[] file = PcapngBytes.withInterface()
                .packet(0, 1, FIRST)
                .block(0x77, new byte[(1 << 24) + 4])
                .packet(0, 2, SECOND)
                .bytes();

        assertThat(ReadCapture.of(file).payloads()).containsExactly(FIRST, SECOND);
    }

    @Test
    void pcapngCutInsideAnUnknownLargeBlockSaysSo() throws IOException {
        byte[] file = PcapngBytes.withInterface()
                .packet(0, 1, FIRST)
                .block(0x77, new byte[(1 << 24) + 4])
                .bytes();

        assertThat(ReadCapture.of(Arrays.copyOf(file, file.length - 100)).truncation())
                .contains("cut short");
    }

    @Test
    void pcapngReadsBlocksOfWhichTheLengthLeavesOutThePadding() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface();
        byte[] whole = new PcapngBytes().packet(0, 1, FIRST).bytes();
        whole[4] = (byte) (whole[4] - 3);
        whole[whole.length - 4] = whole[4];

        assertThat(ReadCapture.of(file.raw(whole).packet(0, 2, SECOND).bytes()).payloads())
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void pcapngStopsWhereTheLengthsOfABlockDiffer() throws IOException {
        byte[] broken = new PcapngBytes().packet(0, 1, SECOND).bytes();
        broken[broken.length - 4] = (byte) (broken[4] + 4);
        byte[] file =
                PcapngBytes.withInterface().packet(0, 1, FIRST).raw(broken).bytes();

        ReadCapture capture = ReadCapture.of(file);

        assertThat(capture.payloads()).containsExactly(FIRST);
        assertThat(capture.truncation()).contains("at its beginning");
        assertThat(capture.truncatedAt()).isEqualTo(file.length - broken.length);
    }

    @Test
    void pcapngStopsAtAPacketOfAnUnknownInterface() throws IOException {
        byte[] file = PcapngBytes.withInterface()
                .packet(0, 1, FIRST)
                .packet(1, 2, SECOND)
                .bytes();

        assertThat(ReadCapture.of(file).truncation()).contains("interface 1");
    }

    @Test
    void pcapngForgetsInterfacesAtANewSection() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface().packet(0, 1, FIRST);
        file.section(ByteOrder.LITTLE_ENDIAN).packet(0, 2, SECOND);

        assertThat(ReadCapture.of(file.bytes()).truncation()).contains("interface 0");
    }

    @Test
    void pcapngStopsAtAPacketLargerThanItsBlock() throws IOException {
        byte[] file = PcapngBytes.withInterface().packet(0, 1, 30, 30, FIRST).bytes();

        assertThat(ReadCapture.of(file).truncation()).contains("30 bytes");
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "4, 4", "5, 4", "6, 2", "7, 0", "2988, 2"})
    void pcapngStopsAtAnOptionOfImpossibleLength(int code, int length) throws IOException {
        PcapngBytes file = PcapngBytes.withInterface().packet(0, 1, FIRST);
        file.packet(0, 2, SECOND, file.option(code, new byte[length]));

        ReadCapture capture = ReadCapture.of(file.bytes());

        assertThat(capture.payloads()).containsExactly(FIRST);
        assertThat(capture.truncation()).contains("options");
    }

    @Test
    void pcapngStopsAtAnOptionThatLeavesItsBlock() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface();
        file.packet(0, 2, SECOND, join(file.int16(1), file.int16(200), payload(8, 1)));

        assertThat(ReadCapture.of(file.bytes()).truncation()).contains("options");
    }

    @Test
    void pcapngReadsOnAfterCommentsAndTheEndOfOptions() throws IOException {
        PcapngBytes file = PcapngBytes.withInterface();
        file.packet(0, 1, FIRST, file.option(1, "odd".getBytes(UTF_8)), file.option(0), payload(4, 9));

        assertThat(ReadCapture.of(file.packet(0, 2, SECOND).bytes()).payloads()).containsExactly(FIRST, SECOND);
    }

    @Test
    void pcapngOfAnUnknownVersionIsRefused() {
        byte[] file = PcapngBytes.withInterface().bytes();
        file[14] = 3;

        assertThatThrownBy(() -> ReadCapture.of(file))
                .isInstanceOf(UnreadableCaptureException.class)
                .hasMessageContaining("1.3");
    }

    @Test
    void pcapngStopsAtMoreInterfacesThanAllowed() throws IOException {
        PcapngBytes file = new PcapngBytes().section(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4097; i++) {
            file.describe(1, 0);
        }

        ReadCapture capture = ReadCapture.of(file.bytes());

        assertThat(capture.interfaces()).hasSize(4096);
        assertThat(capture.truncation()).contains("4096");
    }

    @Test
    void pcapngCutAnywhereGivesThePacketsBeforeTheCut() throws IOException {
        PcapngBytes builder = PcapngBytes.withInterface();
        int head = builder.bytes().length;
        int one = builder.packet(0, 1, FIRST).bytes().length;
        int two = builder.packet(0, 2, SECOND).bytes().length;
        byte[] file = builder.bytes();

        for (int length = 24; length <= file.length; length++) {
            ReadCapture capture = ReadCapture.of(Arrays.copyOf(file, length));

            assertThat(capture.packets()).hasSize(length < one ? 0 : length < two ? 1 : 2);
            assertThat(capture.truncation().isEmpty())
                    .isEqualTo(List.of(28, head, one, two).contains(length));
        }
    }
}
