package dev.faultline.app.store;

import dev.faultline.app.names.NameIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The names of sessions: of those that this program records as they grow, of a few others as they were stored.
/// Thread-safe.
final class SessionNames {
    private static final int KEPT = 4;

    private final Map<Long, NameIndex> recording = new ConcurrentHashMap<>();
    private final Map<Long, NameIndex> stored = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, NameIndex> eldest) {
            return size() > KEPT;
        }
    };

    /// An index for a session that begins.
    NameIndex begin(long session) {
        NameIndex index = new NameIndex();
        recording.put(session, index);
        return index;
    }

    /// The session is over, and its names are stored.
    void end(long session) {
        NameIndex index = recording.remove(session);
        if (index != null) {
            synchronized (stored) {
                stored.put(session, index);
            }
        }
    }

    NameIndex of(Connection connection, long session) throws SQLException {
        @Nullable NameIndex growing = recording.get(session);
        if (growing != null) {
            return growing;
        }
        synchronized (stored) {
            NameIndex known = stored.get(session);
            if (known == null) {
                known = NameRows.load(connection, session);
                stored.put(session, known);
            }
            return known;
        }
    }
}
