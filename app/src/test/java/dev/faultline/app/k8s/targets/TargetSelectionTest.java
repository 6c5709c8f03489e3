package dev.faultline.app.k8s.targets;

import static dev.faultline.app.k8s.targets.TargetFixture.CART;
import static dev.faultline.app.k8s.targets.TargetFixture.CART_SERVICE;
import static dev.faultline.app.k8s.targets.TargetFixture.ips;
import static dev.faultline.app.k8s.targets.TargetFixture.node;
import static dev.faultline.app.k8s.targets.TargetFixture.pod;
import static dev.faultline.app.k8s.targets.TargetFixture.service;
import static dev.faultline.app.k8s.targets.TargetFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.targets.PodTarget.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TargetSelectionTest {
    private static final PodTarget FIRST = pod("shop", "cart-1", "n1", "10.0.0.1", CART);
    private static final PodTarget SECOND = pod("shop", "cart-2", "n2", "10.0.0.2", CART);
    private static final PodTarget OTHER = pod("shop", "db-0", "n2", "10.0.0.3", null);
    private static final NodeTarget N1 = node("n1", "192.168.0.1");
    private static final NodeTarget N2 = node("n2", "192.168.0.2");
    private static final NodeTarget N3 = node("n3", "192.168.0.3");

    @Test
    void deploymentIsItsPodsAndTheirNodesWithTheirAddresses() {
        ResolvedTargets resolved = TargetSelection.of(CART).resolve(snapshot(FIRST, SECOND, OTHER, N1, N2, N3));
        assertThat(resolved.pods()).containsExactly(FIRST, SECOND);
        assertThat(resolved.nodes())
                .containsEntry("n1", ips("10.0.0.1"))
                .containsEntry("n2", ips("10.0.0.2"))
                .hasSize(2);
        assertThat(resolved.clientsAnywhere()).isFalse();
    }

    @Test
    void podThatIsOverOrHasNoAddressIsLeftOut() {
        PodTarget over = pod("shop", "cart-3", "n1", "10.0.0.4", CART, Phase.SUCCEEDED, false);
        assertThat(TargetSelection.of(CART).resolve(snapshot(over)).isEmpty()).isTrue();
    }

    @Test
    void nodeIsAllItsPackets() {
        ResolvedTargets resolved = TargetSelection.of(N2.ref(), SECOND.ref()).resolve(snapshot(SECOND, OTHER, N1, N2));
        assertThat(resolved.nodes()).containsEntry("n2", Set.of()).hasSize(1);
    }

    @Test
    void bothEndsOfAServiceAreItsAddressesOnAllNodes() {
        TargetSelection selection = new TargetSelection(List.of(new TargetChoice.BothEnds(CART_SERVICE)));
        ResolvedTargets resolved =
                selection.resolve(snapshot(FIRST, SECOND, service("10.96.0.9", FIRST, SECOND), N1, N2, N3));
        assertThat(resolved.pods()).containsExactly(FIRST, SECOND);
        assertThat(resolved.nodes().keySet()).containsExactlyInAnyOrder("n1", "n2", "n3");
        assertThat(resolved.nodes()).containsEntry("n3", ips("10.96.0.9", "10.0.0.1", "10.0.0.2"));
        assertThat(resolved.clientsAnywhere()).isTrue();
    }

    @Test
    void labelsChoosePodsOfOneNamespace() throws TargetQueryException {
        PodTarget elsewhere = pod("test", "cart-9", "n1", "10.0.0.9", null);
        TargetSelection selection =
                new TargetSelection(List.of(new TargetChoice.Labelled("shop", LabelSelector.parse("app=cart"))));
        assertThat(selection.resolve(snapshot(FIRST, OTHER, elsewhere)).pods()).containsExactly(FIRST);
    }

    /// Targets that a test changes.
    private static final class FakeTargets implements Targets {
        private TargetSnapshot now = TargetFixture.snapshot();
        private final List<Consumer<TargetSnapshot>> listeners = new ArrayList<>();

        void become(Target... targets) {
            become(TargetFixture.snapshot(targets));
        }

        void become(TargetSnapshot snapshot) {
            now = snapshot;
            List.copyOf(listeners).forEach(listener -> listener.accept(now));
        }

        @Override
        public TargetSnapshot snapshot() {
            return now;
        }

        @Override
        public Runnable listen(Consumer<TargetSnapshot> listener) {
            listeners.add(listener);
            listener.accept(now);
            return () -> listeners.remove(listener);
        }
    }

    @Test
    void followerTellsWhenPodsComeAndGoAndOnlyThen() {
        FakeTargets targets = new FakeTargets();
        List<List<PodTarget>> told = new ArrayList<>();
        try (SelectionFollower follower =
                new SelectionFollower(targets, TargetSelection.of(CART), now -> told.add(now.pods()))) {
            targets.become(FIRST);
            targets.become(FIRST, OTHER);
            targets.become(FIRST, SECOND, OTHER);
            targets.become(SECOND);
            assertThat(follower).isNotNull();
        }
        targets.become(FIRST);
        assertThat(told).containsExactly(List.of(), List.of(FIRST), List.of(FIRST, SECOND), List.of(SECOND));
    }

    @Test
    void followerWaitsForListsThatHaveNotCome() {
        FakeTargets targets = new FakeTargets();
        List<List<PodTarget>> told = new ArrayList<>();
        try (SelectionFollower follower =
                new SelectionFollower(targets, TargetSelection.of(CART), now -> told.add(now.pods()))) {
            targets.become(new TargetSnapshot(List.of(FIRST), Map.of(TargetKind.POD, new WatchState.Listing())));
            targets.become(FIRST, SECOND);
            assertThat(follower).isNotNull();
        }
        assertThat(told).containsExactly(List.of(), List.of(FIRST, SECOND));
    }
}
