package dev.faultline.app.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Collects what other threads tell, and hands it to the user interface at most once a pulse, in order. So a
/// flood of news costs one redraw.
public final class FxBatcher<T> {
    private final Executor pulse;
    private final Consumer<List<T>> sink;
    private final Object lock = new Object();
    private List<T> waiting = new ArrayList<>();

    /// @param pulse runs what it is given on the user interface's thread at the next pulse; see [PulseExecutor]
    /// @param sink takes a batch there; the list is its own
    public FxBatcher(Executor pulse, Consumer<List<T>> sink) {
        this.pulse = pulse;
        this.sink = sink;
    }

    /// From any thread.
    public void add(T item) {
        boolean first;
        synchronized (lock) {
            first = waiting.isEmpty();
            waiting.add(item);
        }
        if (first) {
            pulse.execute(this::drain);
        }
    }

    private void drain() {
        List<T> batch;
        synchronized (lock) {
            batch = waiting;
            waiting = new ArrayList<>();
        }
        sink.accept(batch);
    }
}
