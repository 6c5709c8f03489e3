package dev.faultline.engine.l7.http1;

import org.jspecify.annotations.Nullable;

/// A request whose response is not complete. Header values but `Host`, the query and the body are not kept.
public final class Http1Request {
    private final String method;
    private final String path;
    private final boolean patient;
    private final long frame;
    private final long position;
    private @Nullable String host;
    private final long begun;
    private boolean complete;
    private long time;
    private boolean told;
    private boolean upgrade;

    Http1Request(String method, String path, boolean patient, long frame, long position, long time) {
        this.method = method;
        this.path = path;
        this.patient = patient;
        this.frame = frame;
        this.position = position;
        this.time = time;
        begun = time;
    }

    void host(String name) {
        host = name;
    }

    void upgrades() {
        upgrade = true;
    }

    void complete(long at) {
        complete = true;
        time = at;
    }

    void told() {
        told = true;
    }

    /// Whether its being unanswered was told.
    boolean isTold() {
        return told;
    }

    /// Whether its client knows that the answer may take its time: a long poll or a watch.
    boolean isPatient() {
        return patient;
    }

    boolean isComplete() {
        return complete;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean isConnect() {
        return method.equals("CONNECT");
    }

    /// Whether another protocol may come after it.
    boolean maySwitch() {
        return upgrade || isConnect();
    }

    public String method() {
        return method;
    }

    /// The target without its query, at most 200 characters.
    public String path() {
        return path;
    }

    /// The value of `Host`, or null.
    public @Nullable String host() {
        return host;
    }

    /// Frame in which it begins.
    public long frame() {
        return frame;
    }

    /// Where the record of that frame begins.
    public long position() {
        return position;
    }

    /// When it began, nanoseconds since the epoch.
    public long begun() {
        return begun;
    }

    /// When its last byte came so far, nanoseconds since the epoch.
    public long time() {
        return time;
    }
}
