package dev.faultline.app.store;

import dev.faultline.engine.finding.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the findings of one running analysis. Used by one thread; hands the work to the store's writer and
/// waits only when that falls far behind.
public final class SessionRecorder {
    SessionRecorder() {}

    /// Id of the session in the store.
    public long session() {
        throw new UnsupportedOperationException();
    }

    /// Adds findings; one with the id of an earlier one replaces it.
    ///
    /// @param written run on the writer's thread as soon as views can see them
    /// @throws StoreException when an earlier write failed
    public void record(List<Finding> findings, Runnable written) {
        throw new UnsupportedOperationException();
    }

    /// Stores what is known about the capture while it is read.
    public void progress(SessionReport report) {
        throw new UnsupportedOperationException();
    }

    /// Ends the session and waits until all is on disk.
    ///
    /// @param failure why, for [SessionState#FAILED]; else null
    /// @return the session as stored
    public StoredSession finish(SessionState state, SessionReport report, @Nullable String failure) {
        throw new UnsupportedOperationException();
    }
}
