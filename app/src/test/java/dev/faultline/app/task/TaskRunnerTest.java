package dev.faultline.app.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {
    private final List<String> log = new ArrayList<>();
    private final TaskRunner tasks =
            new TaskRunner(new SameThread(), Runnable::run, error -> log.add("unexpected " + error.getMessage()));

    @Test
    void resultGoesToItsHandler() {
        tasks.call(() -> 42).onSuccess(result -> log.add("got " + result)).start();
        assertThat(log).containsExactly("got 42");
    }

    @Test
    void failureGoesToTheHandlerOfItsType() {
        tasks.run(() -> {
                    throw new IOException("disk");
                })
                .onFailure(IllegalStateException.class, error -> log.add("wrong"))
                .onFailure(IOException.class, error -> log.add("handled " + error.getMessage()))
                .start();
        assertThat(log).containsExactly("handled disk");
    }

    @Test
    void failureWithoutHandlerGoesToTheOneDoor() {
        tasks.run(() -> {
                    throw new IllegalStateException("odd");
                })
                .start();
        assertThat(log).containsExactly("unexpected odd");
    }

    @Test
    void cancelledWorkTellsSo() {
        tasks.run(() -> {
                    throw new CancellationException();
                })
                .onEnd(() -> log.add("end"))
                .onSuccess(done -> log.add("success"))
                .onCancelled(() -> log.add("cancelled"))
                .start();
        assertThat(log).containsExactly("end", "cancelled");
    }

    @Test
    void titledTaskIsListedWhileItRuns() {
        tasks.run(() -> log.add("running " + tasks.shown().size()))
                .titled("Export")
                .start();
        assertThat(log).containsExactly("running 1");
        assertThat(tasks.shown()).isEmpty();
    }

    @Test
    void batcherHandsOverInOrderOncePerPulse() {
        List<Runnable> pulse = new ArrayList<>();
        List<List<Integer>> batches = new ArrayList<>();
        FxBatcher<Integer> batcher = new FxBatcher<>(pulse::add, batches::add);
        batcher.add(1);
        batcher.add(2);
        assertThat(pulse).hasSize(1);
        pulse.getFirst().run();
        batcher.add(3);
        pulse.getLast().run();
        assertThat(batches).containsExactly(List.of(1, 2), List.of(3));
    }

    /// Runs everything at once on the caller's thread.
    private static final class SameThread extends AbstractExecutorService {
        @Override
        public void execute(Runnable command) {
            command.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
