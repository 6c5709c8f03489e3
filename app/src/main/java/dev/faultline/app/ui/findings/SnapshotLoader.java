package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingView;
import dev.faultline.app.store.StoreException;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks into the store again whenever something else is wanted or the store has changed: one look at a time, and
/// while a capture is being read not more often than the eye can follow. FX thread only.
final class SnapshotLoader {
    private static final Duration REST = Duration.ofMillis(250);

    private final TaskRunner tasks;
    private final Delay delay;
    private final SnapshotReader reader;
    private final Client client;
    private @Nullable FindingView view;
    private Runnable cancelRefresh = () -> {};
    private boolean loading;
    private boolean resting;
    private boolean stale;

    /// For whom it looks.
    interface Client {
        /// What is wanted now; null for nothing.
        Snapshot.@Nullable Wish wish();

        /// The rows that matter now.
        Set<RowKey> keys();

        /// Shows what was found. The view in it is closed when it is replaced.
        void install(Snapshot snapshot);

        /// The store cannot be read.
        void failed(StoreException problem);
    }

    SnapshotLoader(TaskRunner tasks, Delay delay, SnapshotReader reader, Client client) {
        this.tasks = tasks;
        this.delay = delay;
        this.reader = reader;
        this.client = client;
    }

    /// The rows installed last; null for none.
    @Nullable
    FindingView view() {
        return view;
    }

    /// Forgets what was installed.
    void clear() {
        replace(null);
    }

    /// Something else is wanted.
    void refresh() {
        if (loading) {
            stale = true;
        } else {
            load();
        }
    }

    /// Something else is wanted that changes many times in a row, such as the width of the window.
    void refreshSoon() {
        cancelRefresh.run();
        cancelRefresh = delay.after(REST, this::refresh);
    }

    /// The store has other findings.
    void storeChanged() {
        stale = true;
        if (!loading && !resting) {
            load();
        }
    }

    private void load() {
        Snapshot.Wish wish = client.wish();
        if (wish == null) {
            return;
        }
        FindingView sorted = isOnlyOrder(wish) ? view : null;
        stale = false;
        loading = true;
        tasks.call(() -> reader.read(wish, sorted))
                .onSuccess(this::loaded)
                .onFailure(StoreException.class, this::failed)
                .start();
    }

    /// Whether the rows shown would do in another order.
    private boolean isOnlyOrder(Snapshot.Wish wish) {
        FindingView shown = view;
        return !stale
                && shown != null
                && !shown.query().sort().equals(wish.query().sort())
                && shown.query().equals(wish.query().withSort(shown.query().sort()));
    }

    private void loaded(Snapshot snapshot) {
        loading = false;
        Snapshot.Wish wanted = client.wish();
        if (wanted == null || !wanted.query().equals(snapshot.wish().query())) {
            retire(snapshot.view());
            load();
            return;
        }
        Set<RowKey> missing = client.keys();
        missing.removeAll(snapshot.wish().wanted());
        if (missing.isEmpty()) {
            replace(snapshot.view());
            client.install(snapshot);
            restIfStale();
        } else {
            find(snapshot, missing);
        }
    }

    /// The user has selected or scrolled while the snapshot was taken: looks for those rows too.
    private void find(Snapshot snapshot, Set<RowKey> missing) {
        loading = true;
        tasks.call(() -> reader.find(snapshot, missing))
                .onSuccess(this::loaded)
                .onFailure(StoreException.class, problem -> {
                    retire(snapshot.view());
                    failed(problem);
                })
                .start();
    }

    private void failed(StoreException problem) {
        loading = false;
        client.failed(problem);
    }

    private void restIfStale() {
        if (stale) {
            resting = true;
            delay.after(REST, () -> {
                resting = false;
                if (stale && !loading) {
                    load();
                }
            });
        }
    }

    private void replace(@Nullable FindingView now) {
        FindingView before = view;
        view = now;
        if (before != null) {
            retire(before);
        }
    }

    private void retire(FindingView old) {
        tasks.run(old::close).start();
    }
}
