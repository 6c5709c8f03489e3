package dev.faultline.app.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The sessions in the store: the start page's recent list. Blocks; thread-safe.
public final class SessionCatalog {
    SessionCatalog() {}

    /// The sessions last opened, pinned ones first, then the latest first.
    ///
    /// @param search words that name or path must contain, in any order and case; empty for all
    /// @param limit at most so many
    public List<StoredSession> recent(String search, int limit) {
        throw new UnsupportedOperationException();
    }

    public Optional<StoredSession> byId(long id) {
        throw new UnsupportedOperationException();
    }

    /// The latest session of a file, whether it still fits the file or not.
    ///
    /// @param path absolute and normalised
    public Optional<StoredSession> byPath(Path path) {
        throw new UnsupportedOperationException();
    }

    /// Notes that the user has opened it now.
    public void opened(long id) {
        throw new UnsupportedOperationException();
    }

    public void pin(long id, boolean pinned) {
        throw new UnsupportedOperationException();
    }

    /// Forgets a session and its findings; the capture file stays. The space is freed in the background.
    public void remove(long id) {
        throw new UnsupportedOperationException();
    }
}
