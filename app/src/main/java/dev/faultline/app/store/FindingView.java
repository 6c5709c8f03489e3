package dev.faultline.app.store;

import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.names.NameIndex;
import dev.faultline.app.names.NamedCondition;
import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The rows of one query, in order, as they were when it ran: a table can show it steadily while an analysis
/// goes on, and change to a newer view when that is ready. The rows lie in a temporary table of SQLite, so a
/// million of them cost no heap.
///
/// Thread-safe; blocks; must be closed. A query gives up with a [java.util.concurrent.CancellationException]
/// when its thread is interrupted.
public final class FindingView implements AutoCloseable {
    private static final int HITS_PER_BATCH = 1000;

    private final ViewConnection connection;
    private final FindingQuery query;
    private final QuerySql where;
    private final List<Path> captures;
    private final NameIndex names;
    private final String table;
    private final int size;
    private @Nullable FindingCounts counts;
    private boolean closed;

    private FindingView(
            ViewConnection connection,
            FindingQuery query,
            QuerySql where,
            List<Path> captures,
            NameIndex names,
            String table,
            int size) {
        this.connection = connection;
        this.query = query;
        this.where = where;
        this.captures = captures;
        this.names = names;
        this.table = table;
        this.size = size;
    }

    static FindingView of(Readers readers, FindingColumns columns, SessionNames sessionNames, FindingQuery query) {
        ViewConnection connection = new ViewConnection(readers);
        return connection.build(c -> {
            long newest = Sql.number(c, "SELECT max(seq) FROM finding");
            QuerySql where = QuerySql.parents(query).and("+f.seq <= ?", newest);
            NameIndex names = sessionNames.of(c, query.session());
            Predicate<Finding> condition = QuerySql.needsJava(query) ? query.condition() : null;
            if (condition != null || !query.text().isBlank()) {
                String hits = connection.name("hit");
                keep(c, hits, columns, where, condition == null ? null : NamedCondition.with(condition, names));
                where = QuerySql.of("f.seq IN temp." + hits);
            }
            String table = connection.name("row");
            Sql.update(c, RowSql.create(table));
            NameFunction.register(c, names);
            insert(c, RowSql.fold(table, where.condition(), query.sort(), !names.isEmpty()), where.parameters());
            List<Path> captures = SessionRows.captures(c, query.session());
            return new FindingView(connection, query, where, captures, names, table, size(c, table));
        });
    }

    /// Notes the findings that are found by reading each of them, so that counts and timeline need not read
    /// them again.
    ///
    /// @param condition one that only Java knows; null when SQL knows all
    private static void keep(
            Connection connection,
            String hits,
            FindingColumns columns,
            QuerySql where,
            @Nullable Predicate<Finding> condition)
            throws SQLException {
        Sql.update(connection, "CREATE TEMP TABLE " + hits + " (seq INTEGER PRIMARY KEY)");
        if (condition == null) {
            insert(
                    connection,
                    "INSERT INTO temp." + hits + " SELECT f.seq FROM finding f INDEXED BY finding_session WHERE "
                            + where.condition(),
                    where.parameters());
            return;
        }
        String candidates = "SELECT f.* FROM finding f INDEXED BY finding_session WHERE " + where.condition();
        try (PreparedStatement select = Sql.prepare(connection, candidates, where.parameters());
                PreparedStatement insert = connection.prepareStatement("INSERT INTO temp." + hits + " VALUES (?)");
                ResultSet row = select.executeQuery()) {
            int batched = 0;
            while (row.next()) {
                if (condition.test(columns.finding(row))) {
                    insert.setLong(1, row.getLong("seq"));
                    insert.addBatch();
                    batched++;
                }
                if (batched == HITS_PER_BATCH) {
                    insert.executeBatch();
                    batched = 0;
                }
            }
            insert.executeBatch();
        }
    }

    private static void insert(Connection connection, String sql, List<?> parameters) throws SQLException {
        try (PreparedStatement statement = Sql.prepare(connection, sql, parameters)) {
            statement.executeUpdate();
        }
    }

    private static int size(Connection connection, String table) throws SQLException {
        return (int) Sql.number(connection, "SELECT max(pos) FROM temp." + table);
    }

    /// The query it answers.
    public FindingQuery query() {
        return query;
    }

    /// What addresses are called in its session. Never blocks.
    public EndpointNames names() {
        return names;
    }

    /// Number of rows. Never blocks.
    public int size() {
        return size;
    }

    /// The findings in all rows, by severity and class.
    public synchronized FindingCounts counts() {
        FindingCounts known = counts;
        if (known == null) {
            known = connection.read(c -> Tally.counts(c, where));
            counts = known;
        }
        return known;
    }

    /// Rows `from` (inclusive) to `to` (exclusive); any page takes about a millisecond. Fewer when the session
    /// was removed meanwhile.
    public List<FindingRow> rows(int from, int to) {
        return connection.read(
                c -> Sql.list(c, RowSql.page(table), List.of(from, to), row -> RowSql.row(row, captures, names)));
    }

    /// Index of the row with that fold key, or -1: to keep a selection when a view replaces another.
    public int indexOf(long fold) {
        return connection.read(c -> (int) Sql.number(c, "SELECT pos FROM temp." + table + " WHERE fold = ?", fold)) - 1;
    }

    /// The same rows in another order, as a view of their own. Quicker than a new query.
    public FindingView sorted(FindingSort sort) {
        return connection.build(c -> {
            String other = connection.name("row");
            Sql.update(c, RowSql.create(other));
            insert(c, RowSql.sorted(other, table, sort, !names.isEmpty()), List.of());
            return new FindingView(connection, query.withSort(sort), where, captures, names, other, size);
        });
    }

    /// The single findings of a folded row that meet the query, in order of time, as rows of their own.
    ///
    /// @param offset how many to skip
    /// @param limit at most so many
    public List<FindingRow> members(long fold, int offset, int limit) {
        QuerySql members = where.and("f.fold = ?", fold);
        String sql = RowSql.SINGLE + members.condition() + " ORDER BY f.first, f.seq LIMIT ? OFFSET ?";
        return connection.read(c -> Sql.list(
                c,
                sql,
                members.parameters(List.of(), List.of(limit, offset)),
                row -> RowSql.row(row, captures, names)));
    }

    /// How many findings of the view began in each stretch of time, for the timeline.
    public Histogram histogram(Histogram.Scale scale) {
        return connection.read(c -> Tally.histogram(c, query.session(), where, scale));
    }

    /// Frees the temporary table.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        connection.drop(table);
        connection.release();
    }
}
