package dev.faultline.app.store;

/// Where the packets of a session come from.
public enum SessionKind {
    /// A capture file.
    FILE("file"),
    /// A capture that ran live.
    LIVE("live");

    private final String id;

    SessionKind(String id) {
        this.id = id;
    }

    /// The word in the store.
    public String id() {
        return id;
    }
}
