package dev.faultline.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a store's file is opened: made when missing, brought to the present schema, set aside when damaged, left
/// alone when a later version of the program made it.
///
/// @param database that is in use
/// @param writer connection to it
/// @param setAside where a damaged file was moved to, or null
record Opening(
        Database database, Connection writer, @Nullable Path setAside) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /// SQLite's own files beside the database; the last write may still be in them.
    private static final List<String> COMPANIONS = List.of("", "-wal", "-shm");

    static Opening of(Path file, Instant now) {
        Database database = new Database(file.toAbsolutePath());
        try {
            Files.createDirectories(database.file().getParent());
            if (Files.exists(database.damageNote())) {
                return afresh(database, now);
            }
            Connection writer = connect(database);
            return writer == null ? afresh(database, now) : opened(database, writer, null);
        } catch (IOException | SQLException e) {
            throw new StoreException(file, e);
        }
    }

    /// A connection to a database that can be read, or null when the file is damaged.
    private static @Nullable Connection connect(Database database) throws SQLException {
        Connection connection = null;
        boolean good = false;
        try {
            connection = database.openWriter();
            if (Migrations.version(connection) <= Migrations.LATEST) {
                Migrations.migrate(connection, Migrations.LATEST);
                Sql.number(connection, "SELECT count(*) FROM session");
                Sql.number(connection, "SELECT max(seq) FROM finding");
            }
            good = true;
            return connection;
        } catch (SQLException e) {
            if (Database.isDamage(e)) {
                return null;
            }
            throw e;
        } finally {
            if (!good && connection != null) {
                connection.close();
            }
        }
    }

    private static Opening opened(Database database, Connection writer, @Nullable Path setAside) throws SQLException {
        if (Migrations.version(writer) <= Migrations.LATEST) {
            return new Opening(database, writer, setAside);
        }
        writer.close();
        Database own = new Database(database.sibling("." + Migrations.LATEST));
        Connection connection = connect(own);
        if (connection == null) {
            throw new SQLException("damaged: " + own.file());
        }
        return new Opening(own, connection, setAside);
    }

    private static Opening afresh(Database database, Instant now) throws IOException, SQLException {
        Path aside = database.sibling(".damaged-" + STAMP.format(now));
        for (String companion : COMPANIONS) {
            Path from = database.sibling(companion);
            if (Files.exists(from)) {
                Files.move(from, aside.resolveSibling(aside.getFileName() + companion));
            }
        }
        Files.deleteIfExists(database.damageNote());
        Connection writer = connect(database);
        if (writer == null) {
            throw new SQLException("damaged, though new");
        }
        return opened(database, writer, aside);
    }
}
