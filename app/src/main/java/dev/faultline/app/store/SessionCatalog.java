package dev.faultline.app.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The sessions in the store: the start page's recent list. Blocks; thread-safe.
public final class SessionCatalog {
    private final Readers readers;
    private final StoreWriter writer;
    private final Housekeeping housekeeping;
    private final Clock clock;
    private final SessionRows rows = new SessionRows();

    SessionCatalog(Readers readers, StoreWriter writer, Housekeeping housekeeping, Clock clock) {
        this.readers = readers;
        this.writer = writer;
        this.housekeeping = housekeeping;
        this.clock = clock;
    }

    /// The sessions last opened, pinned ones first, then the latest first.
    ///
    /// @param search words that name or path must contain, in any order and case; empty for all
    /// @param limit at most so many
    public List<StoredSession> recent(String search, int limit) {
        List<String> words = QuerySql.words(search);
        int read = words.isEmpty() ? limit : Integer.MAX_VALUE;
        return readers
                .read(connection ->
                        rows.select(connection, "1 ORDER BY pinned DESC, opened DESC, id DESC LIMIT ?", List.of(read)))
                .stream()
                .filter(session -> words.stream().allMatch(found(session)::contains))
                .limit(limit)
                .toList();
    }

    /// What a search looks at. In Java, as SQLite knows the case of ASCII only.
    private static String found(StoredSession session) {
        return (session.name() + '\n' + session.captures()).toLowerCase(Locale.ROOT);
    }

    public Optional<StoredSession> byId(long id) {
        return readers.read(connection ->
                rows.select(connection, "id = ?", List.of(id)).stream().findFirst());
    }

    /// The latest session of just these files, whether it still fits them or not.
    ///
    /// @param files absolute and normalised, in the order they were opened
    public Optional<StoredSession> of(List<Path> files) {
        List<StoredSession> candidates = readers.read(connection -> rows.select(
                connection,
                "path = ? ORDER BY id DESC",
                List.of(files.getFirst().toString())));
        return candidates.stream()
                .filter(session -> session.captures().equals(files))
                .findFirst();
    }

    /// Notes that the user has opened it now.
    public void opened(long id) {
        long now = clock.millis();
        writer.call(connection -> Sql.update(connection, "UPDATE session SET opened = ? WHERE id = ?", now, id));
    }

    public void pin(long id, boolean pinned) {
        writer.call(connection -> Sql.update(connection, "UPDATE session SET pinned = ? WHERE id = ?", pinned, id));
    }

    /// Forgets a session and its findings; the capture file stays. The space is freed in the background.
    public void remove(long id) {
        writer.call(connection ->
                Sql.update(connection, "UPDATE session SET state = ? WHERE id = ?", SessionRows.REMOVED, id));
        housekeeping.purge(id);
    }
}
