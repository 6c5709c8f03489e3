package dev.faultline.app.store;

import dev.faultline.app.names.NameEntry;
import dev.faultline.app.names.NameIndex;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Traffic;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Writes the findings of one running analysis. Used by one thread; hands the work to the store's writer and
/// waits only when that falls far behind.
public final class SessionRecorder {
    private static final int BATCHES_WAITING = 8;
    private static final int MOST_EVENTS = 5_000;

    private final StoreWriter writer;
    private final Housekeeping housekeeping;
    private final FindingColumns columns;
    private final SessionRows rows = new SessionRows();
    private final PartyRows parties = new PartyRows();
    private final SessionNames sessionNames;
    private final NameIndex names;
    private final long session;
    private final AtomicInteger events = new AtomicInteger();
    private final Semaphore room = new Semaphore(BATCHES_WAITING);
    private volatile @Nullable StoreException failure;

    SessionRecorder(
            StoreWriter writer,
            Housekeeping housekeeping,
            FindingColumns columns,
            SessionNames sessionNames,
            long session) {
        this.writer = writer;
        this.housekeeping = housekeeping;
        this.columns = columns;
        this.sessionNames = sessionNames;
        this.session = session;
        names = sessionNames.begin(session);
    }

    /// Id of the session in the store.
    public long session() {
        return session;
    }

    /// Adds a file to the session.
    ///
    /// @param number the next one
    public void addCapture(int number, Path path) {
        throwFailure();
        writer.post(
                connection -> Sql.update(
                        connection,
                        "INSERT INTO capture (session, number, path) VALUES (?, ?, ?)",
                        session,
                        number,
                        path.toString()),
                () -> {},
                this::fail);
    }

    /// What addresses are called during the session. What is added is stored with the next findings, and at the
    /// end.
    public NameIndex names() {
        return names;
    }

    /// Adds findings; one with the id of an earlier one replaces it. Best in batches of some hundreds or
    /// thousands.
    ///
    /// @param capture number of the session's file that they are of, from 0
    /// @param written run on the writer's thread as soon as views can see them
    /// @throws StoreException when an earlier write failed
    public void record(int capture, List<Finding> findings, Runnable written) {
        throwFailure();
        List<Finding> batch = List.copyOf(findings);
        List<NameEntry> newNames = names.drainChanges();
        room.acquireUninterruptibly();
        writer.post(
                connection -> {
                    NameRows.store(connection, session, newNames);
                    return insert(connection, capture, batch);
                },
                () -> {
                    room.release();
                    written.run();
                },
                e -> {
                    fail(e);
                    room.release();
                });
    }

    /// Stores what is known about the capture while it is read.
    public void progress(SessionReport report) {
        throwFailure();
        String json = rows.json(report);
        writer.post(
                connection -> Sql.update(connection, "UPDATE session SET report = ? WHERE id = ?", json, session),
                () -> {},
                this::fail);
    }

    /// Stores packets, bytes and losses of one of the session's files until now.
    ///
    /// @param capture number of the file
    /// @param place what its losses are told of
    /// @param written run on the writer's thread as soon as it can be read
    public void traffic(int capture, String place, Traffic traffic, Runnable written) {
        throwFailure();
        writer.post(
                connection -> {
                    TrafficRows.store(connection, session, capture, traffic);
                    EventRows.storeLosses(connection, session, capture, place, traffic.losses());
                    return true;
                },
                written,
                this::fail);
    }

    /// Stores something that happened; beyond some thousands nothing more.
    ///
    /// @param written run on the writer's thread as soon as it can be read
    public void event(SessionEvent event, Runnable written) {
        throwFailure();
        if (events.incrementAndGet() <= MOST_EVENTS) {
            writer.post(
                    connection -> {
                        EventRows.store(connection, session, event);
                        return true;
                    },
                    written,
                    this::fail);
        }
    }

    private void fail(StoreException e) {
        failure = e;
    }

    private void throwFailure() {
        StoreException earlier = failure;
        if (earlier != null) {
            throw earlier;
        }
    }

    private int insert(Connection connection, int capture, List<Finding> findings) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(FindingColumns.UPSERT)) {
            for (Finding finding : findings) {
                int party = columns.set(upsert, session, capture, finding, names);
                upsert.setInt(party, parties.number(connection, session, Party.of(finding, names)));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        return findings.size();
    }

    /// Ends the session and waits until all is on disk.
    ///
    /// @param reason why, for [SessionState#FAILED]; else null
    /// @return the session as stored
    /// @throws StoreException when something could not be written
    public StoredSession finish(SessionState state, SessionReport report, @Nullable String reason) {
        throwFailure();
        List<NameEntry> newNames = names.drainChanges();
        List<StoredSession> stored = writer.call(connection -> {
            NameRows.store(connection, session, newNames);
            orphans(connection);
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE session SET state = ?, report = ?, failure = ? WHERE id = ? AND state <> 'removed'")) {
                update.setString(1, state.id());
                update.setString(2, rows.json(report));
                update.setString(3, reason);
                update.setLong(4, session);
                update.executeUpdate();
            }
            CountedFindings.store(connection, session);
            return rows.select(connection, "id = ?", List.of(session));
        });
        sessionNames.end(session);
        throwFailure();
        if (stored.isEmpty()) {
            // Removed meanwhile, perhaps with findings that came in after its own were deleted.
            housekeeping.purge(session);
            throw new IllegalStateException("session " + session + " was removed while it ran");
        }
        housekeeping.evict();
        return stored.getFirst();
    }

    /// A finding whose parent was not kept, as there were too many, stands for itself, so that nothing is
    /// hidden.
    private void orphans(Connection connection) throws SQLException {
        Sql.update(
                connection,
                "UPDATE finding SET part_of = NULL WHERE session = ? AND part_of IS NOT NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM finding p WHERE p.session = finding.session"
                        + " AND p.id = finding.part_of)",
                session);
    }
}
