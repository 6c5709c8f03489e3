package dev.faultline.app.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Work to be done and what to do with its outcome. All handlers run on the user interface's thread.
public final class TaskPlan<T> {
    private final TaskRunner runner;
    private final TaskRunner.TrackedWork<T> work;
    private final List<FailureHandler> failures = new ArrayList<>();
    private @Nullable Consumer<T> success;
    private @Nullable Runnable cancelled;
    private Runnable end = () -> {};
    private String title = "";

    TaskPlan(TaskRunner runner, TaskRunner.TrackedWork<T> work) {
        this.runner = runner;
        this.work = work;
    }

    /// A name under which the task is listed while it runs; without one it is not listed.
    public TaskPlan<T> titled(String title) {
        this.title = title;
        return this;
    }

    /// What happens with the result.
    public TaskPlan<T> onSuccess(Consumer<T> handler) {
        success = handler;
        return this;
    }

    /// What happens after a failure of that type; the first that fits is taken.
    public <X extends Throwable> TaskPlan<T> onFailure(Class<X> type, Consumer<X> handler) {
        failures.add(new FailureHandler(type, error -> handler.accept(type.cast(error))));
        return this;
    }

    /// What happens when the work ended because it was cancelled.
    public TaskPlan<T> onCancelled(Runnable handler) {
        cancelled = handler;
        return this;
    }

    /// What happens at the end in any case, before all else.
    public TaskPlan<T> onEnd(Runnable handler) {
        end = handler;
        return this;
    }

    /// Starts the work.
    public RunningTask<T> start() {
        return runner.start(this);
    }

    TaskRunner.TrackedWork<T> work() {
        return work;
    }

    String title() {
        return title;
    }

    void end() {
        end.run();
    }

    void succeed(T result) {
        if (success != null) {
            success.accept(result);
        }
    }

    void cancelled() {
        if (cancelled != null) {
            cancelled.run();
        }
    }

    /// Whether there was a handler for it.
    boolean fail(Throwable error) {
        for (FailureHandler handler : failures) {
            if (handler.type.isInstance(error)) {
                handler.action.accept(error);
                return true;
            }
        }
        return false;
    }

    private record FailureHandler(Class<? extends Throwable> type, Consumer<Throwable> action) {}
}
