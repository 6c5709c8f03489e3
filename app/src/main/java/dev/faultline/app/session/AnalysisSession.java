package dev.faultline.app.session;

import dev.faultline.app.store.StoredSession;

/// One opened capture: its analysis, running or over, and its findings in the store. Thread-safe.
public final class AnalysisSession {
    AnalysisSession() {}

    /// Id in the store, for queries.
    public long id() {
        throw new UnsupportedOperationException();
    }

    /// The session as it is now. Never blocks.
    public StoredSession snapshot() {
        throw new UnsupportedOperationException();
    }

    /// How far the analysis is. Never blocks.
    public SessionProgress progress() {
        throw new UnsupportedOperationException();
    }

    /// Whether the findings came from the store, with nothing read again.
    public boolean isFromStore() {
        throw new UnsupportedOperationException();
    }

    /// Adds a listener. When the session is already over, its `onEnd` is called at once, on this thread.
    ///
    /// @return removes the listener
    public Runnable listen(SessionListener listener) {
        throw new UnsupportedOperationException();
    }

    /// Asks the analysis to stop; it does within a second, keeps what was found, and tells `onEnd`. Never
    /// blocks.
    public void cancel() {
        throw new UnsupportedOperationException();
    }
}
