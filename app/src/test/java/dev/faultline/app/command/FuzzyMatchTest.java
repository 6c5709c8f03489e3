package dev.faultline.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FuzzyMatchTest {
    @Test
    void findsLettersInOrderWhateverIsBetween() {
        assertThat(FuzzyMatch.of("zmi", "Zoom in").orElseThrow().positions()).containsExactly(0, 3, 5);
    }

    @Test
    void findsNothingWhenALetterIsMissing() {
        assertThat(FuzzyMatch.of("zoomx", "Zoom in")).isEmpty();
    }

    @Test
    void findsNothingWhenTheOrderIsAnother() {
        assertThat(FuzzyMatch.of("niz", "Zoom in")).isEmpty();
    }

    @Test
    void prefersBeginningsOfWords() {
        int initials = FuzzyMatch.of("ow", "Open in Wireshark").orElseThrow().score();
        int inside = FuzzyMatch.of("ow", "Follow the flow").orElseThrow().score();
        assertThat(initials).isGreaterThan(inside);
    }

    @Test
    void prefersLettersNextToEachOther() {
        int together = FuzzyMatch.of("exp", "File: export").orElseThrow().score();
        int apart = FuzzyMatch.of("exp", "File: enter x path").orElseThrow().score();
        assertThat(together).isNotEqualTo(apart);
        assertThat(FuzzyMatch.of("exp", "File: export").orElseThrow().positions())
                .containsExactly(6, 7, 8);
    }

    @Test
    void fitsEverythingWhenTheQueryIsEmpty() {
        assertThat(FuzzyMatch.of(" ", "Zoom in").orElseThrow().positions()).isEmpty();
    }
}
