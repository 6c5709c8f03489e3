package dev.faultline.app.k8s.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.targets.PodTarget.Phase;
import dev.faultline.app.store.SessionEvent;
import dev.faultline.app.store.SessionEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PodEventsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T18:00:00Z");
    private static final long NANOS = Duration.between(Instant.EPOCH, NOW).toNanos();

    private final List<SessionEvent> told = new ArrayList<>();
    private final ByHand targets = new ByHand();

    /// Tells what it is told to.
    private static final class ByHand implements Targets {
        private Consumer<TargetSnapshot> listener = all -> {};

        @Override
        public TargetSnapshot snapshot() {
            return TargetSnapshot.EMPTY;
        }

        @Override
        public Runnable listen(Consumer<TargetSnapshot> told) {
            listener = told;
            return () -> listener = all -> {};
        }

        void has(WatchState state, PodTarget... pods) {
            listener.accept(new TargetSnapshot(List.of(pods), Map.of(TargetKind.POD, state)));
        }

        void has(PodTarget... pods) {
            has(new WatchState.Connected(List.of()), pods);
        }
    }

    private static PodTarget pod(String name, Phase phase, String status, int restarts) {
        PodTarget pod = TargetFixture.pod("shop", name, "n1", "10.0.0.1", null, phase, false);
        return new PodTarget(
                pod.ref(),
                pod.uid(),
                pod.labels(),
                pod.node(),
                pod.ips(),
                false,
                phase,
                status,
                true,
                1,
                restarts,
                pod.containers(),
                null,
                10,
                20);
    }

    private static PodTarget running(String name, int restarts) {
        return pod(name, Phase.RUNNING, "Running", restarts);
    }

    private static SessionEvent event(Kind kind, String pod, String detail, long count) {
        return new SessionEvent(kind, NANOS, NANOS, "shop/" + pod, detail, count);
    }

    @Test
    void podThatIsKilledIsInTroubleThenRestarts() {
        try (PodEvents _ = new PodEvents(targets, pod -> true, told::add, () -> NOW)) {
            targets.has(running("cart-1", 2));
            targets.has(pod("cart-1", Phase.RUNNING, "OOMKilled", 2));
            targets.has(running("cart-1", 3));
        }

        assertThat(told)
                .containsExactly(
                        event(Kind.POD_TROUBLE, "cart-1", "OOMKilled", -1),
                        event(Kind.POD_RESTARTED, "cart-1", "OOMKilled", 3));
    }

    @Test
    void podsComeAndGo() {
        try (PodEvents _ = new PodEvents(targets, pod -> true, told::add, () -> NOW)) {
            targets.has(running("cart-1", 0));
            targets.has(running("cart-1", 0), pod("cart-2", Phase.PENDING, "ContainerCreating", 0));
            targets.has(running("cart-1", 0), running("cart-2", 0));
            targets.has(running("cart-2", 0));
        }

        assertThat(told)
                .containsExactly(event(Kind.POD_STARTED, "cart-2", "", -1), event(Kind.POD_GONE, "cart-1", "", -1));
    }

    @Test
    void serverThatDoesNotAnswerHasLostNoPod() {
        try (PodEvents _ = new PodEvents(targets, pod -> true, told::add, () -> NOW)) {
            targets.has(running("cart-1", 0));
            targets.has(new WatchState.Stale(NOW, "refused"));
            targets.has(new WatchState.Listing());
            targets.has(running("cart-1", 0));
        }

        assertThat(told).isEmpty();
    }

    @Test
    void podsThatDoNotMatterAreNotTold() {
        try (PodEvents _ = new PodEvents(targets, pod -> false, told::add, () -> NOW)) {
            targets.has(running("cart-1", 0));
            targets.has(running("cart-1", 1));
        }

        assertThat(told).isEmpty();
    }
}
