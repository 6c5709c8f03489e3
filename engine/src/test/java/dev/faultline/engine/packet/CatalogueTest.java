package dev.faultline.engine.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.packet.FrameCatalogue.Example;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
    static List<Example> all() {
        return FrameCatalogue.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void decoderFindsSegmentHoweverItIsWrapped(Example example) {
        try (Decoding decoding = new Decoding()) {
            Packet packet = decoding.frame(example.linkType(), example.bytes());

            assertThat(packet.outcome()).isEqualTo(DecodeOutcome.OK);
            assertThat(packet.isTcp()).isTrue();
            assertThat(packet.tcp().srcPort()).isEqualTo(Frames.SRC_PORT);
            assertThat(packet.tcp().dstPort()).isEqualTo(Frames.DST_PORT);
            assertThat(packet.tcp().payloadLength()).isEqualTo(10);
            assertThat(packet.tcp().payloadCaptured()).isEqualTo(10);
            assertThat(packet.tunnels()).isEqualTo(example.tunnels());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void decoderNeverCallsFrameMalformedWhenItIsOnlyCut(Example example) {
        try (Decoding decoding = new Decoding()) {
            int length = example.bytes().length;
            for (int captured = 0; captured < length; captured++) {
                Packet packet = decoding.cut(example.linkType(), example.bytes(), captured, length);

                assertThat(packet.outcome()).as("%d bytes", captured).isNotEqualTo(DecodeOutcome.MALFORMED);
                SaneDecoding.check(packet);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void decoderReadsNoByteTooManyWhenFrameEndsAnywhere(Example example) {
        try (Decoding decoding = new Decoding()) {
            for (int length = 0; length < example.bytes().length; length++) {
                SaneDecoding.check(decoding.cut(example.linkType(), example.bytes(), length, length));
            }
        }
    }
}
