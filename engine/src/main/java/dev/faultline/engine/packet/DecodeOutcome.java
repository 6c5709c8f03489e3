package dev.faultline.engine.packet;

/// How far a frame could be decoded. Everything but [#OK] and [#NOT_IP] is counted as an anomaly of the
/// capture.
public enum DecodeOutcome {
    /// Down to a transport header.
    OK,
    /// A frame that carries no IP, such as ARP or LLDP.
    NOT_IP,
    /// A fragment whose packet is not complete (yet).
    FRAGMENT,
    /// A link type that this program does not know.
    UNKNOWN_LINK_TYPE,
    /// The capture kept too few bytes (snap length).
    CUT_BY_SNAPLEN,
    /// A length or version that contradicts the frame itself.
    MALFORMED,
    /// More headers inside one another than `Limits` allows.
    TOO_DEEP
}
