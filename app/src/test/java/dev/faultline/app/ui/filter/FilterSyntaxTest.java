package dev.faultline.app.ui.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.ui.filter.FilterToken.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterSyntaxTest {
    @Test
    void syntaxTellsThePiecesOfAFilterApart() {
        assertThat(FilterSyntax.tokens("error && !(dst.port in [9090])"))
                .filteredOn(token -> token.kind() != Kind.OTHER)
                .extracting(FilterToken::kind)
                .containsExactly(Kind.KEYWORD, Kind.OPERATOR, Kind.OPERATOR, Kind.WORD, Kind.KEYWORD, Kind.NUMBER);
    }

    @Test
    void syntaxLeavesNoGap() {
        String text = "kind == \"a \\\" b\" || 'open";
        List<FilterToken> tokens = FilterSyntax.tokens(text);

        int end = 0;
        for (FilterToken token : tokens) {
            assertThat(token.start()).isEqualTo(end);
            end = token.end();
        }
        assertThat(end).isEqualTo(text.length());
    }

    @Test
    void stringWithoutItsEndGoesOnToTheEnd() {
        assertThat(FilterSyntax.tokens("\"abc\\")).containsExactly(new FilterToken(Kind.STRING, 0, 5));
    }
}
