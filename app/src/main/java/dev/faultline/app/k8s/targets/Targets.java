package dev.faultline.app.k8s.targets;

import java.util.function.Consumer;

/// What a cluster has, live.
public interface Targets {

    /// All as it is known now. Never blocks.
    TargetSnapshot snapshot();

    /// Adds a listener. It is told of the present snapshot soon, and of each that follows, at most ten times a
    /// second, never on the FX thread, one at a time.
    ///
    /// @return removes the listener
    Runnable listen(Consumer<TargetSnapshot> listener);
}
