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

    static Histogram histogram(Connection connection, QuerySql where, Histogram.Scale scale) throws SQLException {
        QuerySql span = where.and("f.first >= ? AND f.first < ?", scale.start(), scale.end());
        String sql = "SELECT (f.first - ?) / ? AS bucket, " + scale.grouping().expression()
                + " AS word, count(*) FROM finding f WHERE " + span.condition() + " GROUP BY bucket, word";
        List<Map<String, Long>> counted = new ArrayList<>(scale.buckets());
        for (int i = 0; i < scale.buckets(); i++) {
            counted.add(new HashMap<>());
        }
        List<Long> before = List.of(scale.start(), scale.bucketNanos());
        try (PreparedStatement statement = Sql.prepare(connection, sql, span.parameters(before, List.of()));
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                counted.get(row.getInt(1)).put(row.getString(2), row.getLong(3));
            }
        }
        return new Histogram(scale, counted);
    }
}
