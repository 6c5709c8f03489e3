package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingView;
import dev.faultline.app.store.StoreException;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.timeline.TimelineBars;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Counts the bars again while the user zooms and pans: one count at a time, of what is shown by then. FX
/// thread only.
final class BarsLoader {
    private final TaskRunner tasks;
    private final SnapshotReader reader;
    private final Supplier<@Nullable FindingView> view;
    private final Supplier<Snapshot.@Nullable Wish> wish;
    private final Consumer<TimelineBars> show;
    private boolean loading;
    private boolean stale;

    /// @param view the rows shown now
    /// @param wish what is wanted now
    BarsLoader(
            TaskRunner tasks,
            SnapshotReader reader,
            Supplier<@Nullable FindingView> view,
            Supplier<Snapshot.@Nullable Wish> wish,
            Consumer<TimelineBars> show) {
        this.tasks = tasks;
        this.reader = reader;
        this.view = view;
        this.wish = wish;
        this.show = show;
    }

    /// Something else is shown.
    void refresh() {
        FindingView of = view.get();
        Snapshot.Wish wanted = wish.get();
        if (loading) {
            stale = true;
        } else if (of != null && wanted != null) {
            loading = true;
            stale = false;
            tasks.call(() -> reader.bars(of, wanted))
                    .onEnd(this::ended)
                    .onSuccess(show)
                    .onFailure(StoreException.class, problem -> {}) // the rows tell it
                    .onFailure(IllegalStateException.class, closed -> {}) // newer rows bring their own bars
                    .start();
        }
    }

    private void ended() {
        loading = false;
        if (stale) {
            refresh();
        }
    }
}
