package dev.faultline.engine.flow;

import dev.faultline.engine.common.Endpoint;
import java.util.List;

/// A conversation between two endpoints, seen at one vantage point. Findings are told per flow.
public interface Flow {
    /// Number of a flow that has none.
    int NO_STREAM = -1;

    Transport transport();

    /// The end that opened the flow, as far as known; see [#isClientKnown()].
    Endpoint client();

    Endpoint server();

    /// Whether the packets prove who opened the flow (a SYN, a request); if not, it is a guess by ports.
    boolean isClientKnown();

    /// Id of the vantage point, an index into [Vantages].
    int vantage();

    /// Ids of further vantage points, where one flow stands for what several have seen.
    default List<Integer> alsoSeenAt() {
        return List.of();
    }

    /// Wireshark's `tcp.stream` number, or [#NO_STREAM].
    default int tcpStream() {
        return NO_STREAM;
    }

    /// What it is known by at every vantage point, or [FlowMark#NONE].
    default long mark() {
        return FlowMark.NONE;
    }

    /// Time to live of the client's packets where they were seen, or 0: the more of it is left, the nearer is
    /// the client.
    default int clientTtl() {
        return 0;
    }

    /// Time of the first packet, nanoseconds since the epoch.
    long firstSeen();

    /// Time of the last packet, nanoseconds since the epoch.
    long lastSeen();
}
