package dev.faultline.app.ui.cluster;

import java.io.IOException;
import java.io.Serial;

/// It cannot be told what a capture would make. The message is for people.
public final class PlanException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param message for people: what failed, and on what
    /// @param cause what was thrown
    public PlanException(String message, Throwable cause) {
        super(message, cause);
    }
}
