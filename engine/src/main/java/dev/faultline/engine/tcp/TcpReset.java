package dev.faultline.engine.tcp;

import dev.faultline.engine.packet.Packet;

/// A segment with RST, before the connection takes it in.
///
/// @param packet valid only during the call
/// @param sender the end that sent it
/// @param peer the end that it was sent to
/// @param fit whether the peer takes it
/// @param quiet nanoseconds since the packet before it
/// @param repeat whether the connection had been reset before
public record TcpReset(
        TcpConnection connection, Packet packet, TcpEnd sender, TcpEnd peer, Fit fit, long quiet, boolean repeat) {

    /// Whether the receiver of a RST takes it (RFC 9293, section 3.10.7; RFC 5961, section 3.2).
    public enum Fit {
        /// It answers a SYN and acknowledges it.
        ANSWERS_SYN,
        /// It has the very number that its receiver waits for.
        EXACT,
        /// It lies in the window: the receiver challenges it, or resets.
        IN_WINDOW,
        /// Nothing is known of its receiver.
        UNCHECKED,
        /// It lies outside of the window: the receiver ignores it.
        OUTSIDE
    }

    /// Whether it ends the connection.
    public boolean isAccepted() {
        return fit != Fit.OUTSIDE;
    }
}
