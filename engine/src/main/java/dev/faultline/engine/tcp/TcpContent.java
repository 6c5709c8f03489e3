package dev.faultline.engine.tcp;

/// What is known of the data that a connection carries. Belongs to whoever reads it; see
/// [TcpConnection#content()].
public interface TcpContent {
    /// Nobody wants to hear of this connection's data any more.
    TcpContent IGNORED = new TcpContent() {};
}
