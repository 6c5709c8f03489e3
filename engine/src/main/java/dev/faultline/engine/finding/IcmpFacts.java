package dev.faultline.engine.finding;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import org.jspecify.annotations.Nullable;

/// What an ICMP message said.
///
/// @param version 4 or 6
/// @param type 0…255
/// @param code 0…255
/// @param name in Wireshark's words
/// @param mtu next-hop MTU in bytes, or -1
/// @param gateway the better gateway of a redirect, or null
/// @param quoted the packet that the error is about, or null
public record IcmpFacts(
        int version,
        int type,
        int code,
        String name,
        int mtu,
        @Nullable IpAddress gateway,
        @Nullable Quoted quoted) {

    /// Both ends of the quoted packet, as the offender sent it.
    ///
    /// @param src sender of the offending packet
    /// @param dst where it was going
    /// @param protocol `tcp`, `udp`, … or the number
    public record Quoted(Endpoint src, Endpoint dst, String protocol) {}
}
