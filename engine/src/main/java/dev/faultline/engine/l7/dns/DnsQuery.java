package dev.faultline.engine.l7.dns;

import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.TimerWheel;
import org.jspecify.annotations.Nullable;

/// A query that waits for its answer, with its repeats; or, after an answer cut short, for its repetition over
/// TCP.
public final class DnsQuery extends TimerWheel.Entry {
    private final Flow flow;
    private final int id;
    private final String name;
    private final int type;
    private final long time;
    private final long frame;
    private final long position;
    private long lastFrame;
    private long lastPosition;
    private long sent = 1;
    private boolean cutShort;
    private boolean recursive;

    @Nullable
    DnsQuery nextOfFlow;

    DnsQuery(Flow flow, DnsMessage message, String name, long time, long frame, long position) {
        this.flow = flow;
        id = message.id();
        type = message.type();
        recursive = message.isRecursionDesired();
        this.name = name;
        this.time = time;
        this.frame = frame;
        this.position = position;
        lastFrame = frame;
        lastPosition = position;
    }

    boolean matches(int otherId, int otherType, String otherName) {
        return id == otherId && type == otherType && name.equals(otherName);
    }

    int id() {
        return id;
    }

    void repeated(long atFrame, long atPosition) {
        sent++;
        lastFrame = atFrame;
        lastPosition = atPosition;
    }

    void cutShort() {
        cutShort = true;
    }

    boolean isCutShort() {
        return cutShort;
    }

    /// Whether a resolver was asked, and not a server for its own names.
    public boolean isRecursive() {
        return recursive;
    }

    public Flow flow() {
        return flow;
    }

    /// The name, in lower case.
    public String name() {
        return name;
    }

    /// The type of records asked for (IANA registry "DNS Resource Record Types").
    public int type() {
        return type;
    }

    /// When it was first sent, nanoseconds since the epoch.
    public long time() {
        return time;
    }

    /// Frame in which it was first sent.
    public long frame() {
        return frame;
    }

    public long position() {
        return position;
    }

    /// Frame in which it was last sent.
    public long lastFrame() {
        return lastFrame;
    }

    public long lastPosition() {
        return lastPosition;
    }

    /// How often it was sent.
    public long sent() {
        return sent;
    }
}
