package dev.faultline.app.k8s.targets;

import java.util.function.Consumer;

/// Follows a selection: tells what it means now, and again whenever that changes, as when a Deployment gets
/// another pod. A list that has not come whole yet means nothing.
public final class SelectionFollower implements AutoCloseable {
    private final TargetSelection selection;
    private final Consumer<ResolvedTargets> listener;
    private final Runnable stop;
    private ResolvedTargets last = ResolvedTargets.NOTHING;
    private boolean told;

    /// Starts to follow.
    ///
    /// @param listener told as listeners of [Targets#listen] are; soon for the first time, even of nothing
    public SelectionFollower(Targets targets, TargetSelection selection, Consumer<ResolvedTargets> listener) {
        this.selection = selection;
        this.listener = listener;
        stop = targets.listen(this::accept);
    }

    private synchronized void accept(TargetSnapshot snapshot) {
        if (!snapshot.isListed()) {
            return;
        }
        ResolvedTargets now = selection.resolve(snapshot);
        if (told && now.isSameAs(last)) {
            return;
        }
        told = true;
        last = now;
        listener.accept(now);
    }

    /// Tells nothing more.
    @Override
    public void close() {
        stop.run();
    }
}
