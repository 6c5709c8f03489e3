package dev.faultline.app.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Brings a database to the present schema by the scripts `001.sql`, `002.sql`, … beside this class. The number
/// of the last one that ran is the database's `user_version`.
final class Migrations {
    /// The present schema.
    static final int LATEST = 4;

    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*\n");

    private Migrations() {}

    /// Runs what is missing up to `version`, each script in a transaction of its own.
    static void migrate(Connection connection, int version) throws SQLException {
        for (int next = version(connection) + 1; next <= version; next++) {
            run(connection, next, script(next));
        }
    }

    /// The schema that the database has now; 0 for a new one.
    static int version(Connection connection) throws SQLException {
        return (int) Sql.number(connection, "PRAGMA user_version");
    }

    private static void run(Connection connection, int number, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (String part : END_OF_STATEMENT.splitAsStream(script).toList()) {
                    if (!part.isBlank()) {
                        statement.execute(part);
                    }
                }
                statement.execute("PRAGMA user_version = " + number);
                statement.execute("COMMIT");
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private static String script(int number) {
        String name = "%03d.sql".formatted(number);
        try (@Nullable InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no migration " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
