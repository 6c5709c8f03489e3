package dev.faultline.app.ui.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.filter.FilterFields;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilterCompletionTest {
    private final FilterCompletion completion = new FilterCompletion(
            FilterFields.all(),
            field -> FilterFields.operators(field.type()),
            field -> field.equals("dst.ip") ? List.of("\"10.0.0.1\"") : List.of());

    @Test
    void completionOffersFieldsThatBeginWithWhatIsTyped() {
        assertThat(words("dst.p")).startsWith("dst.port");
    }

    @Test
    void completionOffersFieldsAfterAJoint() {
        assertThat(words("error && src.i")).startsWith("src.ip");
    }

    @Test
    void completionOffersOperatorsBehindAField() {
        assertThat(words("dst.port ")).contains("==", "in").doesNotContain(".contains(");
    }

    @Test
    void completionOffersFunctionsBehindTheDotOfAField() {
        assertThat(words("kind.st")).containsExactly(".startsWith(");
    }

    @Test
    void completionOffersKnownValuesBehindAnOperator() {
        assertThat(words("severity == ")).contains("\"error\"", "\"warning\"");
    }

    @Test
    void completionOffersValuesThatWereSeen() {
        assertThat(words("dst.ip == \"10")).containsExactly("\"10.0.0.1\"");
    }

    @Test
    void completionOffersValuesInAList() {
        assertThat(words("severity in [\"error\", ")).contains("\"warning\"");
    }

    @Test
    void completionOffersAJointBehindACondition() {
        assertThat(words("count == 3 ")).containsExactly("&&", "||");
    }

    @Test
    void suggestionReplacesWhatIsTypedAndPutsTheCaretBehindIt() {
        Suggestion suggestion = completion.suggest("error && dst.po", 15).getFirst();

        assertThat(suggestion.appliedTo("error && dst.po")).isEqualTo("error && dst.port");
        assertThat(suggestion.caret()).isEqualTo(17);
    }

    private List<String> words(String text) {
        return completion.suggest(text, text.length()).stream()
                .map(Suggestion::insert)
                .toList();
    }
}
