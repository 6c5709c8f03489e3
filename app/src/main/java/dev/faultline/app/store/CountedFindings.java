package dev.faultline.app.store;

import java.sql.Connection;
import java.sql.SQLException;

/// The numbers of findings that stand with a session in the recent list.
final class CountedFindings {
    private CountedFindings() {}

    /// Counts the findings of a session that are part of no other, by severity.
    static void store(Connection connection, long session) throws SQLException {
        long[] counts = new long[4];
        Sql.list(
                        connection,
                        "SELECT severity, count(*) FROM finding WHERE session = ? AND part_of IS NULL GROUP BY severity",
                        java.util.List.of(session),
                        row -> new long[] {row.getLong(1), row.getLong(2)})
                .forEach(row -> counts[(int) row[0]] = row[1]);
        Sql.update(
                connection,
                "UPDATE session SET infos = ?, notices = ?, warnings = ?, errors = ? WHERE id = ?",
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                session);
    }
}
