package dev.faultline.app.k8s.targets;

import dev.faultline.app.store.SessionEvent;
import dev.faultline.app.store.SessionEvent.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Tells what happens to pods: that they start, restart, get into trouble, are gone. Of what was there when it
/// began to look, and of what captures itself, nothing is told.
public final class PodEvents implements AutoCloseable {
    private static final String RUNNING = "Running";
    private static final String COMPLETED = "Completed";

    private final Predicate<PodTarget> wanted;
    private final Consumer<SessionEvent> sink;
    private final InstantSource clock;
    private final Runnable stop;
    private @Nullable Map<String, PodTarget> before;

    /// Tells from now on, until closed.
    ///
    /// @param wanted which pods matter
    /// @param clock taken for that of the packets
    public PodEvents(Targets targets, Predicate<PodTarget> wanted, Consumer<SessionEvent> sink, InstantSource clock) {
        this.wanted = wanted;
        this.sink = sink;
        this.clock = clock;
        stop = targets.listen(this::accept);
    }

    /// Called by one thread at a time.
    private void accept(TargetSnapshot all) {
        if (!(all.state(TargetKind.POD) instanceof WatchState.Connected)) {
            // What is not listed now is not gone.
            return;
        }
        Map<String, PodTarget> now = new HashMap<>();
        all.pods().stream().filter(pod -> !pod.isCapturer()).filter(wanted).forEach(pod -> now.put(pod.uid(), pod));
        Map<String, PodTarget> known = before;
        before = now;
        if (known == null) {
            return;
        }
        Instant instant = clock.instant();
        long time = TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
        now.forEach((uid, pod) -> compare(known.get(uid), pod, time));
        known.forEach((uid, pod) -> {
            if (!now.containsKey(uid)) {
                tell(Kind.POD_GONE, pod, "", -1, time);
            }
        });
    }

    private void compare(@Nullable PodTarget last, PodTarget pod, long time) {
        boolean ran = last != null && last.phase() == PodTarget.Phase.RUNNING;
        if (last != null && pod.restarts() > last.restarts()) {
            String why = last.status().equals(RUNNING) ? pod.status() : last.status();
            tell(Kind.POD_RESTARTED, pod, why.equals(RUNNING) ? "" : why, pod.restarts(), time);
        } else if (!ran && pod.phase() == PodTarget.Phase.RUNNING) {
            tell(Kind.POD_STARTED, pod, "", -1, time);
        } else if (last != null && isTrouble(last, pod)) {
            tell(Kind.POD_TROUBLE, pod, pod.status(), -1, time);
        }
    }

    private static boolean isTrouble(PodTarget last, PodTarget pod) {
        boolean other = !pod.status().equals(last.status());
        return other
                && !pod.status().equals(RUNNING)
                && !pod.status().equals(COMPLETED)
                && last.phase() == PodTarget.Phase.RUNNING;
    }

    private void tell(Kind kind, PodTarget pod, String detail, long count, long time) {
        sink.accept(new SessionEvent(kind, time, time, pod.namespace() + "/" + pod.name(), detail, count));
    }

    /// Tells nothing more.
    @Override
    public void close() {
        stop.run();
    }
}
