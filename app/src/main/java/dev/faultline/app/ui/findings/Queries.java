package dev.faultline.app.ui.findings;

import dev.faultline.app.filter.FindingFilter;
import dev.faultline.app.store.FindingColumn;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingSort;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.timeline.TimeRange;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.Severity;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns what is chosen in the view into a question to the store.
final class Queries {
    private Queries() {}

    static FindingQuery query(
            long session,
            @Nullable FindingFilter filter,
            FacetsViewModel facets,
            @Nullable TimeRange time,
            List<SortKey> sort) {
        FindingQuery query = FindingQuery.all(session).withSort(sort(sort));
        if (facets.isRestricting()) {
            query = query.withSeverities(Stream.of(Severity.values())
                            .filter(severity ->
                                    facets.severitiesProperty().get().contains(SeverityMark.of(severity.id())))
                            .collect(Collectors.toSet()))
                    .withClasses(Stream.of(FindingClass.values())
                            .filter(findingClass ->
                                    facets.classesProperty().get().contains(ClassMark.of(findingClass.id())))
                            .collect(Collectors.toSet()));
        }
        if (time != null) {
            query = query.withTimes(time.from(), time.to());
        }
        return filter == null ? query : filtered(query, filter);
    }

    /// Plain words are looked for by the store itself, which is quicker.
    private static FindingQuery filtered(FindingQuery query, FindingFilter filter) {
        boolean words = filter.isTextSearch() && filter.text().indexOf('"') < 0;
        return words ? query.withText(filter.text()) : query.withCondition(filter);
    }

    private static FindingSort sort(List<SortKey> keys) {
        return keys.isEmpty()
                ? FindingSort.LATEST
                : new FindingSort(keys.stream()
                        .map(key -> new FindingSort.Key(column(key.column()), key.descending()))
                        .toList());
    }

    private static FindingColumn column(Column column) {
        return switch (column) {
            case SEVERITY -> FindingColumn.SEVERITY;
            case CLASS -> FindingColumn.CLASS;
            case TIME -> FindingColumn.FIRST;
            case FINDING -> FindingColumn.TITLE;
            case SOURCE -> FindingColumn.SOURCE;
            case DESTINATION -> FindingColumn.DESTINATION;
            case BLAME -> FindingColumn.BLAME;
            case COUNT -> FindingColumn.COUNT;
            case CONFIDENCE -> FindingColumn.CONFIDENCE;
            case REQUEST -> FindingColumn.REQUEST;
            case ELAPSED -> FindingColumn.ELAPSED;
        };
    }
}
