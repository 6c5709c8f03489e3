package dev.faultline.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// One SQLite file, and how connections to it are set up.
///
/// @param file the database
record Database(Path file) {
    /// How long to wait for another program that writes, in milliseconds.
    private static final int BUSY_TIMEOUT = 20_000;

    /// SQLite's own measure of work between two looks at whether the caller still wants the answer: some
    /// milliseconds.
    private static final int INSTRUCTIONS_PER_LOOK = 200_000;

    private static final int WRITER_CACHE_KIB = 32 << 10;
    private static final int READER_CACHE_KIB = 8 << 10;
    private static final int JOURNAL_LIMIT = 64 << 20;

    /// A connection for the one thread that writes.
    Connection openWriter() throws SQLException {
        return open(WRITER_CACHE_KIB);
    }

    /// A connection for queries and temporary tables. A query gives up when its thread is interrupted.
    Connection openReader() throws SQLException {
        Connection connection = open(READER_CACHE_KIB);
        ProgressHandler.setHandler(connection, INSTRUCTIONS_PER_LOOK, new ProgressHandler() {
            @Override
            protected int progress() {
                return Thread.currentThread().isInterrupted() ? 1 : 0;
            }
        });
        return connection;
    }

    private Connection open(int cacheKib) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT);
        config.setGetGeneratedKeys(false);
        Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        try (Statement statement = connection.createStatement()) {
            if (Sql.number(connection, "PRAGMA page_count") == 0) {
                // Only heard by an empty database: space of what was deleted can be given back.
                statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            }
            statement.execute("PRAGMA journal_mode = WAL");
            // With WAL a crash of the system may lose the last writes, but never damages the file.
            statement.execute("PRAGMA synchronous = NORMAL");
            statement.execute("PRAGMA journal_size_limit = " + JOURNAL_LIMIT);
            statement.execute("PRAGMA cache_size = -" + cacheKib);
            statement.execute("PRAGMA temp.cache_size = -" + READER_CACHE_KIB);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// What is told to callers. Damage is noted beside the file, so that the next start sets it aside.
    StoreException failure(SQLException e) {
        if (isDamage(e)) {
            try {
                Files.writeString(damageNote(), e + System.lineSeparator());
            } catch (IOException note) {
                e.addSuppressed(note);
            }
        }
        return new StoreException(file, e);
    }

    /// There when a query has met damage.
    Path damageNote() {
        return sibling(".damaged");
    }

    /// A file beside the database, by what its name has at the end.
    Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /// Whether an error says that the file is damaged, or no database at all.
    static boolean isDamage(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return false;
        }
        int primary = sqlite.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /// Whether a query gave up because its thread was interrupted.
    static boolean isInterrupt(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_INTERRUPT.code;
    }
}
