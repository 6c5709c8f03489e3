package dev.faultline.engine.tcp;

/// How far a connection has come, as both ends together show it.
public enum Phase {
    /// Its beginning was not captured.
    MIDSTREAM,
    /// The client has sent SYN, and nothing came back.
    SYN_SENT,
    /// The server has answered with SYN-ACK.
    SYN_RECEIVED,
    /// Both ends have agreed to it, whether it is still in use or not.
    OPEN,
    /// It was reset.
    RESET
}
