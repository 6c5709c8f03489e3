package dev.faultline.app.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.ui.findings.FilterExpressions.Joint;
import org.junit.jupiter.api.Test;

class FilterExpressionsTest {
    private static final String KIND = "kind == \"tcp.connect.refused\"";

    @Test
    void selectedTakesTheFiltersPlace() {
        assertThat(FilterExpressions.join("error", Joint.SELECTED, KIND)).isEqualTo(KIND);
    }

    @Test
    void notWritesTheOppositeOfAComparison() {
        assertThat(FilterExpressions.join("error", Joint.NOT, KIND)).isEqualTo("kind != \"tcp.connect.refused\"");
    }

    @Test
    void notPutsBracketsAroundSeveralConditions() {
        assertThat(FilterExpressions.join("", Joint.NOT, "a == 1 && b == 2")).isEqualTo("!(a == 1 && b == 2)");
    }

    @Test
    void andKeepsAnAlternativeTogether() {
        assertThat(FilterExpressions.join("error || count > 3", Joint.AND, KIND))
                .isEqualTo("(error || count > 3) && " + KIND);
    }

    @Test
    void orAddsAnAlternative() {
        assertThat(FilterExpressions.join("error", Joint.OR, KIND)).isEqualTo("error || " + KIND);
    }

    @Test
    void hidingAKindKeepsTheFilter() {
        assertThat(FilterExpressions.join("error", Joint.AND_NOT, KIND))
                .isEqualTo("error && kind != \"tcp.connect.refused\"");
    }
}
