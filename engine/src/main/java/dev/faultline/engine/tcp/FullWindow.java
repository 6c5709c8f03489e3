package dev.faultline.engine.tcp;

import dev.faultline.engine.common.SequenceNumber;

/// How long an end had to wait because it had filled the window of its peer. Exists from the first time on.
final class FullWindow {
    private int edge;
    private long since;
    private long lasted;

    /// All that the window allows, up to `end`, has been sent.
    void filled(int end, long time) {
        if (since == 0) {
            edge = end;
            since = time;
        }
    }

    /// The peer tells its window.
    ///
    /// @param rightEdge of the window as the peer tells it now
    /// @return whether there is room again
    boolean isOver(int rightEdge, long time) {
        if (since == 0 || !SequenceNumber.after(rightEdge, edge)) {
            return false;
        }
        lasted = time - since;
        since = 0;
        return true;
    }

    /// How long it lasted the last time, nanoseconds.
    long lasted() {
        return lasted;
    }
}
