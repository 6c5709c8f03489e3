package dev.faultline.app.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A reading connection with temporary tables, shared by a view and those sorted from it. Thread-safe: one
/// query at a time.
final class ViewConnection {
    private final Readers readers;
    private final Connection connection;
    private final List<String> tables = new ArrayList<>();
    private int views;
    private int named;

    ViewConnection(Readers readers) {
        this.readers = readers;
        this.connection = readers.borrow();
    }

    synchronized <T> T read(Sql.Work<T> query) {
        if (views == 0 && named > 0) {
            throw new IllegalStateException("the view is closed");
        }
        return readers.run(connection, query);
    }

    /// Makes tables and fills them, all from the same state of the store; leaves nothing behind when that
    /// fails.
    synchronized <T> T build(Sql.Work<T> work) {
        views++;
        boolean done = false;
        try {
            T result = readers.run(connection, c -> {
                Sql.update(c, "BEGIN");
                T made = work.run(c);
                Sql.update(c, "COMMIT");
                return made;
            });
            done = true;
            return result;
        } finally {
            if (!done) {
                abandon();
            }
        }
    }

    private void abandon() {
        try {
            if (!connection.getAutoCommit()) {
                throw new IllegalStateException("transactions are begun by hand");
            }
            Sql.update(connection, "ROLLBACK");
        } catch (SQLException e) {
            System.getLogger(ViewConnection.class.getName()).log(System.Logger.Level.DEBUG, "already rolled back", e);
        }
        release();
    }

    /// A name that no table of the connection has. The table is dropped at the latest with the last view.
    synchronized String name(String prefix) {
        String name = prefix + "_" + ++named;
        tables.add(name);
        return name;
    }

    /// Drops a table that no other view needs.
    synchronized void drop(String table) {
        tables.remove(table);
        readers.run(connection, c -> Sql.update(c, "DROP TABLE IF EXISTS temp." + table));
    }

    /// One view less; the last one gives the connection back.
    synchronized void release() {
        views--;
        if (views == 0) {
            List.copyOf(tables).forEach(this::drop);
            readers.giveBack(connection);
        }
    }
}
