package dev.faultline.app.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Explainer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class KindsViewModelTest {
    private final KindsViewModel model = new KindsViewModel(new Explainer(), "tcp.connect.refused");

    @Test
    void modelBeginsWithTheKindThatWasAskedFor() {
        KindPage page = Objects.requireNonNull(model.pageProperty().get());

        assertThat(page.title()).isEqualTo("Connection refused");
        assertThat(page.article()).isEqualTo("SynSent");
        assertThat(page.detail()).startsWith("The server itself answered");
        assertThat(page.rule()).contains("RFC 9293");
        assertThat(page.steps())
                .filteredOn(KindPage.Step::command)
                .extracting(KindPage.Step::text)
                .contains(
                        "kubectl get pods -A -o wide --field-selector status.podIP=THE_SERVER",
                        "ss -tlnp 'sport = :PORT'");
    }

    @Test
    void searchLooksAtAllWordsOfThePages() {
        int all = model.found().size();

        model.searchProperty().set("lastack");
        assertThat(model.found()).extracting(KindPage::id).contains("tcp.last_ack");
        assertThat(model.found()).hasSizeLessThan(all);

        model.searchProperty().set("");
        assertThat(model.found()).hasSize(all);
    }
}
