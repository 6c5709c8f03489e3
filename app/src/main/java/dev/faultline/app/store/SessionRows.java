package dev.faultline.app.store;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics.Truncation;
import dev.faultline.engine.finding.Severity;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Sessions as rows of the table `session`, there and back. Thread-safe.
final class SessionRows {
    /// The state of a session whose findings are being deleted.
    static final String REMOVED = "removed";

    private static final Map<String, SessionState> STATES =
            Stream.of(SessionState.values()).collect(Collectors.toUnmodifiableMap(SessionState::id, s -> s));
    private static final Map<String, SessionKind> KINDS =
            Stream.of(SessionKind.values()).collect(Collectors.toUnmodifiableMap(SessionKind::id, k -> k));

    private final JsonMapper mapper = new JsonMapper();

    /// The sessions that a condition chooses.
    ///
    /// @param condition what follows `WHERE`, with ordering and limit
    List<StoredSession> select(Connection connection, String condition, List<?> parameters) throws SQLException {
        return Sql.list(
                connection,
                "SELECT * FROM session WHERE state <> 'removed' AND " + condition,
                parameters,
                row -> session(row, captures(connection, row.getLong("id"))));
    }

    /// The files of a session, by number.
    static List<Path> captures(Connection connection, long session) throws SQLException {
        return Sql.list(
                connection,
                "SELECT path FROM capture WHERE session = ? ORDER BY number",
                List.of(session),
                row -> Path.of(row.getString(1)));
    }

    private StoredSession session(ResultSet row, List<Path> captures) throws SQLException {
        SessionOrigin origin = new SessionOrigin(
                KINDS.getOrDefault(row.getString("kind"), SessionKind.FILE),
                Path.of(row.getString("path")),
                row.getLong("size"),
                row.getLong("modified"),
                row.getString("identity"),
                row.getString("engine"));
        return new StoredSession(
                row.getLong("id"),
                row.getString("name"),
                origin,
                STATES.getOrDefault(row.getString("state"), SessionState.CANCELLED),
                report(row.getString("report")),
                Map.of(
                        Severity.ERROR, row.getLong("errors"),
                        Severity.WARNING, row.getLong("warnings"),
                        Severity.NOTICE, row.getLong("notices"),
                        Severity.INFO, row.getLong("infos")),
                row.getString("failure"),
                Instant.ofEpochMilli(row.getLong("opened")),
                captures,
                row.getBoolean("pinned"));
    }

    String json(SessionReport report) {
        ObjectNode node = mapper.createObjectNode();
        node.put("format", report.format());
        node.put("packets", report.packets());
        node.put("bytes", report.bytes());
        node.put("captureStart", report.captureStart());
        node.put("captureEnd", report.captureEnd());
        node.put("tcpStreams", report.tcpStreams());
        node.put("udpStreams", report.udpStreams());
        node.put("undecoded", report.undecoded());
        node.put("dropped", report.dropped());
        node.put("lossyCapture", report.lossyCapture());
        ArrayNode interfaces = node.putArray("interfaces");
        for (CaptureInterface one : report.interfaces()) {
            interfaces
                    .addObject()
                    .put("id", one.id())
                    .put("name", one.name())
                    .put("description", one.description())
                    .put("linkType", one.linkType())
                    .put("snapLength", one.snapLength());
        }
        ObjectNode anomalies = node.putObject("anomalies");
        report.anomalies().forEach(anomalies::put);
        Truncation truncation = report.truncation();
        if (truncation != null) {
            node.putObject("truncation")
                    .put("offset", truncation.offset())
                    .put("packets", truncation.packets())
                    .put("reason", truncation.reason());
        }
        ArrayNode warnings = node.putArray("warnings");
        report.warnings().forEach(warnings::add);
        return node.toString();
    }

    /// Reads what any version of the program wrote: what is missing is taken as none.
    SessionReport report(String json) {
        JsonNode node = mapper.readTree(json);
        List<CaptureInterface> interfaces = new ArrayList<>();
        for (JsonNode one : node.path("interfaces")) {
            interfaces.add(new CaptureInterface(
                    one.path("id").asInt(0),
                    one.path("name").asString(""),
                    one.path("description").asString(""),
                    one.path("linkType").asInt(0),
                    one.path("snapLength").asInt(0)));
        }
        Map<String, Long> anomalies = new HashMap<>();
        node.path("anomalies")
                .properties()
                .forEach(anomaly ->
                        anomalies.put(anomaly.getKey(), anomaly.getValue().asLong(0)));
        List<String> warnings = new ArrayList<>();
        node.path("warnings").forEach(warning -> warnings.add(warning.asString("")));
        return new SessionReport(
                node.path("format").asString(""),
                interfaces,
                node.path("packets").asLong(0),
                node.path("bytes").asLong(0),
                node.path("captureStart").asLong(0),
                node.path("captureEnd").asLong(0),
                node.path("tcpStreams").asInt(0),
                node.path("udpStreams").asInt(0),
                node.path("undecoded").asLong(0),
                node.path("dropped").asLong(0),
                anomalies,
                node.path("lossyCapture").asBoolean(false),
                truncation(node.path("truncation")),
                warnings);
    }

    private static @Nullable Truncation truncation(JsonNode node) {
        return node.isObject()
                ? new Truncation(
                        node.path("offset").asLong(0),
                        node.path("packets").asLong(0),
                        node.path("reason").asString(""))
                : null;
    }
}
