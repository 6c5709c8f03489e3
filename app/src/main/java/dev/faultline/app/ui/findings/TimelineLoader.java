package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingView;
import dev.faultline.app.store.StoreException;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.timeline.TimelineViewModel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Counts bars and traffic again while the user zooms and pans and while a capture goes on: one count at a
/// time, of what is shown by then; and looks up what happened. FX thread only.
final class TimelineLoader {
    private final TaskRunner tasks;
    private final SnapshotReader reader;
    private final Supplier<@Nullable FindingView> view;
    private final Supplier<Snapshot.@Nullable Wish> wish;
    private final TimelineViewModel timeline;
    private boolean loading;
    private boolean stale;

    /// @param view the rows shown now
    /// @param wish what is wanted now
    TimelineLoader(
            TaskRunner tasks,
            SnapshotReader reader,
            Supplier<@Nullable FindingView> view,
            Supplier<Snapshot.@Nullable Wish> wish,
            TimelineViewModel timeline) {
        this.tasks = tasks;
        this.reader = reader;
        this.view = view;
        this.wish = wish;
        this.timeline = timeline;
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
                    .onSuccess(timeline::show)
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

    /// More may have happened in a session.
    void refreshMarks(long session) {
        tasks.call(() -> reader.marks(session))
                .onSuccess(found -> {
                    Snapshot.Wish wanted = wish.get();
                    if (wanted != null && wanted.query().session() == session) {
                        timeline.mark(found);
                    }
                })
                .onFailure(StoreException.class, problem -> {}) // the rows tell it
                .start();
    }
}
