package dev.faultline.app.ui.problem;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where errors go that nobody has an answer for. Callable from any thread.
public final class Problems implements Consumer<Throwable>, Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final String version;
    private final Executor ui;
    private final Consumer<Problem> show;

    /// @param version of the program
    /// @param ui the thread of the user interface
    /// @param show shows a problem, on that thread
    public Problems(String version, Executor ui, Consumer<Problem> show) {
        this.version = version;
        this.ui = ui;
        this.show = show;
    }

    @Override
    public void accept(Throwable error) {
        Problem problem = Problem.of(error, version);
        LOG.error("Problem {}", problem.code(), error);
        ui.execute(() -> show.accept(problem));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        accept(error);
    }
}
