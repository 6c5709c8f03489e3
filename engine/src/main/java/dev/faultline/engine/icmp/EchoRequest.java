package dev.faultline.engine.icmp;

import org.jspecify.annotations.Nullable;

/// An echo request that waits for its reply. Linked by time over all flows, and by age within its flow.
public final class EchoRequest {
    final EchoFlow flow;
    final int sequence;
    private final long time;
    private final long frame;
    private final long position;

    @Nullable
    EchoRequest older;

    @Nullable
    EchoRequest newer;

    @Nullable
    EchoRequest olderOfFlow;

    @Nullable
    EchoRequest newerOfFlow;

    EchoRequest(EchoFlow flow, int sequence, long time, long frame, long position) {
        this.flow = flow;
        this.sequence = sequence;
        this.time = time;
        this.frame = frame;
        this.position = position;
    }

    public EchoFlow flow() {
        return flow;
    }

    /// When it was seen, nanoseconds since the epoch.
    public long time() {
        return time;
    }

    /// Number of its frame.
    public long frame() {
        return frame;
    }

    /// Where its record begins in its source, or -1.
    public long position() {
        return position;
    }
}
