package dev.faultline.engine.finding;

/// How bad a finding is, mildest first.
public enum Severity {
    INFO("info"),
    NOTICE("notice"),
    WARNING("warning"),
    ERROR("error");

    private final String id;

    Severity(String id) {
        this.id = id;
    }

    /// The word in JSON, in filters and in the store.
    public String id() {
        return id;
    }
}
