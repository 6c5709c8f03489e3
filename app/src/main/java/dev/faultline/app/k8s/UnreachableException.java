package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import dev.faultline.app.k8s.Reachability.Unreachable;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;

/// A cluster cannot be reached, as far as that is known before anything is sent.
public final class UnreachableException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final String server;
    private final String detail;

    /// @param server file, program or host at fault
    /// @param detail in the words of the system; holds nothing secret
    public UnreachableException(Reason reason, String server, String detail) {
        super(reason + ": " + server + ": " + detail);
        this.reason = reason;
        this.server = server;
        this.detail = detail;
    }

    /// The same failure met again.
    UnreachableException(UnreachableException earlier) {
        super(earlier.getMessage(), earlier);
        reason = earlier.reason;
        server = earlier.server;
        detail = earlier.detail;
    }

    /// The same as a result.
    public Unreachable unreachable(Duration took) {
        return new Unreachable(reason, server, detail, took);
    }
}
