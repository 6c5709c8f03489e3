package dev.faultline.engine.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
    @Test
    void whatCanBeShownStaysTheSame() {
        String text = "/öffnen?\u4e2d \uD83D\uDE00";

        assertThat(PrintableText.of(text)).isSameAs(text);
    }

    @Test
    void whatATerminalWouldObeyIsWrittenOut() {
        assertThat(PrintableText.of("a\u001b[2Jb\r\n\u0085c\u007f")).isEqualTo("a\\x1b[2Jb\\x0d\\x0a\\x85c\\x7f");
    }

    @Test
    void whatTurnsALineAroundIsWrittenOut() {
        assertThat(PrintableText.of("exe.\u202egpj\u2066")).isEqualTo("exe.\\u202egpj\\u2066");
    }
}
