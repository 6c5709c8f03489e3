package dev.faultline.app.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Keeps the file within its size: deletes what was removed, evicts what was opened longest ago. Works on the
/// writer's thread in small steps, so that findings of a running analysis never wait long.
final class Housekeeping {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
    private static final List<String> TABLES = List.of("name", "capture", "traffic", "event", "party");
    private static final int ROWS_PER_STEP = 10_000;
    private static final int PAGES_PER_STEP = 2_000;

    private final StoreWriter writer;
    private final long sizeLimit;

    /// @param sizeLimit bytes
    Housekeeping(StoreWriter writer, long sizeLimit) {
        this.writer = writer;
        this.sizeLimit = sizeLimit;
    }

    /// Takes up what an earlier run of the program left: sessions it did not end, and rows it did not delete.
    void recover() {
        writer.call(connection -> {
            List<long[]> reading =
                    Sql.list(connection, "SELECT id, owner FROM session WHERE state = 'reading'", List.of(), row ->
                            new long[] {row.getLong(1), row.getLong(2)});
            for (long[] session : reading) {
                if (!isRunning(session[1])) {
                    Sql.update(connection, "UPDATE session SET state = 'cancelled' WHERE id = ?", session[0]);
                    CountedFindings.store(connection, session[0]);
                }
            }
            return reading.size();
        });
        List<Long> removed = writer.call(connection -> Sql.list(
                connection, "SELECT id FROM session WHERE state = 'removed'", List.of(), row -> row.getLong(1)));
        removed.forEach(this::purge);
        shrink();
        evict();
    }

    private static boolean isRunning(long process) {
        return ProcessHandle.of(process).isPresent();
    }

    /// Deletes the findings of a removed session, then the session, then gives the space back.
    void purge(long session) {
        purge(session, () -> {});
    }

    private void purge(long session, Runnable then) {
        submit(connection -> {
            int deleted = Sql.update(
                    connection,
                    "DELETE FROM finding WHERE seq IN (SELECT seq FROM finding WHERE session = ? LIMIT ?)",
                    session,
                    ROWS_PER_STEP);
            if (deleted > 0) {
                purge(session, then);
                return;
            }
            for (String table : TABLES) {
                Sql.update(connection, "DELETE FROM " + table + " WHERE session = ?", session);
            }
            Sql.update(connection, "DELETE FROM session WHERE id = ?", session);
            shrink();
            then.run();
        });
    }

    private void shrink() {
        submit(connection -> {
            long free = Sql.number(connection, "PRAGMA freelist_count");
            try (Statement statement = connection.createStatement()) {
                // A prepared statement would stop after the first page.
                statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_PER_STEP + ")");
            }
            long left = Sql.number(connection, "PRAGMA freelist_count");
            if (left > 0 && left < free) {
                shrink();
            }
        });
    }

    /// Removes the sessions opened longest ago until the rest fits; never pinned ones, nor those being read,
    /// nor the one opened last.
    void evict() {
        submit(connection -> {
            long size = size(connection);
            if (size <= sizeLimit) {
                return;
            }
            List<Long> oldest = Sql.list(
                    connection,
                    "SELECT id FROM session WHERE state NOT IN ('reading', 'removed') AND pinned = 0"
                            + " AND id <> (SELECT id FROM session ORDER BY opened DESC, id DESC LIMIT 1)"
                            + " ORDER BY opened, id LIMIT 1",
                    List.of(),
                    row -> row.getLong(1));
            for (long session : oldest) {
                LOG.log(System.Logger.Level.INFO, "store of {0} bytes: session {1} evicted", size, session);
                Sql.update(connection, "UPDATE session SET state = ? WHERE id = ?", SessionRows.REMOVED, session);
                // Until the rows are gone the size says nothing.
                purge(session, this::evict);
            }
        });
    }

    /// Bytes in use, without what was deleted and not given back yet.
    static long size(Connection connection) throws SQLException {
        long pages = Sql.number(connection, "PRAGMA page_count") - Sql.number(connection, "PRAGMA freelist_count");
        return pages * Sql.number(connection, "PRAGMA page_size");
    }

    /// A step of work.
    @FunctionalInterface
    private interface Step {
        void run(Connection connection) throws SQLException;
    }

    private void submit(Step step) {
        writer.post(
                connection -> {
                    step.run(connection);
                    return true;
                },
                () -> {},
                failure -> {
                    // What is left when the program ends is taken up at the next start.
                    if (!writer.isClosing()) {
                        LOG.log(System.Logger.Level.WARNING, "store not cleaned", failure);
                    }
                });
    }
}
