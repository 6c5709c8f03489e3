package dev.faultline.app.store;

import dev.faultline.app.filter.FindingFilter;
import dev.faultline.app.filter.Term;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says a filter in SQL over the table `finding f`, where all of its fields have columns. What it says is never
/// NULL, so that "not" means not.
final class FilterSql {
    private static final Map<String, String> TEXTS = Map.of(
            "state", "f.state",
            "blame", "f.blame",
            "protocol", "f.transport",
            "id", "f.id",
            "request", "coalesce(f.request, '')",
            "part_of", "coalesce(f.part_of, '')");
    private static final Map<String, String> NUMBERS = Map.of(
            "count", "f.count",
            "src.port", "f.src_port",
            "dst.port", "f.dst_port",
            "stream", "f.stream",
            "timestamp", "f.first",
            "elapsed_time", "(coalesce(f.elapsed, f.last - f.first) / 1000)");
    private static final Map<String, String> ADDRESSES =
            Map.of("src.ip", "f.src_ip", "dst.ip", "f.dst_ip", "reporter", "f.reporter");
    private static final Map<String, String> FLAGS = Map.of(
            "tcp", "f.transport = 'tcp'",
            "udp", "f.transport = 'udp'",
            "error", "(f.severity >= 2 AND f.class <> 'capture')");

    private final List<Object> parameters = new ArrayList<>();

    private FilterSql() {}

    /// A condition with the values for its question marks.
    record Condition(String sql, List<Object> parameters) {}

    /// A field that has no column.
    private static final class Unknown extends Exception {
        private static final long serialVersionUID = 1;

        Unknown(String what) {
            super(what, null, false, false);
        }
    }

    /// The condition that means the same as `filter`, or null when only Java can tell.
    static @Nullable Condition of(@Nullable Predicate<Finding> filter) {
        Term term = filter instanceof FindingFilter known ? known.term().orElse(null) : null;
        if (term == null) {
            return null;
        }
        FilterSql sql = new FilterSql();
        try {
            return new Condition(sql.say(term), sql.parameters);
        } catch (Unknown e) {
            return null;
        }
    }

    private String say(Term term) throws Unknown {
        return switch (term) {
            case Term.All all -> join(all.terms(), " AND ", "1");
            case Term.Any any -> join(any.terms(), " OR ", "0");
            case Term.Not not -> "NOT " + say(not.term());
            case Term.Is is -> flag(is.field());
            case Term.Compare compare -> compare(compare);
            case Term.Has has -> has(has);
        };
    }

    private String join(List<Term> terms, String word, String ofNone) throws Unknown {
        List<String> parts = new ArrayList<>();
        for (Term term : terms) {
            parts.add(say(term));
        }
        return parts.isEmpty() ? ofNone : "(" + String.join(word, parts) + ")";
    }

    private static String flag(String field) throws Unknown {
        return known(FLAGS, field);
    }

    private String compare(Term.Compare term) throws Unknown {
        String field = term.field();
        boolean equality = term.operator() == Term.Operator.EQUAL || term.operator() == Term.Operator.UNEQUAL;
        if (NUMBERS.containsKey(field) && term.value() instanceof Long number) {
            return value(known(NUMBERS, field) + sign(term.operator()), number);
        }
        if (!equality || !(term.value() instanceof String text)) {
            throw new Unknown(field);
        }
        boolean equal = term.operator() == Term.Operator.EQUAL;
        if (ADDRESSES.containsKey(field)) {
            return address(known(ADDRESSES, field), text, equal);
        }
        return switch (field) {
            case "severity" -> value("f.severity" + sign(term.operator()), rank(Severity.values(), Severity::id, text));
            case "confidence" ->
                value("f.confidence" + sign(term.operator()), rank(Confidence.values(), Confidence::id, text));
            case "kind", "class", "article", "tcp_error_type" -> kinds(field, word -> word.equals(text) == equal);
            default -> value(known(TEXTS, field) + sign(term.operator()), text);
        };
    }

    private String has(Term.Has term) throws Unknown {
        String text = term.text();
        Predicate<String> fits = switch (term.place()) {
            case ANYWHERE -> word -> word.contains(text);
            case BEGINNING -> word -> word.startsWith(text);
            case END -> word -> word.endsWith(text);
        };
        if (List.of("kind", "class", "article", "tcp_error_type").contains(term.field())) {
            return kinds(term.field(), fits);
        }
        String column = known(TEXTS, term.field());
        return switch (term.place()) {
            case ANYWHERE -> value("0 < instr(" + column + ", ", text) + ")";
            case BEGINNING -> value("substr(" + column + ", 1, " + text.length() + ") = ", text);
            case END -> text.isEmpty() ? "1" : value("substr(" + column + ", -" + text.length() + ") = ", text);
        };
    }

    /// A field that follows from the kind, as the list of kinds.
    private String kinds(String field, Predicate<String> fits) {
        List<String> ids = Stream.of(FindingKind.values())
                .filter(kind -> fits.test(word(kind, field)))
                .map(FindingKind::id)
                .toList();
        parameters.addAll(ids);
        return "f.kind IN (" + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")";
    }

    private static String word(FindingKind kind, String field) {
        return switch (field) {
            case "kind" -> kind.id();
            case "class" -> kind.findingClass().id();
            case "article" -> Objects.toString(kind.article(), "");
            default -> kind.findingClass() == FindingClass.CONNECTION ? Objects.toString(kind.article(), "") : "";
        };
    }

    private String address(String column, String text, boolean equal) {
        String is = equal ? " IS " : " IS NOT ";
        if (text.isEmpty()) {
            return column + is + "NULL";
        }
        try {
            IpAddress address = IpAddress.parse(text);
            if (!address.toString().equals(text)) { // fields hold addresses in their canonical form alone
                return equal ? "0" : "1";
            }
            return value(column + is, Addresses.bytes(address));
        } catch (IllegalArgumentException e) {
            return equal ? "0" : "1";
        }
    }

    private String value(String before, Object value) {
        parameters.add(value);
        return before + "?";
    }

    private static String sign(Term.Operator operator) {
        return switch (operator) {
            case EQUAL -> " = ";
            case UNEQUAL -> " <> ";
            case LESS -> " < ";
            case AT_MOST -> " <= ";
            case MORE -> " > ";
            case AT_LEAST -> " >= ";
        };
    }

    /// The rank that a word is stored as; -1, which no finding has, for one that is none.
    private static <E> int rank(E[] values, Function<E, String> id, String word) {
        return Stream.of(values).map(id).toList().indexOf(word);
    }

    private static String known(Map<String, String> columns, String field) throws Unknown {
        String column = columns.get(field);
        if (column == null) {
            throw new Unknown(field);
        }
        return column;
    }
}
