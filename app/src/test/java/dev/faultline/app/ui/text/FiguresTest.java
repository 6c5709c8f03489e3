package dev.faultline.app.ui.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 24, 14, 30, 0, 0, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"0, 0", "912, 912", "1204, 1_204", "8133902, 8_133_902", "-1204, -1_204"})
    void countsPartThousands(long value, String text) {
        assertThat(Figures.count(value)).isEqualTo(spaced(text));
    }

    @ParameterizedTest
    @CsvSource({"8100000, 8.1_M", "88000, 88_k", "999, 999", "999999, 1.0_M", "1200, 1.2_k"})
    void shortCountsHaveTwoFiguresOrThree(long value, String text) {
        assertThat(Figures.shortCount(value)).isEqualTo(spaced(text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0_B", "1900000000, 1.9_GB", "96000000, 96_MB"})
    void bytesAreInPowersOfAThousand(long value, String text) {
        assertThat(Figures.bytes(value)).isEqualTo(spaced(text));
    }

    @Test
    void durationsAreRounded() {
        assertThat(Figures.duration(Duration.ofSeconds(9))).isEqualTo(spaced("9_s"));
        assertThat(Figures.duration(Duration.ofSeconds(150))).isEqualTo(spaced("3_min"));
        assertThat(Figures.duration(Duration.ofMinutes(130))).isEqualTo(spaced("2_h") + " " + spaced("10_min"));
    }

    @Test
    void agoSaysWhatOneWouldSay() {
        assertThat(Figures.ago(NOW.minusMinutes(12), NOW)).isEqualTo("12 min ago");
        assertThat(Figures.ago(NOW.minusHours(5), NOW)).isEqualTo("today 09:30");
        assertThat(Figures.ago(NOW.minusHours(20), NOW)).isEqualTo("yesterday");
        assertThat(Figures.ago(NOW.minusDays(4), NOW)).isEqualTo("Fri 20 Nov");
        assertThat(Figures.ago(NOW.minusYears(1), NOW)).isEqualTo("24 Nov 2025");
    }

    private static String spaced(String text) {
        return text.replace('_', '\u202f');
    }
}
