package dev.faultline.app.task;

/// What work sees of the task that it is. Callable from the working thread.
public interface TaskHandle {
    /// Whether the work should stop soon; what is done until then may stay.
    boolean isCancelled();

    /// How far the work is.
    ///
    /// @param share from 0 to 1, or below 0 when nobody knows
    /// @param message a few words for the user, or empty
    void progress(double share, String message);
}
