package dev.faultline.app.ui.findings;

import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.SessionListener;
import dev.faultline.app.store.StoredSession;

/// What the findings view must know of a session.
interface SessionFeed {
    /// Id in the store.
    long id();

    /// The session as it is now. Never blocks.
    StoredSession snapshot();

    /// Adds a listener, called on background threads.
    ///
    /// @return removes the listener
    Runnable listen(SessionListener listener);

    /// That of an open session.
    static SessionFeed of(AnalysisSession session) {
        return new SessionFeed() {
            @Override
            public long id() {
                return session.id();
            }

            @Override
            public StoredSession snapshot() {
                return session.snapshot();
            }

            @Override
            public Runnable listen(SessionListener listener) {
                return session.listen(listener);
            }
        };
    }
}
