package dev.faultline.engine.capture.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Packets and bytes as `capinfos` counts them.
class LabCapturesTest {
    private static final Path LAB = Path.of("..", "lab", "captures");

    @ParameterizedTest
    @CsvSource({
        "syn-refused, 16, 1013",
        "loss-5pct, 1511, 1686174",
        "healthy-http, 438, 435116",
        "v6-packet-too-big, 56, 51216",
        "slow-timers, 245, 17103",
        "zero-window, 216, 234512",
    })
    void labCaptureHasThePacketsThatCapinfosCounts(String name, int packets, long bytes) throws IOException {
        try (CaptureSource source = CaptureFiles.open(LAB.resolve(name + ".pcap"), Limits.DEFAULT)) {
            ReadCapture capture = ReadCapture.of(source, 1 << 16, 1024);

            assertThat(capture.packets()).hasSize(packets);
            assertThat(capture.packets().stream().mapToLong(p -> p.length()).sum())
                    .isEqualTo(bytes);
            assertThat(capture.truncation()).isEmpty();
        }
    }
}
