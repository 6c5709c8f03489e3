package dev.faultline.engine.finding;

/// How sure a finding is, least first. One that is not [#HIGH] says why.
public enum Confidence {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high");

    private final String id;

    Confidence(String id) {
        this.id = id;
    }

    /// The word in JSON, in filters and in the store.
    public String id() {
        return id;
    }
}
