package dev.faultline.app.live;

import java.io.IOException;
import java.io.Serial;

/// A feed cannot be opened. The message is for people: what failed, on what, what to do.
public final class FeedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean lasting;

    /// @param message for people
    /// @param lasting whether trying again is of no use: a right that is missing, a pod that is gone
    public FeedException(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /// @param cause what was thrown
    public FeedException(String message, boolean lasting, Throwable cause) {
        super(message, cause);
        this.lasting = lasting;
    }

    /// Whether trying again is of no use.
    public boolean isLasting() {
        return lasting;
    }
}
