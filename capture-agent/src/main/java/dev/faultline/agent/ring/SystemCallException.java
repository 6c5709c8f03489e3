package dev.faultline.agent.ring;

import java.io.IOException;

/// The kernel refused a call.
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1L;

    /// `EPERM`: the process lacks the capability for it.
    public static final int NOT_PERMITTED = 1;

    private static final int INTERRUPTED = 4;
    private static final int NETWORK_DOWN = 100;

    private final int number;

    /// @param call name of the call, as in section 2 of the manual
    /// @param number its `errno`
    /// @param words the system's words for it
    SystemCallException(String call, int number, String words) {
        super(call + ": " + words + " (errno " + number + ")");
        this.number = number;
    }

    /// The call's `errno`.
    public int number() {
        return number;
    }

    /// A signal came; calling again is right.
    boolean isInterrupted() {
        return number == INTERRUPTED;
    }

    /// An interface went down. Others may still have packets.
    boolean isNetworkDown() {
        return number == NETWORK_DOWN;
    }
}
