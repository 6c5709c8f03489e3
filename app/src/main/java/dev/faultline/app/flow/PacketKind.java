package dev.faultline.app.flow;

/// What a packet of a flow is.
public enum PacketKind {
    TCP,
    UDP,
    ICMP,
    /// A fragment, another protocol, or one whose headers are not complete.
    OTHER
}
