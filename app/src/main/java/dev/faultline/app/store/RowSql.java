package dev.faultline.app.store;

import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.FindingState;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows of the table in SQL: how findings are folded and sorted, and how rows are read.
final class RowSql {
    /// Columns of a temporary table of rows, besides its key `pos`. `leader` is the finding that stands for the
    /// row.
    private static final String COLUMNS =
            "fold, leader, severity, settled, confidence, first, last, flows, count, blame, reporter";

    /// So many low bits hold the number of a finding, where its severity stands above it.
    private static final int SEQ_BITS = 52;

    private static final String OF_FINDING =
            "f.id, f.title, f.kind, f.transport, f.src_ip, f.src_port, f.dst_ip, f.dst_port, f.stream, f.capture,"
                    + " f.request, f.elapsed,";
    private static final String PARTS =
            "EXISTS (SELECT 1 FROM finding p WHERE p.session = f.session AND p.part_of = f.id)";

    /// Reads single findings as rows; a condition follows.
    static final String SINGLE = "SELECT f.fold, " + OF_FINDING + " f.severity, f.state = 'final' AS settled,"
            + " f.confidence, f.first, f.last, 1 AS flows, f.count, f.blame, f.reporter, " + PARTS
            + " AS parts FROM finding f WHERE ";

    private RowSql() {}

    static String create(String table) {
        return "CREATE TEMP TABLE " + table + " (pos INTEGER PRIMARY KEY, " + COLUMNS + ")";
    }

    /// Folds the findings that meet `condition` into the rows of `table`, in order.
    ///
    /// @param named whether addresses have names
    static String fold(String table, String condition, FindingSort sort, boolean named) {
        long mask = (1L << SEQ_BITS) - 1;
        String groups = "SELECT fold, min((3 - f.severity) << " + SEQ_BITS + " | f.seq) & " + mask + " AS leader,"
                + " max(f.severity) AS severity, max(f.state = 'final') AS settled, max(f.confidence) AS confidence,"
                + " min(f.first) AS first, max(f.last) AS last, count(*) AS flows, sum(f.count) AS count,"
                + " CASE WHEN min(f.blame) = max(f.blame) THEN min(f.blame) END AS blame,"
                + " CASE WHEN min(f.reporter) = max(f.reporter) AND count(f.reporter) = count(*)"
                + " THEN min(f.reporter) END AS reporter"
                + " FROM finding f WHERE " + condition + " GROUP BY f.fold";
        return insert(table, "(" + groups + ")", sort, named);
    }

    /// Fills `table` with the rows of another, in another order.
    ///
    /// @param named whether addresses have names
    static String sorted(String table, String from, FindingSort sort, boolean named) {
        return insert(table, "temp." + from, sort, named);
    }

    private static String insert(String table, String rows, FindingSort sort, boolean named) {
        boolean join = sort.keys().stream().anyMatch(key -> isOfLeader(key.column()));
        return "INSERT INTO temp." + table + " (" + COLUMNS + ") SELECT "
                + COLUMNS.replaceAll("(\\w+)", "r.$1")
                + " FROM " + rows + " r"
                + (join ? " CROSS JOIN finding f ON f.seq = r.leader" : "")
                + " ORDER BY " + order(sort, named);
    }

    private static String order(FindingSort sort, boolean named) {
        String keys = sort.keys().stream()
                .map(key -> Stream.concat(
                                named ? names(key) : Stream.empty(),
                                expressions(key.column()).stream()
                                        .map(expression -> expression + (key.descending() ? " DESC" : "")))
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining(", "));
        return (keys.isEmpty() ? "" : keys + ", ") + "r.first, r.fold";
    }

    /// What comes before the addresses where they have names.
    private static Stream<String> names(FindingSort.Key key) {
        String way = key.descending() ? " DESC NULLS FIRST" : " NULLS LAST";
        return switch (key.column()) {
            case SOURCE -> Stream.of(NameFunction.of("src") + way);
            case DESTINATION -> Stream.of(NameFunction.of("dst") + way);
            case SEVERITY, CLASS, FIRST, LAST, TITLE, KIND, BLAME, FLOWS, COUNT, CONFIDENCE, REQUEST, ELAPSED ->
                Stream.empty();
        };
    }

    private static boolean isOfLeader(FindingColumn column) {
        return expressions(column).getFirst().startsWith("f.");
    }

    private static List<String> expressions(FindingColumn column) {
        return switch (column) {
            case SEVERITY -> List.of("r.severity");
            case CLASS -> List.of("f.class");
            case FIRST -> List.of("r.first");
            case LAST -> List.of("r.last");
            case TITLE -> List.of("f.title COLLATE NOCASE");
            case KIND -> List.of("f.kind");
            case SOURCE -> List.of("f.src_ip");
            case DESTINATION -> List.of("f.dst_ip", "f.dst_port");
            case BLAME -> List.of("r.blame");
            case FLOWS -> List.of("r.flows");
            case COUNT -> List.of("r.count");
            case CONFIDENCE -> List.of("r.confidence");
            case REQUEST -> List.of("f.request COLLATE NOCASE");
            case ELAPSED -> List.of("f.elapsed");
        };
    }

    /// Reads rows `from` (exclusive) to `to` (inclusive, both by `pos`).
    static String page(String table) {
        return "SELECT r.fold, " + OF_FINDING
                + " r.severity, r.settled, r.confidence, r.first, r.last, r.flows, r.count,"
                + " r.blame, r.reporter, r.flows = 1 AND " + PARTS + " AS parts FROM temp." + table
                + " r JOIN finding f ON f.seq = r.leader WHERE r.pos > ? AND r.pos <= ? ORDER BY r.pos";
    }

    private static @Nullable Long elapsed(ResultSet row) throws SQLException {
        long nanos = row.getLong("elapsed");
        return row.wasNull() ? null : nanos;
    }

    /// The row that a result of [#page] or [#SINGLE] stands at.
    static FindingRow row(ResultSet row, List<Path> captures, EndpointNames names) throws SQLException {
        long flows = row.getLong("flows");
        boolean folded = flows > 1;
        long first = row.getLong("first");
        Endpoint src = Addresses.endpoint(row.getBytes("src_ip"), folded ? Endpoint.NO_PORT : row.getInt("src_port"));
        Endpoint dst = Addresses.endpoint(row.getBytes("dst_ip"), row.getInt("dst_port"));
        @Nullable String blame = row.getString("blame");
        return new FindingRow(
                row.getLong("fold"),
                row.getString("id"),
                row.getString("title"),
                FindingColumns.kind(row),
                FindingColumns.severity(row.getInt("severity")),
                row.getBoolean("settled") ? FindingState.FINAL : FindingState.OPEN_AT_END,
                FindingColumns.confidence(row.getInt("confidence")),
                first,
                row.getLong("last"),
                flows,
                row.getLong("count"),
                FindingColumns.transport(row),
                src,
                dst,
                blame == null ? null : FindingColumns.blame(blame),
                FindingColumns.reporter(row),
                folded ? -1 : row.getInt("stream"),
                row.getBoolean("parts"),
                row.getString("request"),
                elapsed(row),
                names.at(src, first),
                names.at(dst, first),
                captures.get(row.getInt("capture")));
    }
}
