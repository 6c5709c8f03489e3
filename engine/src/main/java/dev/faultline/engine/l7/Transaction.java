package dev.faultline.engine.l7;

import org.jspecify.annotations.Nullable;

/// A request of a client that is to be answered. What it asks is kept, never what it carries: no values of
/// headers, parameters, keys, statements or credentials.
public final class Transaction {
    /// [#patience()] of a request whose answer may take as long as it likes.
    public static final long ENDLESS = 0;

    private final String method;
    private final @Nullable String path;
    private final long patience;
    private final long begun;
    private final long frame;
    private final long position;
    private @Nullable String host;
    private @Nullable String protocol;
    private long time;
    private boolean complete;
    private boolean followed;
    private long missed;
    private boolean answering;
    private boolean told;

    /// @param patience nanoseconds in which the answer must begin, or [#ENDLESS]
    /// @param time at which it began, nanoseconds since the epoch
    /// @param frame in which it began
    /// @param position where the record of that frame begins
    public Transaction(String method, @Nullable String path, long patience, long time, long frame, long position) {
        this.method = method;
        this.path = path;
        this.patience = patience;
        this.time = time;
        begun = time;
        this.frame = frame;
        this.position = position;
    }

    /// Sets the host that it names.
    public void host(@Nullable String name) {
        host = name;
    }

    /// Sets its protocol, where that is one above the connection's.
    public void protocol(@Nullable String name) {
        protocol = name;
    }

    /// The host that it names, or null.
    public @Nullable String host() {
        return host;
    }

    /// Its protocol, where that is one above the connection's; else null.
    public @Nullable String protocol() {
        return protocol;
    }

    /// All of it has come.
    ///
    /// @param answersFollowed whether its answer would be seen
    /// @param missedSoFar bytes that the capture lacks of the connection
    void sent(long at, boolean answersFollowed, long missedSoFar) {
        complete = true;
        time = at;
        followed = answersFollowed;
        missed = missedSoFar;
    }

    /// Whether all of it has come.
    public boolean isComplete() {
        return complete;
    }

    /// Whether its answer, had it come, would have been seen, if the capture lacks no more than `missedSoFar`
    /// bytes of the connection.
    boolean isFollowed(long missedSoFar) {
        return followed && missed == missedSoFar;
    }

    /// From `at` on it is this request's turn to be answered.
    void due(long at) {
        time = at;
    }

    void answering() {
        answering = true;
    }

    /// Whether its answer has begun.
    public boolean isAnswering() {
        return answering;
    }

    void told() {
        told = true;
    }

    /// Whether its being unanswered was told.
    boolean isTold() {
        return told;
    }

    public long patience() {
        return patience;
    }

    /// What is to be done, in the protocol's own word.
    public String method() {
        return method;
    }

    /// What it is to be done with, or null.
    public @Nullable String path() {
        return path;
    }

    /// When it began to be sent, nanoseconds since the epoch.
    public long begun() {
        return begun;
    }

    /// Since when its answer is awaited, nanoseconds since the epoch.
    public long time() {
        return time;
    }

    /// Frame in which it begins.
    public long frame() {
        return frame;
    }

    /// Where the record of that frame begins.
    public long position() {
        return position;
    }
}
