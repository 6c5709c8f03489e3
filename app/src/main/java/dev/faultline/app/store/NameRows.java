package dev.faultline.app.store;

import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.NameEntry;
import dev.faultline.app.names.NameIndex;
import dev.faultline.app.names.NameSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names of addresses as rows of the table `name`.
final class NameRows {
    private static final String UPSERT = "INSERT INTO name (session, ip, port, source, began, ended,"
            + " pod, namespace, workload, service, node, dns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT DO UPDATE SET ended = excluded.ended";
    private static final Map<String, NameSource> SOURCES =
            Stream.of(NameSource.values()).collect(Collectors.toUnmodifiableMap(NameSource::id, Function.identity()));

    private NameRows() {}

    static void store(Connection connection, long session, List<NameEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            for (NameEntry entry : entries) {
                set(upsert, session, entry);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static void set(PreparedStatement upsert, long session, NameEntry entry) throws SQLException {
        int i = 0;
        upsert.setLong(++i, session);
        upsert.setBytes(++i, Addresses.bytes(entry.ip()));
        upsert.setInt(++i, entry.port());
        upsert.setString(++i, entry.source().id());
        upsert.setLong(++i, entry.from());
        upsert.setLong(++i, entry.to());
        AddressName name = entry.name();
        for (@Nullable String part : parts(name)) {
            upsert.setString(++i, part == null ? "" : part);
        }
    }

    private static @Nullable String[] parts(AddressName name) {
        return new @Nullable String[] {
            name.pod(), name.namespace(), name.workload(), name.service(), name.node(), name.dns()
        };
    }

    /// The names of a session.
    static NameIndex load(Connection connection, long session) throws SQLException {
        return NameIndex.of(Sql.list(
                connection,
                "SELECT * FROM name WHERE session = ? ORDER BY ip, began",
                List.of(session),
                NameRows::entry));
    }

    private static NameEntry entry(ResultSet row) throws SQLException {
        AddressName name = new AddressName(
                part(row, "pod"),
                part(row, "namespace"),
                part(row, "workload"),
                part(row, "service"),
                part(row, "node"),
                part(row, "dns"));
        return new NameEntry(
                Addresses.address(row.getBytes("ip")),
                row.getInt("port"),
                SOURCES.getOrDefault(row.getString("source"), NameSource.DNS),
                name,
                row.getLong("began"),
                row.getLong("ended"));
    }

    private static @Nullable String part(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text.isEmpty() ? null : text;
    }
}
