package dev.faultline.app.session;

import dev.faultline.app.store.StoredSession;

/// Hears how an analysis goes. Called on background threads, one call after the other; should return soon.
public interface SessionListener {
    /// About ten times a second while packets are read.
    default void onProgress(SessionProgress progress) {}

    /// The store has new or changed findings of the session: at most ten times a second, and once after the
    /// last.
    default void onFindings() {}

    /// The store has more of the traffic, or of what happened: about once a second.
    default void onTraffic() {}

    /// The session is over, with its last findings stored.
    default void onEnd(StoredSession session) {}
}
