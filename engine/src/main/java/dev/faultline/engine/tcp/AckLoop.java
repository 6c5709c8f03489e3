package dev.faultline.engine.tcp;

import dev.faultline.engine.packet.TcpHeader;
import java.util.concurrent.TimeUnit;

/// Ends that disagree about numbers, as after a broken translation, answer each acknowledgment with another.
final class AckLoop {
    /// As many acknowledgments in turn within a second are no conversation.
    private static final int TURNS = 50;

    private static final long SPAN = TimeUnit.SECONDS.toNanos(1);

    private int turns;
    private boolean lastByA;
    private long since;

    /// Takes in a segment.
    ///
    /// @param progressed whether it acknowledges more than its sender did before
    /// @return whether the two go round in circles
    boolean turns(TcpHeader tcp, boolean fromA, boolean progressed, long now) {
        boolean turn = tcp.sequenceLength() == 0 && !progressed && fromA != lastByA;
        lastByA = fromA;
        if (!turn || turns == 0 || now - since > SPAN) {
            turns = turn ? 1 : 0;
            since = now;
            return false;
        }
        turns++;
        if (turns < TURNS) {
            return false;
        }
        turns = 0;
        return true;
    }
}
