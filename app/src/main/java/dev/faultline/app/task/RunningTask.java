package dev.faultline.app.task;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// A task at work. Its properties change on the user interface's thread.
public final class RunningTask<T> implements TaskHandle {
    private final TaskPlan<T> plan;
    private final Executor ui;
    private final Consumer<Throwable> unexpected;
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(-1);
    private final ReadOnlyStringWrapper message = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper done = new ReadOnlyBooleanWrapper();
    private final AtomicReference<@Nullable Step> pending = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private volatile @Nullable Future<?> future;

    RunningTask(TaskPlan<T> plan, Executor ui, Consumer<Throwable> unexpected) {
        this.plan = plan;
        this.ui = ui;
        this.unexpected = unexpected;
    }

    /// The name under which it is listed, or empty.
    public String title() {
        return plan.title();
    }

    /// From 0 to 1, or below 0 when nobody knows.
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// A few words on how far it is.
    public ReadOnlyStringProperty messageProperty() {
        return message.getReadOnlyProperty();
    }

    /// Whether it has ended, in whatever way.
    public ReadOnlyBooleanProperty doneProperty() {
        return done.getReadOnlyProperty();
    }

    /// Asks the work to stop, and interrupts what it waits for.
    public void cancel() {
        cancelled.set(true);
        Future<?> running = future;
        if (running != null) {
            running.cancel(true);
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled.get();
    }

    @Override
    public void progress(double share, String words) {
        if (pending.getAndSet(new Step(share, words)) == null) {
            ui.execute(() -> {
                Step step = pending.getAndSet(null);
                if (step != null) {
                    progress.set(step.share);
                    message.set(step.words);
                }
            });
        }
    }

    void whenDone(Runnable action) {
        done.addListener((observed, before, now) -> action.run());
    }

    void attach(Future<?> running) {
        future = running;
    }

    /// Runs on the background thread.
    void work() {
        try {
            T result = plan.work().run(this);
            finish(() -> plan.succeed(result));
        } catch (CancellationException | InterruptedException e) {
            finish(plan::cancelled);
        } catch (Throwable e) {
            finish(() -> failed(e));
        }
    }

    private void failed(Throwable error) {
        if (cancelled.get()) {
            plan.cancelled();
        } else if (!plan.fail(error)) {
            unexpected.accept(error);
        }
    }

    private void finish(Runnable outcome) {
        ui.execute(() -> {
            done.set(true);
            plan.end();
            outcome.run();
        });
    }

    private record Step(double share, String words) {}
}
