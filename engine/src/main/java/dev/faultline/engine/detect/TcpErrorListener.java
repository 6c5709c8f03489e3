package dev.faultline.engine.detect;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.QuotedTcp;

/// Hears of ICMP errors about TCP connections. A detector of the connection's own errors may make the ICMP
/// finding a part of one of them, as with a SYN that was rejected.
public interface TcpErrorListener {
    /// An ICMP error about a connection came.
    ///
    /// @param packet the ICMP message
    /// @param quoted the connection it speaks of, and how sure that is
    /// @param error the finding that it made or repeated; never one of kind `icmp.suspicious`
    void onIcmpError(Packet packet, QuotedTcp quoted, OpenFinding error);

    /// Nobody answers for an address on its own network.
    ///
    /// @param finding that says so
    default void onNeighborSilent(IpAddress address, OpenFinding finding) {}
}
