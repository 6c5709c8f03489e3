package dev.faultline.app.ui.cluster;

import dev.faultline.app.settings.Settings;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.Later;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The picker with clusters of a test, without a toolkit.
final class PickerFixture {
    final FakeClusters clusters = new FakeClusters();
    final Later background = new Later();
    final Settings settings = new Settings(Map.of(), () -> {});
    final ContextMemory memory = new ContextMemory(settings);
    final List<CaptureRequest> started = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    final TaskRunner tasks = new TaskRunner(background, Runnable::run, errors::add);
    final ContextsViewModel contexts = new ContextsViewModel(tasks, clusters, memory, Runnable::run);
    final PickerViewModel model = new PickerViewModel(
            new PickerViewModel.Services(
                    tasks, clusters, memory, Runnable::run, this::later, Clock.systemUTC(), started::add),
            contexts);

    /// What is to be done soon is done with the background work; what is to be done in a while, never.
    private Runnable later(Duration time, Runnable action) {
        if (time.toSeconds() < 2) {
            background.execute(action);
        }
        return () -> {};
    }

    void settle() {
        while (background.runAll()) {
            // what ran may have asked for more
        }
        if (!errors.isEmpty()) {
            throw new AssertionError(errors.getFirst());
        }
    }

    /// Opens the shop.
    PickerViewModel shop() {
        contexts.start();
        settle();
        model.open(FakeClusters.PROD);
        settle();
        clusters.has(FakeClusters.shop());
        settle();
        return model;
    }

    TargetRow row(String name) {
        return model.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void toggle(String name) {
        model.toggle(row(name));
        settle();
    }
}
