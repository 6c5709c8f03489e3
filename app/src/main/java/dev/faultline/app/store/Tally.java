package dev.faultline.app.store;

import dev.faultline.engine.finding.FindingClass;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers of the findings that meet a condition: by severity and class, and over time.
final class Tally {
    private Tally() {}

    static FindingCounts counts(Connection connection, QuerySql where) throws SQLException {
        Map<FindingCounts.Cell, Long> cells = new HashMap<>();
        String sql = "SELECT f.severity, f.class, count(*) FROM finding f WHERE " + where.condition()
                + " GROUP BY f.severity, f.class";
        try (PreparedStatement statement = Sql.prepare(connection, sql, where.parameters());
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                FindingClass findingClass = FindingColumns.findingClass(row.getString(2));
                cells.put(new FindingCounts.Cell(FindingColumns.severity(row.getInt(1)), findingClass), row.getLong(3));
            }
        }
        return new FindingCounts(cells);
    }

    static Histogram histogram(Connection connection, long session, QuerySql where, Histogram.Scale scale)
            throws SQLException {
        QuerySql span = where.and("f.first >= ? AND f.first < ?", scale.start(), scale.end());
        String sql = "SELECT (f.first - ?) / ? AS bucket, " + scale.grouping().expression()
                + " AS word, count(*) FROM finding f WHERE " + span.condition() + " GROUP BY bucket, word";
        List<Map<String, Long>> counted = new ArrayList<>(scale.buckets());
        for (int i = 0; i < scale.buckets(); i++) {
            counted.add(new HashMap<>());
        }
        Map<String, String> words = words(connection, session, scale.grouping());
        List<Long> before = List.of(scale.start(), scale.bucketNanos());
        try (PreparedStatement statement = Sql.prepare(connection, sql, span.parameters(before, List.of()));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                String word = row.getString(2);
                String named = words.isEmpty() ? word : words.getOrDefault(word, "");
                counted.get(row.getInt(1)).merge(named, row.getLong(3), Long::sum);
            }
        }
        return new Histogram(scale, counted);
    }

    /// What parties are called, by their numbers; nothing when findings are not told apart by them.
    private static Map<String, String> words(Connection connection, long session, Grouping grouping)
            throws SQLException {
        if (grouping.partyColumn() == null) {
            return Map.of();
        }
        Map<String, String> words = new HashMap<>(Map.of("0", ""));
        String sql = "SELECT number, " + grouping.partyColumn() + " FROM party WHERE session = ?";
        Sql.list(connection, sql, List.of(session), row -> words.put(row.getString(1), row.getString(2)));
        return words;
    }
}
