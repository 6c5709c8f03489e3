package dev.faultline.app.store;

import dev.faultline.app.filter.RequestText;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A finding as a row of the table `finding`, there and back. Thread-safe.
final class FindingColumns {
    private static final List<String> NAMES = List.of(
            "session",
            "capture",
            "id",
            "kind",
            "class",
            "severity",
            "state",
            "confidence",
            "part_of",
            "first",
            "last",
            "count",
            "transport",
            "src_ip",
            "src_port",
            "dst_ip",
            "dst_port",
            "blame",
            "reporter",
            "stream",
            "fold",
            "title",
            "words",
            "rest",
            "request",
            "elapsed",
            "party");

    /// Inserts a finding, or replaces the one of the same id.
    static final String UPSERT = "INSERT INTO finding (" + String.join(", ", NAMES) + ") VALUES ("
            + NAMES.stream().map(name -> "?").collect(Collectors.joining(", "))
            + ") ON CONFLICT (session, id) DO UPDATE SET "
            + NAMES.stream().map(name -> name + " = excluded." + name).collect(Collectors.joining(", "));

    private static final Map<String, FindingClass> CLASSES = byId(FindingClass.values(), FindingClass::id);
    private static final Map<String, FindingState> STATES = byId(FindingState.values(), FindingState::id);
    private static final Map<String, Transport> TRANSPORTS = byId(Transport.values(), Transport::id);
    private static final Map<String, Blame> BLAMES = byId(Blame.values(), Blame::id);
    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final List<Confidence> CONFIDENCES = List.of(Confidence.values());

    private final FindingJson json = new FindingJson();
    private final Function<Finding, String> titles;

    /// @param titles gives the words a finding is called by
    FindingColumns(Function<Finding, String> titles) {
        this.titles = titles;
    }

    private static <T> Map<String, T> byId(T[] values, Function<T, String> id) {
        return Stream.of(values).collect(Collectors.toUnmodifiableMap(id, Function.identity()));
    }

    /// Fills in [#UPSERT], but for the party, which is the last column.
    ///
    /// @return number of the columns
    int set(PreparedStatement upsert, long session, int capture, Finding finding, EndpointNames names)
            throws SQLException {
        String title = titles.apply(finding);
        int i = 0;
        upsert.setLong(++i, session);
        upsert.setInt(++i, capture);
        upsert.setString(++i, finding.id());
        upsert.setString(++i, finding.kind().id());
        upsert.setString(++i, finding.kind().findingClass().id());
        upsert.setInt(++i, rank(finding.severity()));
        upsert.setString(++i, finding.state().id());
        upsert.setInt(++i, CONFIDENCES.indexOf(finding.confidence()));
        upsert.setString(++i, finding.partOf());
        upsert.setLong(++i, finding.first());
        upsert.setLong(++i, finding.last());
        upsert.setLong(++i, finding.count());
        upsert.setString(++i, finding.transport().id());
        upsert.setBytes(++i, Addresses.bytes(finding.src()));
        upsert.setInt(++i, port(finding.src()));
        upsert.setBytes(++i, Addresses.bytes(finding.dst()));
        upsert.setInt(++i, port(finding.dst()));
        upsert.setString(++i, finding.blame().id());
        upsert.setBytes(++i, finding.reporter() == null ? null : Addresses.bytes(finding.reporter()));
        upsert.setInt(++i, finding.tcpStream());
        upsert.setLong(++i, FoldKey.of(capture, finding, names));
        upsert.setString(++i, title);
        upsert.setString(++i, words(finding, title, names));
        upsert.setString(++i, json.write(finding));
        upsert.setString(++i, RequestText.of(finding));
        upsert.setObject(++i, RequestText.elapsed(finding));
        return ++i;
    }

    private static int port(@Nullable Endpoint endpoint) {
        return endpoint == null ? Endpoint.NO_PORT : endpoint.port();
    }

    /// What a search for text looks at, in lower case: the same as that of
    /// [dev.faultline.app.filter.FindingFilter].
    static String words(Finding finding, String title, EndpointNames names) {
        FindingKind kind = finding.kind();
        StringBuilder words = new StringBuilder(title);
        for (Object part : new @Nullable Object[] {
            kind.id(),
            kind.findingClass().id(),
            kind.article(),
            finding.severity().id(),
            finding.transport().id(),
            finding.src(),
            finding.dst(),
            finding.reporter(),
            String.join("\n", finding.vantage()),
            finding.id(),
            RequestText.of(finding),
            words(names.at(finding.src(), finding.first())),
            words(names.at(finding.dst(), finding.first()))
        }) {
            if (part != null) {
                words.append('\n').append(part);
            }
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String words(AddressName name) {
        return name.isEmpty() ? null : String.join("\n", name.words());
    }

    /// The finding in a row of `SELECT * FROM finding`.
    Finding finding(ResultSet row) throws SQLException {
        FindingJson.Rest rest = json.read(row.getString("rest"));
        return new Finding(
                row.getString("id"),
                kind(row),
                severity(row.getInt("severity")),
                state(row.getString("state")),
                confidence(row.getInt("confidence")),
                rest.confidenceWhy(),
                row.getString("part_of"),
                row.getLong("first"),
                row.getLong("last"),
                row.getLong("count"),
                transport(row),
                Addresses.endpoint(row.getBytes("src_ip"), row.getInt("src_port")),
                Addresses.endpoint(row.getBytes("dst_ip"), row.getInt("dst_port")),
                blame(row.getString("blame")),
                reporter(row),
                row.getInt("stream"),
                rest.vantage(),
                rest.evidence(),
                rest.icmp(),
                rest.facts(),
                rest.notes());
    }

    static FindingKind kind(ResultSet row) throws SQLException {
        String id = row.getString("kind");
        return Objects.requireNonNull(FindingKind.byId(id), id);
    }

    static @Nullable IpAddress reporter(ResultSet row) throws SQLException {
        byte @Nullable [] bytes = row.getBytes("reporter");
        return bytes == null ? null : Addresses.address(bytes);
    }

    static Transport transport(ResultSet row) throws SQLException {
        return known(TRANSPORTS, row.getString("transport"));
    }

    static FindingClass findingClass(String id) {
        return known(CLASSES, id);
    }

    static FindingState state(String id) {
        return known(STATES, id);
    }

    static Blame blame(String id) {
        return known(BLAMES, id);
    }

    private static <T> T known(Map<String, T> values, String id) {
        return Objects.requireNonNull(values.get(id), id);
    }

    /// Severities are stored by rank, the mildest 0, so that SQL can compare them.
    static int rank(Severity severity) {
        return SEVERITIES.indexOf(severity);
    }

    static Severity severity(int rank) {
        return SEVERITIES.get(rank);
    }

    /// Confidence is stored by rank, the least 0.
    static Confidence confidence(int rank) {
        return CONFIDENCES.get(rank);
    }
}
