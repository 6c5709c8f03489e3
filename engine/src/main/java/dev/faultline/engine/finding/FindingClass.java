package dev.faultline.engine.finding;

/// The class of a kind of finding: what part of the network's work went wrong.
public enum FindingClass {
    CONNECTION("connection"),
    ICMP("icmp"),
    DISSECTION("dissection"),
    TIMEOUT("timeout"),
    HALF_CONNECTION("half-connection"),
    TRANSFER("transfer"),
    NETWORK("network"),
    APPLICATION("application"),
    /// About the capture itself; never counted as a network error.
    CAPTURE("capture");

    private final String id;

    FindingClass(String id) {
        this.id = id;
    }

    /// The word in JSON, in filters and in the store.
    public String id() {
        return id;
    }
}
