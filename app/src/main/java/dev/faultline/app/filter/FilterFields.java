package dev.faultline.app.filter;

import dev.faultline.app.Messages;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.finding.TransactionFacts;
import dev.faultline.engine.flow.Transport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The words of the filter language: what may stand in a filter, for the compiler and for completion. Names are
/// those of Kubeshark's KFL2 where it has the field.
public final class FilterFields {
    private static final String NOTHING = "";
    private static final long NO_NUMBER = -1;
    private static final Map<String, Entry> ENTRIES = entries();

    private FilterFields() {}

    /// A field of the language.
    ///
    /// @param name such as `src.ip`
    /// @param values known values to offer, as they are written in a filter; empty where there are too many
    public record Field(String name, Type type, List<String> values) {

        /// One sentence for people.
        public String description() {
            return Messages.text("filter.field." + name);
        }
    }

    /// The types of fields.
    public enum Type {
        BOOL,
        /// 64 bits, signed; -1 where the finding has no such number.
        INT,
        /// Empty where the finding has no such word.
        STRING,
        TIMESTAMP,
        /// Of strings.
        LIST
    }

    private record Entry(Field field, Value value) {}

    /// Gives the value of a field.
    @FunctionalInterface
    private interface Value {
        Object of(Finding finding, EndpointNames names);
    }

    /// All fields, in the order in which they are offered.
    public static List<Field> all() {
        return ENTRIES.values().stream().map(Entry::field).toList();
    }

    /// The operators and functions that make sense behind a field of that type, as they are written.
    public static List<String> operators(Type type) {
        return switch (type) {
            case BOOL -> List.of("&&", "||");
            case INT -> List.of("==", "!=", "<", "<=", ">", ">=", "in");
            case STRING -> List.of("==", "!=", "in", ".contains(", ".startsWith(", ".endsWith(", ".matches(");
            case TIMESTAMP -> List.of("<", "<=", ">", ">=");
            case LIST -> List.of("==", "!=");
        };
    }

    /// The functions of the language that stand alone, as they are written.
    public static List<String> functions() {
        return List.of("size(", "map_get(", "timestamp(", "duration(", "now()");
    }

    /// Whether `finding` is a network error, and not a remark or about the capture itself: what `error` alone
    /// means.
    public static boolean isError(Finding finding) {
        return finding.severity().compareTo(Severity.WARNING) >= 0
                && finding.kind().findingClass() != FindingClass.CAPTURE;
    }

    static @Nullable Field find(String name) {
        Entry entry = ENTRIES.get(name);
        return entry == null ? null : entry.field;
    }

    static @Nullable Object value(String name, Finding finding, EndpointNames names) {
        Entry entry = ENTRIES.get(name);
        return entry == null ? null : entry.value.of(finding, names);
    }

    private static Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        add(entries, "error", Type.BOOL, List.of(), FilterFields::isError);
        add(
                entries,
                "kind",
                Type.STRING,
                words(FindingKind.values(), FindingKind::id),
                f -> f.kind().id());
        add(
                entries,
                "class",
                Type.STRING,
                words(FindingClass.values(), FindingClass::id),
                f -> f.kind().findingClass().id());
        add(entries, "article", Type.STRING, articles(FindingKind.values()), FilterFields::article);
        add(
                entries,
                "severity",
                Type.STRING,
                words(Severity.values(), Severity::id),
                f -> f.severity().id());
        add(
                entries,
                "confidence",
                Type.STRING,
                words(Confidence.values(), Confidence::id),
                f -> f.confidence().id());
        add(
                entries,
                "state",
                Type.STRING,
                words(FindingState.values(), FindingState::id),
                f -> f.state().id());
        add(
                entries,
                "blame",
                Type.STRING,
                words(Blame.values(), Blame::id),
                f -> f.blame().id());
        add(entries, "count", Type.INT, List.of(), Finding::count);
        addFlow(entries);
        addNames(entries);
        addTransaction(entries);
        addTime(entries);
        addIcmp(entries);
        return entries;
    }

    private static void addFlow(Map<String, Entry> entries) {
        add(entries, "src.ip", Type.STRING, List.of(), f -> ip(f.src()));
        add(entries, "src.port", Type.INT, List.of(), f -> port(f.src()));
        add(entries, "dst.ip", Type.STRING, List.of(), f -> ip(f.dst()));
        add(entries, "dst.port", Type.INT, List.of(), f -> port(f.dst()));
        add(
                entries,
                "protocol",
                Type.STRING,
                words(Transport.values(), Transport::id),
                f -> f.transport().id());
        add(entries, "tcp", Type.BOOL, List.of(), f -> f.transport() == Transport.TCP);
        add(entries, "udp", Type.BOOL, List.of(), f -> f.transport() == Transport.UDP);
        add(entries, "stream", Type.INT, List.of(), f -> (long) f.tcpStream());
        add(entries, "tcp_error_type", Type.STRING, articles(connectionKinds()), FilterFields::tcpErrorType);
        add(entries, "vantage", Type.LIST, List.of(), Finding::vantage);
    }

    private static void addNames(Map<String, Entry> entries) {
        addNames(entries, "src.", (finding, names) -> names.at(finding.src(), finding.first()));
        addNames(entries, "dst.", (finding, names) -> names.at(finding.dst(), finding.first()));
        addList(entries, "pods", AddressName::pod);
        addList(entries, "namespaces", AddressName::namespace);
        addList(entries, "workloads", AddressName::workload);
        addList(entries, "services", AddressName::service);
        addList(entries, "nodes", AddressName::node);
        addName(
                entries,
                "node_name",
                (finding, names) ->
                        names.at(finding.dst(), finding.first()).or(names.at(finding.src(), finding.first())),
                AddressName::node);
    }

    private static void addNames(
            Map<String, Entry> entries, String end, BiFunction<Finding, EndpointNames, AddressName> names) {
        addName(entries, end + "name", names, AddressName::shortName);
        addName(entries, end + "pod.name", names, AddressName::pod);
        addName(entries, end + "pod.namespace", names, AddressName::namespace);
        addName(entries, end + "workload.name", names, AddressName::workload);
        addName(entries, end + "service.name", names, AddressName::service);
        addName(entries, end + "node.name", names, AddressName::node);
        addName(entries, end + "dns", names, AddressName::dns);
    }

    private static void addName(
            Map<String, Entry> entries,
            String name,
            BiFunction<Finding, EndpointNames, AddressName> names,
            Function<AddressName, @Nullable String> part) {
        entries.put(
                name,
                new Entry(
                        new Field(name, Type.STRING, List.of()),
                        (finding, known) -> Objects.toString(part.apply(names.apply(finding, known)), NOTHING)));
    }

    /// What either end is called.
    private static void addList(Map<String, Entry> entries, String name, Function<AddressName, @Nullable String> part) {
        entries.put(
                name,
                new Entry(
                        new Field(name, Type.LIST, List.of()),
                        (finding, names) -> Stream.of(finding.src(), finding.dst())
                                .map(endpoint -> part.apply(names.at(endpoint, finding.first())))
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList()));
    }

    private static void addTime(Map<String, Entry> entries) {
        add(entries, "timestamp", Type.TIMESTAMP, List.of(), f -> Instant.ofEpochSecond(0, f.first()));
        add(entries, "elapsed_time", Type.INT, List.of(), FilterFields::elapsed);
    }

    /// How long the request took, or else the error lasted.
    private static Object elapsed(Finding finding) {
        Long request = RequestText.elapsed(finding);
        return TimeUnit.NANOSECONDS.toMicros(request == null ? finding.last() - finding.first() : request);
    }

    private static void addTransaction(Map<String, Entry> entries) {
        add(entries, "application", Type.STRING, List.of(), f -> text(f, TransactionFacts::application));
        add(entries, "method", Type.STRING, List.of(), f -> text(f, TransactionFacts::method));
        add(entries, "path", Type.STRING, List.of(), f -> text(f, TransactionFacts::path));
        add(entries, "host", Type.STRING, List.of(), f -> text(f, TransactionFacts::host));
        add(entries, "request", Type.STRING, List.of(), f -> Objects.requireNonNullElse(RequestText.of(f), NOTHING));
        add(entries, "status_code", Type.INT, List.of(), FilterFields::statusCode);
        add(entries, "grpc_status", Type.INT, List.of(), FilterFields::grpcStatus);
    }

    private static String text(Finding finding, Function<TransactionFacts, @Nullable String> part) {
        TransactionFacts transaction = finding.transaction();
        return transaction == null ? NOTHING : Objects.toString(part.apply(transaction), NOTHING);
    }

    private static Object statusCode(Finding finding) {
        TransactionFacts transaction = finding.transaction();
        Integer status = transaction == null ? null : transaction.status();
        return status == null ? NO_NUMBER : status.longValue();
    }

    private static Object grpcStatus(Finding finding) {
        TransactionFacts transaction = finding.transaction();
        String code = transaction == null || finding.kind() != FindingKind.GRPC_STATUS ? null : transaction.code();
        return code == null ? NO_NUMBER : Long.parseLong(code);
    }

    private static void addIcmp(Map<String, Entry> entries) {
        add(entries, "icmp", Type.BOOL, List.of(), FilterFields::isIcmp);
        add(
                entries,
                "icmp_version",
                Type.INT,
                List.of("4", "6"),
                f -> f.icmp() == null ? NO_NUMBER : (long) f.icmp().version());
        add(
                entries,
                "icmp_type",
                Type.INT,
                List.of(),
                f -> f.icmp() == null ? NO_NUMBER : (long) f.icmp().type());
        add(
                entries,
                "icmp_code",
                Type.INT,
                List.of(),
                f -> f.icmp() == null ? NO_NUMBER : (long) f.icmp().code());
        add(entries, "reporter", Type.STRING, List.of(), f -> Objects.toString(f.reporter(), NOTHING));
        add(entries, "part_of", Type.STRING, List.of(), f -> Objects.toString(f.partOf(), NOTHING));
        add(entries, "id", Type.STRING, List.of(), Finding::id);
        add(entries, "has_pcap", Type.BOOL, List.of(), f -> !f.evidence().isEmpty());
    }

    private static void add(
            Map<String, Entry> entries, String name, Type type, List<String> values, Function<Finding, Object> value) {
        entries.put(name, new Entry(new Field(name, type, values), (finding, names) -> value.apply(finding)));
    }

    private static <T> List<String> words(T[] values, Function<T, String> id) {
        return Stream.of(values).map(v -> quoted(id.apply(v))).toList();
    }

    private static List<String> articles(FindingKind... kinds) {
        return Stream.of(kinds)
                .map(FindingKind::article)
                .filter(Objects::nonNull)
                .distinct()
                .map(FilterFields::quoted)
                .toList();
    }

    private static FindingKind[] connectionKinds() {
        return Stream.of(FindingKind.values())
                .filter(kind -> kind.findingClass() == FindingClass.CONNECTION)
                .toArray(FindingKind[]::new);
    }

    private static String quoted(String word) {
        return '"' + word + '"';
    }

    private static Object article(Finding finding) {
        return Objects.toString(finding.kind().article(), NOTHING);
    }

    private static Object tcpErrorType(Finding finding) {
        return finding.kind().findingClass() == FindingClass.CONNECTION ? article(finding) : NOTHING;
    }

    private static boolean isIcmp(Finding finding) {
        return finding.icmp() != null
                || finding.transport() == Transport.ICMP
                || finding.transport() == Transport.ICMPV6;
    }

    private static Object ip(@Nullable Endpoint endpoint) {
        return endpoint == null ? NOTHING : endpoint.ip().toString();
    }

    private static Object port(@Nullable Endpoint endpoint) {
        return endpoint == null ? NO_NUMBER : (long) endpoint.port();
    }
}
