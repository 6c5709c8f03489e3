package dev.faultline.app.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Connections for reading, used again. Thread-safe.
final class Readers implements AutoCloseable {
    private static final int KEPT = 4;

    private final Database database;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    Readers(Database database) {
        this.database = database;
    }

    /// Runs a query.
    ///
    /// @throws CancellationException when the thread is interrupted
    <T extends @Nullable Object> T read(Sql.Work<T> query) {
        Connection connection = borrow();
        try {
            return run(connection, query);
        } finally {
            giveBack(connection);
        }
    }

    /// Runs a query on a connection that was borrowed.
    <T extends @Nullable Object> T run(Connection connection, Sql.Work<T> query) {
        try {
            return query.run(connection);
        } catch (SQLException e) {
            if (Database.isInterrupt(e)) {
                throw (CancellationException) new CancellationException(e.getMessage()).initCause(e);
            }
            throw database.failure(e);
        }
    }

    Connection borrow() {
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the store is closed");
            }
            Connection connection = idle.poll();
            if (connection != null) {
                return connection;
            }
        }
        try {
            return database.openReader();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    void giveBack(Connection connection) {
        synchronized (this) {
            if (!closed && idle.size() < KEPT) {
                idle.push(connection);
                return;
            }
        }
        close(connection);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            idle.forEach(this::close);
            idle.clear();
        }
    }

    private void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
