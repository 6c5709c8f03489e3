package dev.faultline.engine.l7.dns;

import dev.faultline.engine.common.IpAddress;
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
    private final boolean recursive;
    private long answered = Long.MIN_VALUE;
    private boolean expired;
    private @Nullable DnsReply strayReply;
    private @Nullable IpAddress straySource;

    @Nullable
    DnsQuery nextOfFlow;

    /// The query for other records of the same name that was sent at the same moment from the same port.
    @Nullable
    DnsQuery sibling;

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

    boolean asksSame(int otherType, String otherName) {
        return type == otherType && name.equals(otherName);
    }

    int id() {
        return id;
    }

    void answered(long at) {
        answered = at;
    }

    boolean isAnswered() {
        return answered != Long.MIN_VALUE;
    }

    /// When it was answered, nanoseconds since the epoch.
    long answerTime() {
        return answered;
    }

    void expired() {
        expired = true;
    }

    /// Whether its being unanswered was told.
    boolean isExpired() {
        return expired;
    }

    /// An answer to it came from an address that was not asked.
    void strayed(DnsReply reply, IpAddress source) {
        strayReply = reply;
        straySource = source;
    }

    boolean hasStrayed() {
        return strayReply != null;
    }

    @Nullable
    DnsReply strayReply() {
        return strayReply;
    }

    @Nullable
    IpAddress straySource() {
        return straySource;
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
