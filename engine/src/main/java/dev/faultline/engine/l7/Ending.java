package dev.faultline.engine.l7;

/// Why no more is expected of an exchange.
public enum Ending {
    /// It took too long; the connection is still open.
    TIMEOUT,
    SERVER_CLOSED,
    CLIENT_CLOSED,
    SERVER_RESET,
    CLIENT_RESET,
    /// The capture has ended.
    CAPTURE_END;

    /// Whether the connection was reset.
    public boolean isReset() {
        return this == SERVER_RESET || this == CLIENT_RESET;
    }

    /// Whether the client ended it.
    public boolean isByClient() {
        return this == CLIENT_CLOSED || this == CLIENT_RESET;
    }
}
