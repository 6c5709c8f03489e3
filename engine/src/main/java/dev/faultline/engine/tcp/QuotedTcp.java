package dev.faultline.engine.tcp;

/// The connection that an ICMP error speaks of.
///
/// @param connection where the quoted packet belongs
/// @param sender the end that sent the quoted packet
/// @param view how the connection was found
/// @param proof whether the quoted packet can be one that was just sent (RFC 5927)
public record QuotedTcp(TcpConnection connection, TcpEnd sender, View view, Proof proof) {

    /// How the connection was found.
    public enum View {
        /// Same addresses and ports at the same vantage point.
        SAME_VANTAGE,
        /// Same addresses and ports at another vantage point.
        OTHER_VANTAGE,
        /// One end's address and port, and the sequence number: the other end was translated (NAT).
        TRANSLATED
    }

    /// What the quoted sequence number proves.
    public enum Proof {
        /// It is the SYN of the connection, which is not answered yet.
        SYN,
        /// It was sent and is not acknowledged yet.
        IN_FLIGHT,
        /// Nothing for or against: no sequence number, nothing seen of its sender, or acknowledged a moment
        /// ago.
        NONE,
        /// Nothing like it was sent: forged, or of an earlier connection.
        OUTSIDE
    }
}
