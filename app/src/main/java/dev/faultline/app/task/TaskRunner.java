package dev.faultline.app.task;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Runs work in the background and brings its outcome to the user interface's thread.
///
///     tasks.call(() -> store.recent()).onSuccess(this::show).onFailure(IOException.class, this::explain).start();
///
/// A failure that nothing was said about goes to `unexpected`, the one door for errors.
public final class TaskRunner {
    private final ExecutorService background;
    private final Executor ui;
    private final Consumer<Throwable> unexpected;
    private final ObservableList<RunningTask<?>> shown = FXCollections.observableArrayList();
    private final ObservableList<RunningTask<?>> shownReadOnly = FXCollections.unmodifiableObservableList(shown);

    /// @param background where the work runs
    /// @param ui the thread of the user interface, usually `Platform::runLater`
    /// @param unexpected hears, on the user interface's thread, of failures that a task has no answer for
    public TaskRunner(ExecutorService background, Executor ui, Consumer<Throwable> unexpected) {
        this.background = background;
        this.ui = ui;
        this.unexpected = unexpected;
    }

    /// Work with a result. Nothing happens before [TaskPlan#start()].
    public <T> TaskPlan<T> call(Callable<T> work) {
        return new TaskPlan<>(this, handle -> work.call());
    }

    /// Work without a result; it hands on `true`.
    public TaskPlan<Boolean> run(Work work) {
        return new TaskPlan<>(this, handle -> {
            work.run();
            return true;
        });
    }

    /// Work that tells how far it is and looks whether it should stop.
    public <T> TaskPlan<T> track(TrackedWork<T> work) {
        return new TaskPlan<>(this, work);
    }

    /// The titled tasks that run now, for a list of them. Changes on the user interface's thread.
    public ObservableList<RunningTask<?>> shown() {
        return shownReadOnly;
    }

    /// The thread of the user interface.
    public Executor ui() {
        return ui;
    }

    <T> RunningTask<T> start(TaskPlan<T> plan) {
        RunningTask<T> task = new RunningTask<>(plan, ui, unexpected);
        if (!task.title().isEmpty()) {
            ui.execute(() -> shown.add(task));
            task.whenDone(() -> shown.remove(task));
        }
        try {
            task.attach(background.submit(task::work));
        } catch (RejectedExecutionException e) { // the program ends
            task.cancel();
        }
        return task;
    }

    /// Something to do that may fail.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /// Something to do that can be watched and stopped.
    @FunctionalInterface
    public interface TrackedWork<T> {
        T run(TaskHandle handle) throws Exception;
    }
}
