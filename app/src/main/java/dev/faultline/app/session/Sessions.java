package dev.faultline.app.session;

import dev.faultline.app.store.FindingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    /// Opens several captures as one session: each is analysed for itself, one after the other, and all
    /// findings lie in one list, where each row knows its capture. A capture that cannot be read fails alone:
    /// it is named among the warnings. Opening the same files again comes from the store, as with one.
    ///
    /// @param name for people, such as the name of the demo
    /// @param files at least one
    /// @throws IOException when none of them can be read
    public AnalysisSession open(String name, List<Path> files) throws IOException {
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
