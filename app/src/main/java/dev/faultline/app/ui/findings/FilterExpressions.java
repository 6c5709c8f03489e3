package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingRow;
import dev.faultline.app.ui.timeline.TimeText;
import dev.faultline.engine.common.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Writes filters that choose, or leave out, what a line of the table shows.
final class FilterExpressions {
    private FilterExpressions() {}

    /// How a new condition goes together with the filter that is there.
    enum Joint {
        /// It takes the filter's place.
        SELECTED,
        /// Its opposite takes the filter's place.
        NOT,
        /// Both must be met.
        AND,
        /// One must be met.
        OR,
        /// The filter must be met, and the condition must not.
        AND_NOT
    }

    /// The condition that a cell stands for; for a line as a whole, kind and both ends.
    ///
    /// @param column null for the whole line
    static String of(RowItem item, @Nullable Column column) {
        FindingRow row = Objects.requireNonNull(item.row());
        if (column == null) {
            return all(row);
        }
        return switch (column) {
            case SEVERITY -> equal("severity", item.severity().id());
            case CLASS -> equal("class", item.findingClass().id());
            case TIME -> "timestamp >= timestamp(\"" + TimeText.instant(item.first()) + "\")";
            case FINDING -> equal("kind", item.kind());
            case SOURCE -> end("src", row.src());
            case DESTINATION -> end("dst", row.dst());
            case BLAME -> equal("blame", item.blame().id());
            case COUNT -> "count >= " + item.count();
            case CONFIDENCE -> equal("confidence", item.confidence().id());
            case REQUEST -> equal("request", item.request());
            case ELAPSED ->
                "elapsed_time >= " + TimeUnit.NANOSECONDS.toMicros(Objects.requireNonNullElse(row.elapsed(), 0L));
        };
    }

    /// A condition put together with a filter.
    ///
    /// @param filter the one that is there; may be empty
    static String join(String filter, Joint joint, String condition) {
        String there = filter.strip();
        return switch (joint) {
            case SELECTED -> condition;
            case NOT -> not(condition);
            case AND -> there.isEmpty() ? condition : grouped(there, "||") + " && " + grouped(condition, "||");
            case OR -> there.isEmpty() ? condition : there + " || " + condition;
            case AND_NOT -> there.isEmpty() ? not(condition) : grouped(there, "||") + " && " + not(condition);
        };
    }

    private static String all(FindingRow row) {
        List<String> parts = new ArrayList<>(List.of(equal("kind", row.kind().id())));
        if (row.src() != null) {
            parts.add(equal("src.ip", row.src().ip().toString()));
        }
        if (row.dst() != null) {
            parts.add(end("dst", row.dst()));
        }
        return String.join(" && ", parts);
    }

    private static String end(String name, @Nullable Endpoint end) {
        if (end == null) {
            return equal(name + ".ip", "");
        }
        String address = equal(name + ".ip", end.ip().toString());
        return end.port() == Endpoint.NO_PORT ? address : address + " && " + name + ".port == " + end.port();
    }

    private static String equal(String field, String word) {
        return field + " == \"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// The opposite; of a simple comparison it is written as one.
    private static String not(String condition) {
        boolean simple = condition.contains(" == ") && !condition.contains("&&") && !condition.contains("||");
        return simple ? condition.replace(" == ", " != ") : "!(" + condition + ")";
    }

    private static String grouped(String condition, String weaker) {
        return condition.contains(weaker) ? "(" + condition + ")" : condition;
    }
}
