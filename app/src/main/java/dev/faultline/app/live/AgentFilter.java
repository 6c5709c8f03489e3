package dev.faultline.app.live;

import dev.faultline.engine.common.IpAddress;
import java.util.Set;

/// Which packets an agent captures.
///
/// @param hosts packets from or to these addresses, and tunnels that may carry such; empty for all
/// @param withoutTcpPorts TCP ports that are left out
public record AgentFilter(Set<IpAddress> hosts, Set<Integer> withoutTcpPorts) {
    /// Copies the sets.
    public AgentFilter {
        hosts = Set.copyOf(hosts);
        withoutTcpPorts = Set.copyOf(withoutTcpPorts);
    }
}
