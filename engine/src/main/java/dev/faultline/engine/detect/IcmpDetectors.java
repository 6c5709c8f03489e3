package dev.faultline.engine.detect;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.flow.UdpFlows;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.tcp.QuotedTcpFinder;

/// All that finds errors in ICMP messages. Used by the analysing thread alone.
public final class IcmpDetectors {
    /// @param tcp finds the connections that errors speak of
    /// @param udp the same for UDP
    /// @param listener hears of errors about TCP connections
    public IcmpDetectors(
            FindingBook book, QuotedTcpFinder tcp, UdpFlows udp, Limits limits, TcpErrorListener listener) {}

    /// Takes in a packet with ICMP of either version, after TCP and UDP flows know what came before it.
    public void accept(Packet packet, int vantage) {}

    /// Capture time has moved on to `time`: timers may run out. Cheap when none does.
    public void advance(long time) {}

    /// The capture has ended at `time`: what still waits is told as open.
    public void end(long time) {}
}
