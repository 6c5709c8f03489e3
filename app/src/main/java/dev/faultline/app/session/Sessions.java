package dev.faultline.app.session;

import dev.faultline.app.store.FindingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/// Opens captures: from the store when it has what the file says, else by an analysis.
public final class Sessions {

    /// @param store keeps what is found; stays the caller's to close, after the sessions have ended
    /// @param executor runs analyses, one thread for each; not the FX thread
    public Sessions(FindingStore store, Executor executor) {
        throw new UnsupportedOperationException();
    }

    /// Opens a capture file. One that was analysed to its end by the same engine and has not changed since
    /// comes from the store; any other is analysed (again). Blocks for a few file and database reads.
    ///
    /// @throws IOException when the file is missing or cannot be read at all; the message is for people
    public AnalysisSession open(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// Analyses the file whatever the store has.
    ///
    /// @throws IOException as [#open]
    public AnalysisSession analyse(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }

    /// What the store has of a session, complete or not, without a look at its file.
    ///
    /// @throws IllegalArgumentException when there is no such session
    public AnalysisSession stored(long id) {
        throw new UnsupportedOperationException();
    }
}
