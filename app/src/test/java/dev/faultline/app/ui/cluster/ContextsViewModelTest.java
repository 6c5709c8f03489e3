package dev.faultline.app.ui.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContextsViewModelTest {
    private final PickerFixture fixture = new PickerFixture();
    private final ContextsViewModel model = fixture.contexts;

    private void start() {
        model.start();
        fixture.settle();
    }

    private ContextRow row(KubeContext context) {
        return Objects.requireNonNull(model.row(context));
    }

    @Test
    void modelAsksAClusterOnlyWhenItsContextIsSeen() {
        start();
        assertThat(fixture.clusters.asked).isEmpty();

        model.want(FakeClusters.PROD);
        fixture.settle();
        model.want(FakeClusters.PROD);
        fixture.settle();

        assertThat(fixture.clusters.asked).containsExactly(FakeClusters.PROD);
        assertThat(ReachTexts.brief(row(FakeClusters.PROD))).isEqualTo("reachable, 38\u202fms");
        assertThat(ReachTexts.brief(row(FakeClusters.STAGING))).isEqualTo("not asked yet");
    }

    @Test
    void modelRunsNoCredentialProgramUnasked() {
        fixture.clusters.plugin = true;
        start();
        model.want(FakeClusters.PROD);
        fixture.settle();
        assertThat(fixture.clusters.asked).isEmpty();

        model.retry(FakeClusters.PROD);
        fixture.settle();
        assertThat(fixture.clusters.asked).containsExactly(FakeClusters.PROD);
    }

    @Test
    void modelSaysWhyAClusterIsNotReachableAndAsksAgain() {
        fixture.clusters.answer =
                new Reachability.Unreachable(Reachability.Reason.UNAUTHORIZED, "prod:6443", "", Duration.ZERO);
        start();
        model.want(FakeClusters.PROD);
        fixture.settle();
        assertThat(row(FakeClusters.PROD).isUnreachable()).isTrue();
        assertThat(ReachTexts.full(row(FakeClusters.PROD))).contains("prod:6443", "Log in again");

        fixture.clusters.answer = new Reachability.Reachable("v1.36.2", Duration.ZERO);
        model.retry(FakeClusters.PROD);
        fixture.settle();
        assertThat(row(FakeClusters.PROD).isUnreachable()).isFalse();
    }

    @Test
    void modelGivesEachContextAColourOfItsOwnAndKeepsIt() {
        start();
        ContextColour first = row(FakeClusters.PROD).colour();
        assertThat(row(FakeClusters.STAGING).colour()).isNotEqualTo(first);

        model.colour(FakeClusters.STAGING, ContextColour.PURPLE);
        fixture.clusters.change(List.of(FakeClusters.context("new", "default"), FakeClusters.STAGING));

        assertThat(row(FakeClusters.STAGING).colour()).isEqualTo(ContextColour.PURPLE);
    }

    @Test
    void modelKeepsWhatIsKnownWhenTheFilesChange() {
        start();
        model.want(FakeClusters.PROD);
        fixture.settle();

        fixture.clusters.change(List.of(FakeClusters.context("new", "default"), FakeClusters.PROD));

        assertThat(model.all()).extracting(ContextRow::name).containsExactly("new", "prod");
        assertThat(row(FakeClusters.PROD).reach()).isInstanceOf(Reachability.Reachable.class);
    }

    @Test
    void modelFindsOneOfSixtyContextsByWords() {
        fixture.clusters.contexts = IntStream.range(0, 60)
                .mapToObj(i -> FakeClusters.context("team-" + i + "-eu", "default"))
                .toList();
        start();

        model.searchProperty().set("EU team-17");

        assertThat(model.found()).extracting(ContextRow::name).containsExactly("team-17-eu");
    }

    @Test
    void modelRemembersFilesThatAreAdded() {
        start();
        model.add(List.of(Path.of("/other/config")));
        fixture.settle();

        assertThat(fixture.memory.files()).containsExactly(Path.of("/other/config"));
    }

    @Test
    void modelTellsWhichContextsAnAddedFileHas() {
        start();
        List<KubeContext> found = new ArrayList<>();
        model.add(List.of(FakeClusters.PROD.file()), found::addAll);
        fixture.settle();

        assertThat(found).contains(FakeClusters.PROD);
        model.add(
                List.of(Path.of("/other/config")),
                contexts -> assertThat(contexts).isEmpty());
        fixture.settle();
    }
}
