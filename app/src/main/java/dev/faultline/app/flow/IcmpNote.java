package dev.faultline.app.flow;

import dev.faultline.engine.common.IpAddress;

/// What an ICMP message in a flow says.
///
/// @param reporter who sent it
/// @param meaning its type and code in words: `Destination unreachable (Port unreachable)`
/// @param mtu next-hop MTU in bytes, or -1
/// @param error whether it reports an error about a packet of the flow, which it quotes
/// @param stopped index of the packet that its reporter, which is neither of the ends, threw away; or -1
public record IcmpNote(IpAddress reporter, String meaning, int mtu, boolean error, int stopped) {}
