package dev.faultline.app.ui.capture;

/// How far a capture is.
public enum CapturePhase {
    /// None runs.
    IDLE,
    /// It is being started.
    STARTING,
    /// Packets come, or would.
    RUNNING,
    /// It ends, and what was made for it is being removed.
    STOPPING;

    /// Whether there is one.
    public boolean isBusy() {
        return this != IDLE;
    }
}
