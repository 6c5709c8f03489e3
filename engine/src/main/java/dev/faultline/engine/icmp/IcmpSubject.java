package dev.faultline.engine.icmp;

import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.tcp.QuotedTcp;
import org.jspecify.annotations.Nullable;

/// What an ICMP error is about.
///
/// @param flow the flow of the quoted packet; made from its addresses where the capture has no such flow
/// @param fromClient whether the quoted packet was sent by the client of the flow
/// @param known how well the flow is known
/// @param tcp more about a TCP connection, or null
/// @param lastSent when its sender last sent a packet of the flow, nanoseconds since the epoch, or [#UNKNOWN]
/// @param unansweredSince when it sent the first packet that had no answer, or [#UNKNOWN]
public record IcmpSubject(
        Flow flow,
        boolean fromClient,
        Known known,
        @Nullable QuotedTcp tcp,
        long lastSent,
        long unansweredSince) {
    /// A time that is not known.
    public static final long UNKNOWN = 0;

    /// About a flow whose packets were not timed.
    IcmpSubject(Flow flow, boolean fromClient, Known known) {
        this(flow, fromClient, known, null, UNKNOWN, UNKNOWN);
    }

    /// How well the flow of a quoted packet is known.
    public enum Known {
        /// The quoted packet, or one just like it, was seen.
        PROVED,
        /// The flow was seen, under the same addresses and ports.
        BY_ENDS,
        /// A flow of the same client was seen, with another address of the server (NAT).
        TRANSLATED,
        /// The flow was seen, but nothing like the quoted packet.
        CONTRADICTED,
        /// Nothing of the flow was seen.
        UNSEEN
    }
}
