package dev.faultline.app.k8s.exec;

import java.io.IOException;
import java.io.Serial;

/// The cluster did not accept an exec.
public final class ExecException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    /// @param status HTTP status of the answer, or 0 when there was none
    ExecException(int status, String message, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /// The HTTP status of the answer, or 0 when there was none. The body of a refused upgrade is never known.
    public int status() {
        return status;
    }
}
