package dev.faultline.engine.l7.websocket;

/// Hears of the frames of a WebSocket that say something about the connection.
public interface WebSocketListener {
    /// An end asks whether the other one is there.
    void ping(boolean fromClient);

    /// An end closes.
    ///
    /// @param code see [CloseCodes]
    void close(boolean fromClient, int code);

    /// No frame can begin where one was to come.
    ///
    /// @param what key of what is wrong with it
    /// @param offset of the frame in the data of that direction, from 0
    void malformed(boolean fromClient, String what, long offset);

    /// Whether nothing more is to be read.
    boolean isDone();
}
