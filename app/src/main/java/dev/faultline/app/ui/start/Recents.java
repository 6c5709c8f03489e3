package dev.faultline.app.ui.start;

import dev.faultline.app.store.StoredSession;
import java.util.List;

/// What was opened before. Blocks, so it is called in the background; behind it is the store.
public interface Recents {
    /// The sessions last opened; see [dev.faultline.app.store.SessionCatalog#recent].
    List<StoredSession> recent(String search, int limit);

    /// Keeps a session at the top, or no longer.
    void pin(long id, boolean pinned);

    /// Forgets a session; its file stays.
    void remove(long id);
}
