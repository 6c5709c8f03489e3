package dev.faultline.app.ui.findings;

import dev.faultline.app.settings.Settings;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.Later;
import dev.faultline.app.ui.filter.FilterMemory;
import dev.faultline.app.ui.filter.FilterViewModel;
import dev.faultline.engine.finding.Explainer;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import javafx.beans.property.SimpleObjectProperty;

/// A view-model on a store of its own, with no threads: what would run in the background runs when the test
/// says so.
final class ModelFixture implements AutoCloseable {
    final FindingStore store;
    final FindingsViewModel model;
    final FilterViewModel filter;
    final ManualDelay delay = new ManualDelay();
    final Later background = new Later();
    final TaskRunner tasks;

    ModelFixture() {
        Explainer explainer = new Explainer();
        store = FindingStore.temporary(finding -> explainer.explain(finding).title(), Clock.systemUTC());
        tasks = new TaskRunner(background, Runnable::run, error -> {
            throw new AssertionError(error);
        });
        filter = new FilterViewModel(tasks, delay, new SimpleObjectProperty<>(FilterMemory.EMPTY));
        model = new FindingsViewModel(
                new FindingsViewModel.Parts(
                        store,
                        tasks,
                        background,
                        Runnable::run,
                        delay,
                        new Settings(Map.of(), () -> {}),
                        ZoneOffset.UTC),
                filter);
    }

    /// Shows a finished session of these findings.
    StoredFeed show(List<dev.faultline.engine.finding.Finding> findings) {
        StoredFeed feed = new StoredFeed(store, 8_133);
        feed.add(findings);
        feed.finish();
        model.show(feed);
        settle();
        return feed;
    }

    /// Runs all that waits, with what comes of it, and loads the rows that can be seen.
    void settle() {
        do {
            background.runAll();
            for (int i = 0; i < Math.min(60, model.rows().size()); i++) {
                model.rows().get(i);
            }
        } while (background.runAll());
    }

    /// What the first rows are.
    List<String> titles() {
        return model.rows().stream().limit(60).map(RowItem::title).toList();
    }

    @Override
    public void close() {
        model.clear();
        settle();
        store.close();
    }

    /// Lets time pass when asked to.
    static final class ManualDelay implements Delay {
        private final Queue<Runnable> waiting = new ArrayDeque<>();

        @Override
        public Runnable after(Duration time, Runnable action) {
            waiting.add(action);
            return () -> waiting.remove(action);
        }

        void pass() {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        }
    }
}
