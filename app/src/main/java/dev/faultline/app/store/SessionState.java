package dev.faultline.app.store;

/// How far the analysis of a session is.
public enum SessionState {
    /// Packets are being read; findings come in.
    READING("reading"),
    /// The capture was read to its end.
    COMPLETE("complete"),
    /// Stopped before the end, by the user or because the program ended: what was found is kept.
    CANCELLED("cancelled"),
    /// The capture could not be read (on): [StoredSession#failure()] says why; what was found is kept.
    FAILED("failed");

    private final String id;

    SessionState(String id) {
        this.id = id;
    }

    /// The word in the store.
    public String id() {
        return id;
    }

    /// Whether nothing more comes.
    public boolean isOver() {
        return this != READING;
    }
}
