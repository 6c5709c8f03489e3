package dev.faultline.app.store;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.Severity;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which findings of a session are wanted, and in which order. A finding must meet all conditions.
///
/// @param session id
/// @param capture only findings of this file of the session; null for all
/// @param severities those wanted
/// @param classes those wanted
/// @param from findings that ended before are left out; nanoseconds since the epoch, [Long#MIN_VALUE] for no
/// bound
/// @param to findings that began at or after it are left out; [Long#MAX_VALUE] for no bound
/// @param text words that must be among those of a finding (title, kind, class, severity, addresses, ports …),
/// in any order and case, those in quotes kept together; empty for all. A finding is also found by the words of
/// those that are part of it
/// @param condition a filter; one that SQL does not know is asked for each finding that meets the rest; null
/// for none
/// @param sort order of rows
public record FindingQuery(
        long session,
        @Nullable Path capture,
        Set<Severity> severities,
        Set<FindingClass> classes,
        long from,
        long to,
        String text,
        @Nullable Predicate<Finding> condition,
        FindingSort sort) {

    public FindingQuery {
        severities = Set.copyOf(severities);
        classes = Set.copyOf(classes);
    }

    /// All findings of a session, the latest first.
    public static FindingQuery all(long session) {
        return new FindingQuery(
                session,
                null,
                EnumSet.allOf(Severity.class),
                EnumSet.allOf(FindingClass.class),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                "",
                null,
                FindingSort.LATEST);
    }

    public FindingQuery withCapture(Path file) {
        return new FindingQuery(session, file, severities, classes, from, to, text, condition, sort);
    }

    public FindingQuery withSeverities(Set<Severity> wanted) {
        return new FindingQuery(session, capture, wanted, classes, from, to, text, condition, sort);
    }

    public FindingQuery withClasses(Set<FindingClass> wanted) {
        return new FindingQuery(session, capture, severities, wanted, from, to, text, condition, sort);
    }

    public FindingQuery withTimes(long from, long to) {
        return new FindingQuery(session, capture, severities, classes, from, to, text, condition, sort);
    }

    public FindingQuery withText(String words) {
        return new FindingQuery(session, capture, severities, classes, from, to, words, condition, sort);
    }

    public FindingQuery withCondition(@Nullable Predicate<Finding> condition) {
        return new FindingQuery(session, capture, severities, classes, from, to, text, condition, sort);
    }

    public FindingQuery withSort(FindingSort order) {
        return new FindingQuery(session, capture, severities, classes, from, to, text, condition, order);
    }
}
