package dev.faultline.engine.capture.file;

import static dev.faultline.engine.capture.file.PcapBytes.MICROSECONDS;
import static dev.faultline.engine.capture.file.PcapBytes.MODIFIED;
import static dev.faultline.engine.capture.file.PcapBytes.NANOSECONDS;
import static dev.faultline.engine.capture.file.PcapBytes.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PcapFormatTest {
    private static final byte[] FIRST = payload(20, 1);
    private static final byte[] SECOND = payload(61, 100);

    static Stream<Arguments> ordersAndResolutions() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)
                .flatMap(order ->
                        Stream.of(Arguments.of(order, MICROSECONDS, 7_000L), Arguments.of(order, NANOSECONDS, 7L)));
    }

    @ParameterizedTest
    @MethodSource("ordersAndResolutions")
    void pcapIsReadInBothByteOrdersAndResolutions(ByteOrder order, int magic, long fraction) throws IOException {
        byte[] file = new PcapBytes(order)
                .header(magic, 2, 4, 113)
                .packet(1_700_000_000L, 7, FIRST)
                .packet(1_700_000_001L, 0, SECOND)
                .bytes();

        ReadCapture capture = ReadCapture.of(file);

        assertThat(capture.payloads()).containsExactly(FIRST, SECOND);
        assertThat(capture.times()).containsExactly(1_700_000_000_000_000_000L + fraction, 1_700_000_001_000_000_000L);
        assertThat(capture.packet(1))
                .extracting("number", "linkType", "position", "length")
                .containsExactly(2L, 113, 60L, 61);
        assertThat(capture.truncation()).isEmpty();
    }

    @Test
    void pcapCountsPacketsCapturedInPart() throws IOException {
        byte[] file = PcapBytes.little().int32(1, 1, 20, 1500).raw(FIRST).bytes();

        ReadCapture capture = ReadCapture.of(file);

        assertThat(capture.packet(0).length()).isEqualTo(1500);
        assertThat(capture.statistics().cutPackets()).isEqualTo(1);
    }

    @Test
    void pcapReadsSecondsAsUnsigned() throws IOException {
        byte[] file = PcapBytes.little().packet(0xffffffffL, 0, FIRST).bytes();

        assertThat(ReadCapture.of(file).times()).containsExactly(4_294_967_295_000_000_000L);
    }

    @Test
    void pcapIgnoresTheFrameCheckSequenceBitsOfTheLinkType() throws IOException {
        byte[] file = new PcapBytes(ByteOrder.LITTLE_ENDIAN)
                .header(MICROSECONDS, 2, 4, 0x14000001)
                .packet(1, 1, FIRST)
                .bytes();

        assertThat(ReadCapture.of(file).packet(0).linkType()).isEqualTo(1);
    }

    @Test
    void pcapTakesLengthsInTheOldOrderBeforeVersion23() throws IOException {
        byte[] file = new PcapBytes(ByteOrder.BIG_ENDIAN)
                .header(MICROSECONDS, 2, 2, 1)
                .int32(1, 1, 60, 20)
                .raw(FIRST)
                .bytes();

        ReadCapture capture = ReadCapture.of(file);

        assertThat(capture.packet(0).length()).isEqualTo(60);
        assertThat(capture.packet(0).bytes()).isEqualTo(FIRST);
    }

    @Test
    void pcapOfVersion23TakesTheLengthsInTheOrderThatMakesSense() throws IOException {
        byte[] file = new PcapBytes(ByteOrder.LITTLE_ENDIAN)
                .header(MICROSECONDS, 2, 3, 1)
                .int32(1, 1, 20, 60)
                .raw(FIRST)
                .int32(1, 1, 60, 20)
                .raw(FIRST)
                .bytes();

        assertThat(ReadCapture.of(file).packets()).extracting("length").containsExactly(60, 60);
    }

    @Test
    void pcapOfAixHasNanosecondsAndOtherLinkTypes() throws IOException {
        byte[] file = new PcapBytes(ByteOrder.BIG_ENDIAN)
                .header(MICROSECONDS, 2, 2, 6)
                .int32(1, 999, 20, 20)
                .raw(FIRST)
                .bytes();

        assertThat(ReadCapture.of(file).packet(0))
                .extracting("linkType", "timestamp")
                .containsExactly(1, 1_000_000_999L);
    }

    @ParameterizedTest
    @ValueSource(ints = {MICROSECONDS, MODIFIED})
    void pcapOfThePatchedLibpcapHasLongerRecordHeaders(int magic) throws IOException {
        PcapBytes file = new PcapBytes(ByteOrder.LITTLE_ENDIAN).header(magic, 2, 4, 1);
        for (int i = 0; i < 4; i++) {
            file.int32(i, 1, 20, 20, 2).int16(0x0800).raw((byte) 4, (byte) 0).raw(FIRST);
        }

        assertThat(ReadCapture.of(file.bytes()).payloads()).containsExactly(FIRST, FIRST, FIRST, FIRST);
    }

    @Test
    void pcapOfSuseHasStillLongerRecordHeaders() throws IOException {
        PcapBytes file = new PcapBytes(ByteOrder.LITTLE_ENDIAN).header(MODIFIED, 2, 4, 1);
        for (int i = 0; i < 4; i++) {
            file.int32(i, 1, 20, 20, 2)
                    .int16(0x0800)
                    .raw((byte) 4, (byte) 0)
                    .int32(0)
                    .raw(FIRST);
        }

        assertThat(ReadCapture.of(file.bytes()).payloads()).containsExactly(FIRST, FIRST, FIRST, FIRST);
    }

    @Test
    void pcapOfNokiaHasFourMoreBytesPerRecord() throws IOException {
        PcapBytes file = new PcapBytes(ByteOrder.BIG_ENDIAN).header(MICROSECONDS, 2, 4, 1);
        for (int i = 0; i < 4; i++) {
            file.int32(i, 1, 20, 20, 0x9fbfb601).raw(FIRST);
        }

        assertThat(ReadCapture.of(file.bytes()).payloads()).containsExactly(FIRST, FIRST, FIRST, FIRST);
    }

    @Test
    void pcapOfIxiaHasFourMoreBytesInTheFileHeader() throws IOException {
        byte[] file = new PcapBytes(ByteOrder.LITTLE_ENDIAN)
                .header(0x1c0001ac, 2, 4, 1)
                .int32(36)
                .packet(1, 5, FIRST)
                .bytes();

        ReadCapture capture = ReadCapture.of(file);

        assertThat(capture.payloads()).containsExactly(FIRST);
        assertThat(capture.times()).containsExactly(1_000_000_005L);
    }

    @ParameterizedTest
    @ValueSource(ints = {262_145, -1, Integer.MIN_VALUE})
    void pcapStopsAtALengthThatMakesNoSense(int length) throws IOException {
        PcapBytes good = PcapBytes.little();
        for (int i = 0; i < 4; i++) {
            good.packet(i, 1, FIRST);
        }
        byte[] file = good.int32(1, 1, length, length).raw(SECOND).bytes();

        ReadCapture capture = ReadCapture.of(file);

        assertThat(capture.packets()).hasSize(4);
        assertThat(capture.truncatedAt()).isEqualTo(24 + 4 * 36);
        assertThat(capture.truncation()).contains(Integer.toUnsignedString(length));
    }

    @Test
    void pcapReadsTheLargestPacketThatWiresharkTakes() throws IOException {
        byte[] large = new byte[262_144];

        assertThat(ReadCapture.of(PcapBytes.little()
                                .packet(1, 1, large)
                                .packet(2, 1, FIRST)
                                .bytes())
                        .payloads())
                .containsExactly(large, FIRST);
    }

    @Test
    void pcapOfVersion1IsRefused() {
        byte[] file = new PcapBytes(ByteOrder.LITTLE_ENDIAN)
                .header(MICROSECONDS, 1, 2, 1)
                .bytes();

        assertThatThrownBy(() -> ReadCapture.of(file))
                .isInstanceOf(UnreadableCaptureException.class)
                .hasMessageContaining("version 1");
    }

    @Test
    void pcapCutAnywhereGivesThePacketsBeforeTheCut() throws IOException {
        byte[] file = PcapBytes.little()
                .packet(1, 1, FIRST)
                .packet(2, 1, SECOND)
                .packet(3, 1, FIRST)
                .bytes();
        List<Integer> ends = List.of(24, 60, 137, 173);

        for (int length = 24; length <= file.length; length++) {
            int cut = length;
            ReadCapture capture = ReadCapture.of(Arrays.copyOf(file, length));

            assertThat(capture.packets())
                    .hasSize((int) ends.stream().filter(e -> e <= cut && e > 24).count());
            assertThat(capture.truncation().isEmpty()).isEqualTo(ends.contains(length));
        }
    }
}
