package dev.faultline.app.flow;

import dev.faultline.engine.flow.FlowMark;
import dev.faultline.engine.tcp.TcpConnection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The TCP streams that are one conversation: translated addresses give a stream a number of its own at each
/// side, but the mark of its connections stays, and so does a port. Of constant size.
final class JoinedStreams {
    private static final int SLOTS = 1 << 12;
    private static final long NEAR = TimeUnit.SECONDS.toNanos(2);

    private final Set<Integer> streams;
    private final @Nullable TcpConnection[] recent = new @Nullable TcpConnection[SLOTS];
    private boolean late;

    /// @param known those that are one conversation for sure
    JoinedStreams(Set<Integer> known) {
        streams = new TreeSet<>(known);
    }

    /// A connection was opened, at any vantage point.
    ///
    /// @return whether it belongs to the conversation
    boolean opened(TcpConnection connection) {
        long mark = connection.mark();
        int slot = (int) (mark >>> 52);
        TcpConnection other = recent[slot];
        if (other == null || !isSame(other, connection)) {
            recent[slot] = connection;
        } else if (other.tcpStream() != connection.tcpStream()) {
            join(other.tcpStream(), connection.tcpStream());
        }
        return streams.contains(connection.tcpStream());
    }

    private void join(int earlier, int later) {
        if (streams.contains(earlier)) {
            streams.add(later);
        } else if (streams.contains(later)) {
            streams.add(earlier);
            late = true;
        }
    }

    private static boolean isSame(TcpConnection a, TcpConnection b) {
        boolean ports = a.client().port() == b.client().port()
                || a.server().port() == b.server().port()
                || a.client().port() == b.server().port();
        return ports
                && a.mark() == b.mark()
                && a.mark() != FlowMark.NONE
                && a.vantage() != b.vantage()
                && Math.abs(a.firstSeen() - b.firstSeen()) < NEAR;
    }

    /// Wireshark's numbers of all that are known by now.
    Set<Integer> streams() {
        return streams;
    }

    /// Whether packets of one of them had gone by before it was known to belong to the conversation.
    boolean isLate() {
        return late;
    }
}
