package dev.faultline.engine.finding;

/// Whether a finding is settled.
public enum FindingState {
    FINAL("final"),
    /// The capture ended before the timer of the kind did: what would have followed is unknown.
    OPEN_AT_END("open_at_end");

    private final String id;

    FindingState(String id) {
        this.id = id;
    }

    /// The word in JSON, in filters and in the store.
    public String id() {
        return id;
    }
}
