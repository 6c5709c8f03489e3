package dev.faultline.app.ui.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.k8s.capture.CaptureProgram;
import dev.faultline.app.k8s.capture.CaptureSettingsText;
import dev.faultline.app.k8s.targets.PodTarget;
import dev.faultline.app.k8s.targets.Target;
import dev.faultline.app.k8s.targets.TargetKind;
import dev.faultline.app.k8s.targets.TargetQuery;
import dev.faultline.app.k8s.targets.TargetSelection;
import dev.faultline.app.k8s.targets.TargetSnapshot;
import dev.faultline.app.k8s.targets.WatchState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PickerViewModelTest {
    private final PickerFixture fixture = new PickerFixture();

    @Test
    void modelGroupsThePodsOfTheNamespaceByWorkload() {
        PickerViewModel model = fixture.shop();

        assertThat(model.rows()).extracting(TargetRow::name).containsExactly("cart", "cart-1", "cart-2");
        assertThat(fixture.row("cart").ready()).isEqualTo("2/2");
        assertThat(fixture.row("cart-1").node()).isEqualTo("worker-1");
        assertThat(model.link().stateProperty().get()).isEqualTo(new LinkState.Connected(""));
    }

    @Test
    void modelDoesNotOfferThePodsThatCapture() {
        PickerViewModel model = fixture.shop();

        List<Target> more = new ArrayList<>(FakeClusters.shop());
        Map<String, String> capturer = Map.of(TargetSelection.CAPTURER_LABEL, TargetSelection.CAPTURER);
        more.add(FakeClusters.pod("shop", "faultline-1", capturer, "worker-3", "172.18.0.2", null));
        fixture.clusters.has(more);
        fixture.settle();

        assertThat(model.rows()).extracting(TargetRow::name).containsExactly("cart", "cart-1", "cart-2");
        assertThat(model.namespaces().rows())
                .filteredOn(row -> row.name().equals("shop"))
                .extracting(NamespaceRow::pods)
                .containsExactly(2L);
    }

    @Test
    void modelHidesThePodsOfAFoldedWorkload() {
        PickerViewModel model = fixture.shop();

        model.fold(fixture.row("cart"));
        fixture.settle();

        assertThat(model.rows()).extracting(TargetRow::name).containsExactly("cart");
    }

    @Test
    void modelFollowsAWorkloadThatIsTickedAsPodsCome() {
        PickerViewModel model = fixture.shop();
        fixture.toggle("cart");

        List<Target> more = new ArrayList<>(FakeClusters.shop());
        more.add(FakeClusters.pod("shop", "cart-3", "worker-3", "10.0.3.1", FakeClusters.CART));
        fixture.clusters.has(more);
        fixture.settle();

        assertThat(fixture.row("cart").followed()).isTrue();
        assertThat(fixture.row("cart-3").check()).isEqualTo(Check.ALL);
        assertThat(model.plan().titleProperty().get()).isEqualTo("3 pods on 3 nodes");
    }

    @Test
    void modelLeavesTheOtherPodsWhenOneIsTakenOutOfAWorkload() {
        fixture.shop();
        fixture.toggle("cart");
        fixture.toggle("cart-1");

        assertThat(fixture.row("cart-1").check()).isEqualTo(Check.NONE);
        assertThat(fixture.row("cart-2").check()).isEqualTo(Check.ALL);
        assertThat(fixture.row("cart").check()).isEqualTo(Check.SOME);
        assertThat(fixture.row("cart").followed()).isFalse();
    }

    @Test
    void modelCapturesClientsOfAServiceOnAllNodes() {
        PickerViewModel model = fixture.shop();
        model.tabProperty().set(PickerTab.SERVICES);
        fixture.settle();

        model.toggleBothEnds(fixture.row("cart"));
        fixture.settle();

        assertThat(fixture.row("cart").bothEnds()).isEqualTo(Check.ALL);
        assertThat(model.anyChosenProperty().get()).isTrue();
    }

    @Test
    void modelSaysWhatIsWrongWithASearchAndKeepsItsLines() {
        PickerViewModel model = fixture.shop();

        model.search().textProperty().set("/[/");
        fixture.settle();

        assertThat(model.search().problemProperty().get()).startsWith("No regular expression");
        assertThat(model.rows()).hasSize(3);
    }

    @Test
    void modelTakesAllThatASearchFindsAlsoLater() {
        PickerViewModel model = fixture.shop();
        model.search().textProperty().set("cart-2");
        fixture.settle();

        model.chooseFound();
        fixture.settle();

        assertThat(model.plan().titleProperty().get()).isEqualTo("1 pod on 1 node");
    }

    @Test
    void modelRemembersTheNamespacesOfAContext() {
        PickerViewModel model = fixture.shop();
        model.namespaces().toggle("pay");
        fixture.settle();
        assertThat(model.rows()).extracting(TargetRow::name).contains("ledger", "cart-1");

        model.open(FakeClusters.STAGING);
        fixture.settle();
        model.open(FakeClusters.PROD);
        fixture.settle();

        assertThat(model.namespaces().rows())
                .filteredOn(NamespaceRow::chosen)
                .extracting(NamespaceRow::name)
                .containsExactly("pay", "shop");
        assertThat(fixture.clusters.closed).contains(FakeClusters.PROD);
    }

    @Test
    void modelStartsWhatThePlanSays() {
        PickerViewModel model = fixture.shop();
        assertThat(model.plan().canStartProperty().get()).isFalse();
        assertThat(model.plan().obstacleProperty().get()).isEqualTo("Choose what to capture first.");

        fixture.toggle("cart-1");
        assertThat(model.plan().canStartProperty().get()).isTrue();
        model.plan().start();

        assertThat(fixture.started).hasSize(1);
        assertThat(fixture.started.getFirst().now().pods())
                .extracting(PodTarget::name)
                .containsExactly("cart-1");
    }

    @Test
    void modelSaysWhyACaptureCannotStart() {
        fixture.clusters.obstacles = List.of("You lack rights: create jobs.batch in shop.");
        PickerViewModel model = fixture.shop();
        fixture.toggle("cart-1");

        assertThat(model.plan().canStartProperty().get()).isFalse();
        assertThat(model.plan().obstacleProperty().get()).contains("You lack rights");
        model.plan().start();
        assertThat(fixture.started).isEmpty();
    }

    @Test
    void modelAsksTheClusterOnceWhileNothingOfTheChoiceChanges() {
        fixture.shop();
        fixture.toggle("cart-1");
        int asked = fixture.clusters.planned.size();

        fixture.clusters.has(FakeClusters.shop());
        fixture.settle();

        assertThat(fixture.clusters.planned).hasSize(asked);
    }

    @Test
    void modelSaysWhyAClusterCannotBeReached() {
        fixture.clusters.answer = new Reachability.Unreachable(
                Reachability.Reason.TLS_EXPIRED, "prod:6443", "NotAfter: yesterday", Duration.ZERO);
        fixture.contexts.start();
        fixture.settle();
        fixture.model.open(FakeClusters.PROD);
        fixture.settle();

        assertThat(fixture.model.link().stateProperty().get())
                .isInstanceOfSatisfying(
                        LinkState.Failed.class,
                        failed -> assertThat(failed.why().reason()).isEqualTo(Reachability.Reason.TLS_EXPIRED));
    }

    @Test
    void whatTheProbeKnowsComesBeforeAWatchThatNeverBegan() {
        fixture.clusters.answer = new Reachability.Unreachable(
                Reachability.Reason.REFUSED, "prod:6443", "Connection refused", Duration.ZERO);
        fixture.contexts.start();
        fixture.settle();
        fixture.model.open(FakeClusters.PROD);
        System.gc(); // listeners must not hang on what nobody holds
        fixture.settle();
        fixture.clusters.tell(new TargetSnapshot(
                List.of(), Map.of(TargetKind.POD, new WatchState.Stale(Instant.EPOCH, "connection was cut"))));
        fixture.settle();

        assertThat(fixture.model.link().stateProperty().get()).isInstanceOf(LinkState.Failed.class);
    }

    @Test
    void modelConnectsOnRetry() {
        fixture.clusters.answer =
                new Reachability.Unreachable(Reachability.Reason.TIMEOUT, "prod:6443", "", Duration.ZERO);
        fixture.contexts.start();
        fixture.settle();
        fixture.model.open(FakeClusters.PROD);
        fixture.settle();

        fixture.clusters.answer = new Reachability.Reachable("v1.36.2", Duration.ZERO);
        fixture.model.retry();
        fixture.settle();
        fixture.clusters.has(FakeClusters.shop());
        fixture.settle();

        assertThat(fixture.model.rows()).hasSize(3);
    }

    @Test
    void clusterThatIsHeardIsNotCalledUnreachable() {
        fixture.shop();
        fixture.contexts.noticed(
                FakeClusters.PROD,
                new Reachability.Unreachable(Reachability.Reason.TIMEOUT, "prod:6443", "", Duration.ZERO));

        fixture.clusters.has(FakeClusters.shop());
        fixture.settle();

        assertThat(fixture.contexts.row(FakeClusters.PROD))
                .isNotNull()
                .extracting(ContextRow::isUnreachable)
                .isEqualTo(false);
    }

    @Test
    void modelSaysThatPodsMayNotBeListed() {
        PickerViewModel model = fixture.shop();
        fixture.clusters.tell(
                new TargetSnapshot(List.of(), Map.of(TargetKind.POD, new WatchState.Forbidden(List.of("shop")))));
        fixture.settle();

        assertThat(model.link().stateProperty().get())
                .isInstanceOfSatisfying(
                        LinkState.Connected.class,
                        state -> assertThat(state.watch()).contains("You may not list pods", "shop"));
    }

    @Test
    void linesOfTwoThousandPodsAreMadeInATenthOfASecond() {
        List<Target> many = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            many.add(FakeClusters.pod(
                    "shop", "cart-" + i, "worker-" + i % 50, "10.1." + i / 250 + "." + i % 250, FakeClusters.CART));
        }
        TargetSnapshot all = new TargetSnapshot(many, Map.of());
        TargetChoices choices = TargetChoices.NONE.toggle(
                FakeClusters.CART, TargetChoices.NONE.selection().resolve(all), all);
        TargetRows.Question question = new TargetRows.Question(
                all,
                Set.of("shop"),
                TargetQuery.ALL,
                PickerTab.PODS,
                Set.of(),
                choices,
                choices.selection().resolve(all),
                Instant.EPOCH);
        assertThat(TargetRows.of(question)).hasSize(2_001);

        long begin = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            TargetRows.of(question);
        }
        assertThat(Duration.ofNanos((System.nanoTime() - begin) / 10)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void settingsAreKeptForEachContext() {
        PickerViewModel model = fixture.shop();
        CaptureSettingsText chosen = new CaptureSettingsText(
                "registry/tools", "secret", "kube-system", "gpu", CaptureProgram.TCPDUMP, "", "registry/base");
        var options = model.plan().optionsProperty();
        options.set(options.get().withSettings(chosen));

        model.open(FakeClusters.STAGING);
        fixture.settle();
        assertThat(options.get().settings()).isEqualTo(CaptureSettingsText.USUAL);

        model.open(FakeClusters.PROD);
        fixture.settle();
        assertThat(options.get().settings()).isEqualTo(chosen);
    }

    @Test
    void whatIsNoTaintIsToldBeforeTheClusterIsAsked() {
        PickerViewModel model = fixture.shop();
        fixture.toggle("cart-1");
        var options = model.plan().optionsProperty();
        options.set(options.get().withSettings(CaptureSettingsText.USUAL.withTolerations("gpu, what is this")));
        fixture.settle();

        assertThat(model.plan().canStartProperty().get()).isFalse();
        assertThat(model.plan().obstacleProperty().get()).contains("what is this");
    }
}
