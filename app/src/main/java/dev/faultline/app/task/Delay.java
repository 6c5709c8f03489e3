package dev.faultline.app.task;

import java.time.Duration;
import javafx.animation.PauseTransition;

/// Does things a while later, on the user interface's thread.
@FunctionalInterface
public interface Delay {
    /// Runs `action` once, after `time`.
    ///
    /// @return takes it back when run before
    Runnable after(Duration time, Runnable action);

    /// The delay of the running program.
    static Delay onFxThread() {
        return (time, action) -> {
            PauseTransition pause = new PauseTransition(javafx.util.Duration.millis((double) time.toMillis()));
            pause.setOnFinished(event -> action.run());
            pause.play();
            return pause::stop;
        };
    }
}
