package dev.faultline.app.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/// Runs what it is given on the FX thread, all of it in the next pulse. Idle while there is nothing to run.
public final class PulseExecutor implements Executor {
    private final Object lock = new Object();
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            runAll();
        }
    };
    private List<Runnable> waiting = new ArrayList<>();

    @Override
    public void execute(Runnable command) {
        boolean first;
        synchronized (lock) {
            first = waiting.isEmpty();
            waiting.add(command);
        }
        if (first) {
            Platform.runLater(timer::start);
        }
    }

    private void runAll() {
        List<Runnable> batch;
        synchronized (lock) {
            batch = waiting;
            waiting = new ArrayList<>();
            timer.stop();
        }
        batch.forEach(Runnable::run);
    }
}
