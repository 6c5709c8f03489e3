package dev.faultline.app.store;

import dev.faultline.app.names.NameIndex;
import dev.faultline.app.names.NamedCondition;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Sessions and findings in one SQLite file. Thread-safe; every method blocks and belongs on a background
/// thread.
///
/// The file is written by one thread and read over other connections, so that reading never waits for writing.
/// Several running programs may share it.
public final class FindingStore implements AutoCloseable {
    private final Database database;
    private final @Nullable Path setAside;
    private final boolean temporary;
    private final Clock clock;
    private final StoreWriter writer;
    private final Readers readers;
    private final FindingColumns columns;
    private final Housekeeping housekeeping;
    private final SessionCatalog sessions;
    private final SessionNames names = new SessionNames();

    /// How a store is opened.
    ///
    /// @param file the database; made, with its folders, when it is not there
    /// @param sizeLimit bytes of the file above which the sessions opened longest ago are evicted
    /// @param title words a finding is called by: what the table shows, sorts and searches
    /// @param clock tells when sessions were opened
    public record Options(Path file, long sizeLimit, Function<Finding, String> title, Clock clock) {
        /// Two gigabytes: some four million findings.
        public static final long DEFAULT_SIZE_LIMIT = 2L << 30;
    }

    private FindingStore(Options options, Opening opening, boolean temporary) {
        this.database = opening.database();
        this.setAside = opening.setAside();
        this.temporary = temporary;
        this.clock = options.clock();
        this.writer = new StoreWriter(database, opening.writer());
        this.readers = new Readers(database);
        this.columns = new FindingColumns(options.title());
        this.housekeeping = new Housekeeping(writer, options.sizeLimit());
        this.sessions = new SessionCatalog(readers, writer, housekeeping, clock);
    }

    /// Opens or makes the store. A file that is damaged is set aside, see [#setAside()]; one that a later
    /// version of the program made is left alone, and another used beside it.
    ///
    /// @throws StoreException when the folder cannot be written or its file system does not suit SQLite; use
    /// [#temporary] then
    public static FindingStore open(Options options) {
        return open(options, false);
    }

    /// A store that lives in the system's temporary folder and is deleted when closed.
    public static FindingStore temporary(Function<Finding, String> title, Clock clock) {
        try {
            Path file = Files.createTempDirectory("faultline").resolve("findings.db");
            return open(new Options(file, Options.DEFAULT_SIZE_LIMIT, title, clock), true);
        } catch (IOException e) {
            throw new StoreException(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private static FindingStore open(Options options, boolean temporary) {
        Opening opening = Opening.of(options.file(), options.clock().instant());
        FindingStore store = new FindingStore(options, opening, temporary);
        store.housekeeping.recover();
        return store;
    }

    /// Where a damaged database was moved to when this store was opened; tell the user.
    public Optional<Path> setAside() {
        return Optional.ofNullable(setAside);
    }

    /// The database file in use.
    public Path file() {
        return database.file();
    }

    /// The sessions.
    public SessionCatalog sessions() {
        return sessions;
    }

    /// Begins a session; earlier ones of just the same files are replaced and removed.
    ///
    /// @param name for people
    /// @param captures its files, absolute and normalised; the first is that of `origin`
    public SessionRecorder record(String name, SessionOrigin origin, List<Path> captures) {
        Optional<StoredSession> earlier = sessions.of(captures);
        boolean pinned = earlier.map(StoredSession::pinned).orElse(false);
        long session = writer.call(connection -> begin(connection, name, origin, captures, pinned));
        while (earlier.isPresent() && earlier.get().id() != session) {
            sessions.remove(earlier.get().id());
            earlier = sessions.of(captures);
        }
        return new SessionRecorder(writer, housekeeping, columns, names, session);
    }

    private long begin(Connection connection, String name, SessionOrigin origin, List<Path> captures, boolean pinned)
            throws SQLException {
        Sql.update(
                connection,
                "INSERT INTO session (kind, name, path, size, modified, identity, engine, state, owner, report,"
                        + " opened, pinned) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                origin.kind().id(),
                name,
                origin.path().toString(),
                origin.size(),
                origin.modified(),
                origin.identity(),
                origin.engine(),
                SessionState.READING.id(),
                ProcessHandle.current().pid(),
                new SessionRows().json(SessionReport.EMPTY),
                clock.millis(),
                pinned);
        long session = Sql.number(connection, "SELECT last_insert_rowid()");
        for (int i = 0; i < captures.size(); i++) {
            Sql.update(
                    connection,
                    "INSERT INTO capture (session, number, path) VALUES (?, ?, ?)",
                    session,
                    i,
                    captures.get(i).toString());
        }
        return session;
    }

    /// Runs a query and keeps its rows, in order, for the table. Takes some milliseconds; up to some seconds
    /// for a million findings, and gives up when the thread is interrupted.
    ///
    /// @throws java.util.concurrent.CancellationException when interrupted
    public FindingView view(FindingQuery query) {
        return FindingView.of(readers, columns, names, query);
    }

    /// The numbers of findings that a view of the query would have, without its rows.
    public FindingCounts counts(FindingQuery query) {
        if (!QuerySql.needsJava(query)) {
            return readers.read(connection -> Tally.counts(connection, QuerySql.parents(query)));
        }
        try (FindingView view = view(query)) {
            return view.counts();
        }
    }

    /// The histogram that a view of the query would have, without its rows; see [FindingView#histogram].
    public Histogram histogram(FindingQuery query, Histogram.Scale scale) {
        if (!QuerySql.needsJava(query)) {
            return readers.read(
                    connection -> Tally.histogram(connection, query.session(), QuerySql.parents(query), scale));
        }
        try (FindingView view = view(query)) {
            return view.histogram(scale);
        }
    }

    /// What addresses were called during a session. That of a session being recorded grows.
    public NameIndex names(long session) {
        return readers.read(connection -> names.of(connection, session));
    }

    /// Packets and bytes over time, of each file of a session that has some. That of a session being recorded
    /// grows.
    public List<Traffic> traffic(long session) {
        return readers.read(connection -> TrafficRows.load(connection, session));
    }

    /// What happened while a session was captured, in order of time.
    public List<SessionEvent> events(long session) {
        return readers.read(connection -> EventRows.load(connection, session));
    }

    /// A finding in full.
    public Optional<Finding> finding(long session, String id) {
        return readers.read(connection -> Sql.list(
                        connection,
                        "SELECT * FROM finding WHERE session = ? AND id = ?",
                        List.of(session, id),
                        columns::finding)
                .stream()
                .findFirst());
    }

    /// What hangs below a finding: its consequences and symptoms, in order of time. Each may have some of its
    /// own.
    public List<FindingRow> children(long session, String id) {
        return readers.read(connection -> {
            List<Path> captures = SessionRows.captures(connection, session);
            NameIndex index = names.of(connection, session);
            return Sql.list(
                    connection,
                    RowSql.SINGLE + "f.session = ? AND f.part_of = ? ORDER BY f.first, f.seq",
                    List.of(session, id),
                    row -> RowSql.row(row, captures, index));
        });
    }

    /// Hands all findings that meet a query to `sink`, those that are part of others too, in order of time,
    /// until it returns false. For exports: however many there are, one at a time is in memory. The query's
    /// order does not matter here.
    public void forEach(FindingQuery query, Predicate<Finding> sink) {
        QuerySql where = QuerySql.all(query);
        Predicate<Finding> asked = query.condition();
        readers.read(connection -> {
            Predicate<Finding> condition =
                    asked == null ? null : NamedCondition.with(asked, names.of(connection, query.session()));
            try (PreparedStatement statement = Sql.prepare(
                            connection,
                            "SELECT f.* FROM finding f WHERE " + where.condition() + " ORDER BY f.first, f.seq",
                            where.parameters());
                    ResultSet row = statement.executeQuery()) {
                boolean wanted = true;
                while (wanted && row.next()) {
                    Finding finding = columns.finding(row);
                    wanted = (condition != null && !condition.test(finding)) || sink.test(finding);
                }
            }
            return null;
        });
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        if (temporary) {
            delete();
        }
    }

    private void delete() {
        Path folder = Objects.requireNonNull(database.file().getParent());
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new StoreException(folder, e);
        }
    }
}
