package dev.faultline.app.store;

import dev.faultline.engine.pipeline.Traffic;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Events as rows of the table `event`.
final class EventRows {
    private static final String INSERT = "INSERT INTO event (session, capture, kind, began, ended, place, detail,"
            + " count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final Map<String, SessionEvent.Kind> KINDS = Stream.of(SessionEvent.Kind.values())
            .collect(Collectors.toUnmodifiableMap(EventRows::id, Function.identity()));

    private EventRows() {}

    private static String id(SessionEvent.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static void store(Connection connection, long session, SessionEvent event) throws SQLException {
        store(connection, session, -1, List.of(event));
    }

    /// What a capture has lost until now, in place of what was known before.
    static void storeLosses(Connection connection, long session, int capture, String place, List<Traffic.Loss> losses)
            throws SQLException {
        Sql.update(connection, "DELETE FROM event WHERE session = ? AND capture = ?", session, capture);
        List<SessionEvent> events =
                losses.stream().map(loss -> event(loss, place)).toList();
        store(connection, session, capture, events);
    }

    private static SessionEvent event(Traffic.Loss loss, String place) {
        SessionEvent.Kind kind = switch (loss.kind()) {
            case DROPPED -> SessionEvent.Kind.DROPPED;
            case BLIND -> SessionEvent.Kind.BLIND;
        };
        return new SessionEvent(kind, loss.from(), loss.to(), place, "", loss.packets());
    }

    private static void store(Connection connection, long session, int capture, List<SessionEvent> events)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (SessionEvent event : events) {
                insert.setLong(1, session);
                insert.setInt(2, capture);
                insert.setString(3, id(event.kind()));
                insert.setLong(4, event.from());
                insert.setLong(5, event.to());
                insert.setString(6, event.place());
                insert.setString(7, event.detail());
                insert.setLong(8, event.count());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// The events of a session in order of time; those of kinds that a later version knows are left out.
    static List<SessionEvent> load(Connection connection, long session) throws SQLException {
        return Sql.list(
                connection,
                "SELECT * FROM event WHERE session = ? AND kind IN ("
                        + KINDS.keySet().stream()
                                .map(kind -> '\'' + kind + '\'')
                                .collect(Collectors.joining(", "))
                        + ") ORDER BY began, id",
                List.of(session),
                row -> new SessionEvent(
                        Objects.requireNonNull(KINDS.get(row.getString("kind"))),
                        row.getLong("began"),
                        row.getLong("ended"),
                        row.getString("place"),
                        row.getString("detail"),
                        row.getLong("count")));
    }
}
