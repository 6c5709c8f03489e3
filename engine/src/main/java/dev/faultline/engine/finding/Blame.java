package dev.faultline.engine.finding;

/// Who did it, as far as the packets prove it.
public enum Blame {
    /// The client.
    SRC("src"),
    /// The server.
    DST("dst"),
    /// Something between the two.
    PATH("path"),
    /// A third party that said so itself, by an ICMP error; its address goes with the finding.
    REPORTER("reporter"),
    UNKNOWN("unknown");

    private final String id;

    Blame(String id) {
        this.id = id;
    }

    /// The word in JSON, in filters and in the store.
    public String id() {
        return id;
    }
}
