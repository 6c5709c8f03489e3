package dev.faultline.app.store;

import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The conditions of a query as SQL over the table `finding f`.
///
/// @param condition what follows `WHERE`
/// @param parameters for its question marks, in order
record QuerySql(String condition, List<Object> parameters) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]+)\"|'([^']+)'|(\\S+)");

    /// A condition without values.
    static QuerySql of(String condition) {
        return new QuerySql(condition, List.of());
    }

    /// Findings that are part of no other.
    static QuerySql parents(FindingQuery query) {
        return of(query, true);
    }

    /// All findings, those that are part of others too.
    static QuerySql all(FindingQuery query) {
        return of(query, false);
    }

    private static QuerySql of(FindingQuery query, boolean parents) {
        StringBuilder sql = new StringBuilder("f.session = ?");
        List<Object> parameters = new ArrayList<>();
        parameters.add(query.session());
        if (parents) {
            sql.append(" AND f.part_of IS NULL");
        }
        if (query.capture() != null) {
            sql.append(" AND f.capture IN (SELECT number FROM capture WHERE session = ? AND path = ?)");
            parameters.add(query.session());
            parameters.add(query.capture().toString());
        }
        if (query.severities().size() < Severity.values().length) {
            in(sql, "f.severity", query.severities().size());
            query.severities().forEach(severity -> parameters.add(FindingColumns.rank(severity)));
        }
        if (query.classes().size() < FindingClass.values().length) {
            in(sql, "f.class", query.classes().size());
            query.classes().forEach(one -> parameters.add(one.id()));
        }
        if (query.from() != Long.MIN_VALUE) {
            sql.append(" AND f.last >= ?");
            parameters.add(query.from());
        }
        if (query.to() != Long.MAX_VALUE) {
            sql.append(" AND f.first < ?");
            parameters.add(query.to());
        }
        FilterSql.Condition filter = FilterSql.of(query.condition());
        if (filter != null) {
            sql.append(" AND ").append(filter.sql());
            parameters.addAll(filter.parameters());
        }
        text(sql, parameters, query, parents);
        return new QuerySql(sql.toString(), parameters);
    }

    private static void in(StringBuilder sql, String column, int count) {
        sql.append(" AND ").append(column).append(" IN (");
        sql.append(String.join(", ", Collections.nCopies(count, "?"))).append(')');
    }

    private static void text(StringBuilder sql, List<Object> parameters, FindingQuery query, boolean parents) {
        List<String> words = words(query.text());
        if (words.isEmpty()) {
            return;
        }
        sql.append(" AND (").append(contains("f", words.size()));
        parameters.addAll(words);
        if (parents) {
            sql.append(
                            " OR f.id IN (SELECT p.part_of FROM finding p INDEXED BY finding_session WHERE p.session = ? AND p.part_of IS NOT NULL AND ")
                    .append(contains("p", words.size()))
                    .append(')');
            parameters.add(query.session());
            parameters.addAll(words);
        }
        sql.append(')');
    }

    private static String contains(String table, int words) {
        return String.join(" AND ", Collections.nCopies(words, "instr(" + table + ".words, ?) > 0"));
    }

    /// Whether there is a condition left that only Java can tell.
    static boolean needsJava(FindingQuery query) {
        return query.condition() != null && FilterSql.of(query.condition()) == null;
    }

    /// The words of a search, in lower case; those in quotes are kept together.
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(quoted == null ? matcher.group() : quoted);
        }
        return words;
    }

    /// With a further condition.
    QuerySql and(String further, Object... values) {
        List<Object> all = new ArrayList<>(parameters);
        Collections.addAll(all, values);
        return new QuerySql(condition + " AND " + further, all);
    }

    /// These parameters with others before and after them.
    List<Object> parameters(List<?> before, List<?> after) {
        List<Object> all = new ArrayList<>(before);
        all.addAll(parameters);
        all.addAll(after);
        return all;
    }
}
