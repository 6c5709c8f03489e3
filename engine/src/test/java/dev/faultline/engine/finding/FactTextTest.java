package dev.faultline.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.IpAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 µs",
        "999, 0.999 µs",
        "9_400, 9.4 µs",
        "33_345, 33.3 µs",
        "410_000, 0.41 ms",
        "41_234_000, 41.2 ms",
        "412_600_000, 413 ms",
        "999_600_000, 1 s",
        "1_430_000_000, 1.43 s",
        "3_070_000_000, 3.07 s",
        "10_000_000_000, 10 s",
        "351_200_000_000, 351 s",
        "86400_000_000_000, 86\u2009400 s"
    })
    void durationHasThreeDigitsAndItsUnit(String nanos, String text) {
        assertThat(FactText.duration(Duration.ofNanos(Long.parseLong(nanos.replace("_", "")))))
                .isEqualTo(text);
    }

    @Test
    void countHasThinSpacesBetweenThousands() {
        assertThat(FactText.of(8_133_902L)).isEqualTo("8\u2009133\u2009902");
    }

    @Test
    void bareNumberHasNone() {
        assertThat(FactText.of(1450)).isEqualTo("1450");
    }

    @Test
    void shareHasThreeDigits() {
        assertThat(FactText.of(2.0567)).isEqualTo("2.06");
    }

    @Test
    void addressIsWrittenAsItself() {
        assertThat(FactText.of(IpAddress.parse("fd00::1"))).isEqualTo("fd00::1");
    }
}
